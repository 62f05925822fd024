"""A report as a PDF that screen readers can read (PDF/UA-1), the same byte for byte every time."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, fields
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

from theodolite.display import LACKING, shown_in_our_typeface
from theodolite.reports.document import Document
from theodolite.reports.figure_placing import Placing, Room, settle_next
from theodolite.reports.manuscript import (
    PrintedBlock,
    PrintedFigure,
    PrintedTable,
    write_out,
)
from theodolite.reports.table_layout import TALL_ROOM, lay_out

_TEMPLATE = Path(__file__).parent / "templates" / "report.typ"
_DRAWN = re.compile(r'<svg\b[^>]*?\bwidth="([0-9.]+)pt" height="([0-9.]+)pt"')
_TALLEST = 550.0
_LACKING = (
    f"{LACKING} stands for a character that this PDF cannot print; the web page and the Word file"
    " show it."
)
_FACES = ("Regular", "It", "Semibold", "Bold")


def to_pdf(document: Document) -> bytes:
    """The report as PDF/UA-1.

    The text travels as JSON that the template prints as it stands, so no character of it is ever
    read as markup. Only the fonts we ship are used: those of the machine would change the lines.
    """
    data = _as_data(document)
    with _fonts() as fonts:
        placing = _place_figures(data, fonts)
        return typst.compile(
            _TEMPLATE.read_bytes(),
            font_paths=fonts,
            sys_inputs=_inputs(data, placing),
            pdf_standards=["ua-1"],
            timestamp=0,
        )


def _place_figures(data: dict[str, Any], fonts: typst.Fonts) -> Placing:
    """Lay out the report with empty frames and settle one figure after the other.

    Each figure that moves or shrinks changes every page after it.
    """
    chapters = [
        [block["anchor"] if block["kind"] == "PrintedFigure" else "" for block in one["blocks"]]
        for one in data["chapters"]
    ]
    placing: Placing = {}
    while True:
        marks = typst.query(
            _TEMPLATE.read_bytes(),
            "<room>",
            field="value",
            font_paths=fonts,
            sys_inputs=_inputs(data, placing, is_draft=True),
        )
        settled = settle_next([Room(**mark) for mark in json.loads(marks)], placing, chapters)
        if settled == placing:
            return placing
        placing = settled


def _inputs(data: dict[str, Any], placing: Placing, *, is_draft: bool = False) -> dict[str, str]:
    where = {anchor: asdict(place) for anchor, place in placing.items()}
    whole = data | {"placing": where, "is_draft": is_draft}
    return {"report": json.dumps(whole, ensure_ascii=False)}


@contextmanager
def _fonts() -> Iterator[typst.Fonts]:
    """Each face once: the font package holds two kinds of file, in no certain order."""
    with TemporaryDirectory() as folder:
        for face in _FACES:
            source = files("font_source_sans_pro") / "files" / f"SourceSansPro-{face}.otf"
            Path(folder, source.name).write_bytes(source.read_bytes())
        yield typst.Fonts(include_system_fonts=False, font_paths=[folder])


def _as_data(document: Document) -> dict[str, Any]:
    manuscript, day = write_out(document), document.date
    chapters = [
        {
            "title": chapter.title,
            "blocks": [one for block in chapter.blocks for one in _block(block)],
        }
        for chapter in manuscript.chapters
    ]
    whole = {field.name: getattr(manuscript, field.name) for field in fields(manuscript)}
    whole["trails"] = [asdict(trail) for trail in manuscript.trails]
    return _in_our_typeface(
        whole
        | {
            "chapters": chapters,
            "day": {"year": day.year, "month": day.month, "day": day.day},
        }
    )


def _in_our_typeface(data: dict[str, Any]) -> dict[str, Any]:
    """The same with a mark for each character that cannot be printed, and a sentence that says so.

    The accessible standard forbids a page on which a character is missing.
    """
    written = _each_text(data, str)
    printed: dict[str, Any] = _each_text(written, shown_in_our_typeface)
    if printed != written:
        printed["how_to_read"].append(_LACKING)
    return printed


def _each_text(value: Any, change: Callable[[str], str]) -> Any:
    match value:
        case str():
            return change(value)
        case dict():
            return {key: _each_text(one, change) for key, one in value.items()}
        case list() | tuple():
            return [_each_text(one, change) for one in value]
        case _:
            return value


def _block(block: PrintedBlock) -> Iterator[dict[str, Any]]:
    kind = {"kind": type(block).__name__}
    if isinstance(block, PrintedTable):
        for piece, layout in lay_out(block):
            yield asdict(piece) | kind | {"layout": asdict(layout)}
    elif isinstance(block, PrintedFigure):
        words = ("name", "anchor", "title", "alt", "notes", "source")
        data = {word: getattr(block, word) for word in words}
        yield data | kind | _picture(block.picture.svg)
    else:
        yield asdict(block) | kind


def _picture(svg: str) -> dict[str, Any]:
    """The picture as wide as the text, unless it would then be too tall."""
    drawn = _DRAWN.search(svg)
    assert drawn, "every picture says its size in points"
    width, height = float(drawn[1]), float(drawn[2])
    scale = min(TALL_ROOM / width, _TALLEST / height)
    return {"svg": svg, "width": width * scale, "height": height * scale}
