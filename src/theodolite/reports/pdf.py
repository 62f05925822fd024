"""A report as a PDF that screen readers can read (PDF/UA-1), the same byte for byte every time."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, fields
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

from theodolite.reports.document import Document
from theodolite.reports.manuscript import READING_TITLE, PrintedBlock, PrintedFigure, write_out

_TEMPLATE = Path(__file__).parent / "templates" / "report.typ"
_FACES = ("Regular", "It", "Semibold", "Bold")


def to_pdf(document: Document) -> bytes:
    """The report as PDF/UA-1.

    The text travels as JSON that the template prints as it stands, so no character of it is ever
    read as markup. Only the fonts we ship are used: those of the machine would change the lines.
    """
    with _fonts() as fonts:
        return typst.compile(
            _TEMPLATE.read_bytes(),
            font_paths=fonts,
            sys_inputs={"report": json.dumps(_as_data(document), ensure_ascii=False)},
            pdf_standards=["ua-1"],
            timestamp=0,
        )


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
        {"title": chapter.title, "blocks": [_block(block) for block in chapter.blocks]}
        for chapter in manuscript.chapters
    ]
    whole = {field.name: getattr(manuscript, field.name) for field in fields(manuscript)}
    return whole | {
        "chapters": chapters,
        "day": {"year": day.year, "month": day.month, "day": day.day},
        "reading_title": READING_TITLE,
    }


def _block(block: PrintedBlock) -> dict[str, Any]:
    if isinstance(block, PrintedFigure):
        words = ("name", "anchor", "title", "alt", "notes", "source")
        data = {word: getattr(block, word) for word in words} | {"svg": block.picture.svg}
    else:
        data = asdict(block)
    return data | {"kind": type(block).__name__}
