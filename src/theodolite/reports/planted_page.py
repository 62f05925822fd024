"""The page of the demo that says whether what was planted in the made-up stream was found."""

from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from theodolite.evidence.estimate import count_of
from theodolite.evidence.source_note import SourceNote
from theodolite.evidence.table import Block, Row, Table
from theodolite.horizon.synthetic.comparing import Compared
from theodolite.reports.document import Bullets, Document, Paragraph, Reading, Section
from theodolite.reports.html import to_html
from theodolite.reports.result_files import as_json, write_files

READING = Reading(
    "How this page was made",
    (
        "The stream was drawn by chance from a vocabulary, so it is known of every item what it is"
        " about, which two are the same paper, which phrase rises and from when on.",
        "The scan was told none of that. It read the files of five sources month by month, each at"
        " that month's date, through the same commands as any other scan.",
    ),
    "the whole stream",
)


def write_planted_page(compared: Sequence[Compared], *, on: date, folder: Path) -> Path:
    """Write the page and the numbers behind it into a folder; gives the page's path."""
    numbers = as_json(compared)
    page = to_html(_document(compared, on, sha256(numbers).hexdigest()))
    return write_files(folder, {"found.html": page, "log.json": numbers})[0]


def _document(compared: Sequence[Compared], on: date, digest: str) -> Document:
    source = SourceNote(digest, digest, version("theodolite"), settled_by="vocabulary")
    asked = [one for one in compared if one.must_be_found]
    missed = [one.what for one in asked if not one.is_all_found]
    verdict = (
        f"Not everything that was planted was found: look at {', '.join(missed)}."
        if missed
        else f"Everything that must be found was: {', '.join(one.what for one in asked)}."
    )
    sections = (
        Section(verdict, (Bullets(tuple(one.said for one in compared)),)),
        Section("In numbers", (_table(compared, source),)),
        Section(
            "Where to look",
            (
                Paragraph(
                    "The folder beside this one holds the radar, the bulletin of one group, and the"
                    " workspace itself. Every journal, body, author and finding in it is invented."
                ),
            ),
        ),
    )
    title = "What a scan found of what was planted"
    subtitle = "Three years of made-up papers, notices and meetings"
    return Document(
        title, subtitle, "A made-up society", on, "Made-up items", "", sections, source, READING
    )


def _table(compared: Sequence[Compared], source: SourceNote) -> Table:
    rows = tuple(
        Row(
            one.what,
            tuple(
                (None if number is None else count_of(number),)
                for number in (one.planted, one.found, one.wrong)
            ),
        )
        for one in compared
    )
    title = "Planted in the stream, and found by the scan"
    columns = ("Planted", "Found", "Wrongly found")
    return Table("planted", title, columns, (Block("", rows),), source)
