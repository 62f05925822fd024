"""Files of a report: its figures, shown in pages, and its documents, handed over and logged."""

import re
from dataclasses import dataclass
from pathlib import Path

from django.http import Http404, HttpResponse
from django.utils import timezone

from theodolite.store.exports import Taken, log_export
from theodolite.store.surveys.reports import ABOUT_PEOPLE, page_in, shareable
from theodolite.web.surveys.report_body import figures_in, lines_in

_LEFT, _RIGHT = 30, 12
_VIEW = re.compile(r'viewBox="0 0 ([0-9.]+) ([0-9.]+)"')
_WIDTH = re.compile(r'(?<=\s)(?:width|height)="[0-9.]+pt"\s*(?:width|height)="[0-9.]+pt"')

KINDS = {
    ".html": "text/html; charset=utf-8",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".json": "application/json",
    ".csv": "text/csv; charset=utf-8",
}
"""What may be handed over, and what a browser is told it is."""

WORDS = {
    "report.pdf": "The report as PDF",
    "report.html": "The report as a web page",
    "report.docx": "The report as a Word file",
    "report-short.pdf": "The short version as PDF",
    "report-short.html": "The short version as a web page",
    "report-short.docx": "The short version as a Word file",
    "tables.xlsx": "Every table, as a workbook",
    "findings.json": "Every number, for programs",
    "segments.csv": "Each respondent's segment, for inside use",
    "log.json": "What was unreadable, doubted, recoded or rejected, for inside use",
}
"""What each file is, in the order in which they are offered."""


@dataclass(frozen=True, slots=True)
class Handed:
    """A file that is asked for: from which folder, by whom, and what is written down of it."""

    folder: Path
    name: str
    what: str
    profile: str
    by: str
    is_for_office: bool = False


def figure(folder: Path, name: str) -> HttpResponse:
    """A figure as SVG; only those that the report shows are there."""
    if name not in figures_in(page_in(folder)):
        raise Http404
    drawn = (folder / "figures" / name).read_text("utf-8")
    return HttpResponse(_with_margins(drawn), content_type="image/svg+xml")


def offered(folder: Path, *, is_for_office: bool = False) -> tuple[str, ...]:
    """The files that may be downloaded, in order."""
    there = set(shareable(folder))
    if is_for_office:
        there |= {name for name in ABOUT_PEOPLE if (folder / name).exists()}
    return tuple(name for name in WORDS if name in there)


def hand_over(handed: Handed) -> HttpResponse:
    """The file as an attachment, once it is written down that it left."""
    if handed.name not in offered(handed.folder, is_for_office=handed.is_for_office):
        raise Http404
    content = (handed.folder / handed.name).read_bytes()
    taken = Taken(
        what=f"{handed.what}, {handed.name}",
        content=content,
        rows=_rows(handed, content),
        profile="none" if handed.name in ABOUT_PEOPLE else handed.profile,
    )
    log_export(taken, by=handed.by, why="Downloaded from its page", at=timezone.now())
    answer = HttpResponse(content, content_type=KINDS[Path(handed.name).suffix])
    answer["Content-Disposition"] = f'attachment; filename="{handed.name}"'
    return answer


def _with_margins(drawn: str) -> str:
    """The figure with room at its sides: an image takes the reader's fonts, which may be wider."""

    def wider(found: re.Match[str]) -> str:
        return f'viewBox="{-_LEFT} 0 {float(found[1]) + _LEFT + _RIGHT:g} {found[2]}"'

    return _VIEW.sub(wider, _WIDTH.sub("", drawn, count=1), count=1)


def _rows(handed: Handed, content: bytes) -> int:
    if handed.name == "segments.csv":
        return content.count(b"\n") - 1
    return lines_in(page_in(handed.folder))
