"""Write an edition of a radar into one folder: page, figure, data and the files of other tools."""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from theodolite.display import draw
from theodolite.evidence.days import day_in_words
from theodolite.evidence.source_note import SourceNote
from theodolite.evidence.tabular import tables_of
from theodolite.horizon.radar import (
    Difference,
    Edition,
    Spot,
    difference,
    picture_of,
    write_byor,
    write_radar,
)
from theodolite.reports.document import Bullets, Document, Notice, Paragraph, Reading, Section
from theodolite.reports.html import to_html
from theodolite.reports.result_files import as_json, write_files

READING = Reading(
    "How this radar was made",
    (
        "Sectors are topics and rings are spans of the future. A blip is something that may matter;"
        " its ring is a judgement, made by the people whose edition this is.",
        "A blip moved in or out if its ring changed since the edition before. Names tell blips"
        " apart from one edition to the next.",
    ),
    "the whole edition",
)


def write_radar_folder(
    edition: Edition, previous: Edition | None, folder: Path
) -> tuple[Path, ...]:
    """The radar as a web page with its data table, as SVG and PNG, and as files for programs.

    The folder appears when all of it is written; an earlier one is replaced.
    """
    whole = write_radar(edition)
    source = source_of(whole, edition)
    picture = draw(picture_of(edition, source))
    changes = None if previous is None else difference(edition, previous)
    return write_files(
        folder,
        {
            "radar.html": to_html(radar_document(edition, changes, source)),
            "radar.svg": picture.svg.encode(),
            "radar.png": picture.png(),
            "radar.txt": f"{picture.alt}\n".encode(),
            "radar.json": whole,
            "build-your-own-radar.json": write_byor(edition),
            "log.json": as_json({"edition": edition.title, "on": edition.on.isoformat()}),
        },
    )


def source_of(whole: bytes, edition: Edition) -> SourceNote:
    """The edition's own file, and what its rings were settled by."""
    rings = repr((edition.sectors, edition.rings, edition.meaning)).encode()
    return SourceNote(
        sha256(whole).hexdigest(),
        sha256(rings).hexdigest(),
        version("theodolite"),
        settled_by="sectors and rings",
    )


def radar_document(edition: Edition, changes: Difference | None, source: SourceNote) -> Document:
    """The radar, what changed, and every blip with what is behind it and where it was before."""
    radar = picture_of(edition, source)
    sections = [
        Section("The radar", (draw(radar),)),
        *([Section("What changed", tuple(_changes(changes)))] if changes else []),
        Section("Every blip", _told_all(edition)),
        *([Section("In numbers", tables_of(radar))] if edition.spots else []),
    ]
    return Document(
        edition.title,
        f"Distance from the centre: {edition.meaning}",
        "",
        edition.on,
        "",
        "",
        tuple(sections),
        source,
        READING,
    )


def _changes(changes: Difference) -> Iterator[Bullets]:
    told = {
        "New": changes.new,
        "Moved in": changes.moved_in,
        "Moved out": changes.moved_out,
        "No longer on it": changes.gone,
    }
    lines = [f"{what}: {_listed(names)}." for what, names in told.items() if names]
    yield Bullets(tuple(lines) or ("Nothing moved, came or went.",))


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names)


def _told_all(edition: Edition) -> tuple[Notice | Paragraph, ...]:
    blips = tuple(_told(number, spot) for number, spot in enumerate(edition.in_order(), start=1))
    return blips or (Paragraph("There is no blip on this radar."),)


def _told(number: int, spot: Spot) -> Notice:
    said = [spot.description, spot.sentence]
    if spot.history:
        places = "; ".join(
            f"{one.ring} in “{one.edition}” ({day_in_words(one.on)})" for one in spot.history
        )
        said.append(f"Before: {places}.")
    if spot.items:
        said.append(f"Items behind it: {', '.join(spot.items)}.")
    years = "" if spot.years is None else f", about {spot.years:g} years away"
    lead = f"{spot.sector}, {spot.ring}{years}"
    return Notice(f"{number}. {spot.name}", lead, tuple(filter(None, said)), spot.address)
