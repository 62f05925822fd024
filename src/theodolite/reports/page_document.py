"""A document made ready for a page of the workspace: words, tables, figures as files with data."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from theodolite.display.vega import vega_lite
from theodolite.evidence.estimate import Estimate
from theodolite.evidence.pictures import Evidence, Intervals, TrendLine
from theodolite.evidence.table import Row, Table
from theodolite.evidence.tabular import tables_of
from theodolite.reports.document import Document, Section
from theodolite.reports.manuscript import (
    Front,
    Points,
    PrintedFigure,
    PrintedNotice,
    PrintedTable,
    Prose,
    Trail,
    printable,
    write_out,
)
from theodolite.reports.result_files import figure_name

PAGE_FILE = "page.json"
"""The file of a report's folder that holds it as a page shows it."""

_SIZE = re.compile(r'\b(width|height)="([0-9.]+)pt"')
_PIXELS_PER_POINT = 96 / 72


@dataclass(frozen=True, slots=True)
class PageFigure:
    """A figure as its file, the same numbers as tables, and what a browser may draw instead.

    `file` lies under figures/; `width` and `height` are in pixels.
    """

    name: str
    anchor: str
    file: str
    title: str
    alt: str
    notes: tuple[str, ...]
    source: int
    width: int
    height: int
    description: Mapping[str, Any] | None
    tables: tuple[PrintedTable, ...]


PageBlock = Prose | Points | PrintedNotice | PrintedTable | PageFigure


@dataclass(frozen=True, slots=True)
class PageChapter:
    """A section with its number and its blocks."""

    number: int
    anchor: str
    title: str
    blocks: tuple[PageBlock, ...]


@dataclass(frozen=True, slots=True)
class PageDocument(Front):
    """A whole document for a page; `sources[n - 1]` is source note n, as in every other format."""

    chapters: tuple[PageChapter, ...]
    sources: tuple[str, ...]
    trails: tuple[Trail, ...]


def page_document(document: Document, evidence: Mapping[str, Evidence]) -> PageDocument:
    """The document with what its figures were drawn from (`evidence` by code) beside each."""
    written = write_out(document)
    chapters = tuple(
        PageChapter(
            one.number,
            one.anchor,
            one.title,
            tuple(
                _figure(block, evidence, document) if isinstance(block, PrintedFigure) else block
                for block in one.blocks
            ),
        )
        for one in written.chapters
    )
    return PageDocument(
        title=written.title,
        subtitle=written.subtitle,
        society=written.society,
        date=written.date,
        notice=written.notice,
        stamp=written.stamp,
        how_to_read=written.how_to_read,
        reading_title=written.reading_title,
        chapters=chapters,
        sources=written.sources,
        trails=written.trails,
    )


def _figure(
    figure: PrintedFigure, evidence: Mapping[str, Evidence], document: Document
) -> PageFigure:
    drawn = evidence[figure.picture.code]
    size = {name: float(points) for name, points in _SIZE.findall(figure.picture.svg[:2_000])}
    tables = Section("", tuple(_with_ends(drawn) or tables_of(drawn)))
    return PageFigure(
        name=figure.name,
        anchor=figure.anchor,
        file=f"{figure_name(figure.picture.code)}.svg",
        title=figure.title,
        alt=figure.alt,
        notes=figure.notes,
        source=figure.source,
        width=round(size["width"] * _PIXELS_PER_POINT),
        height=round(size["height"] * _PIXELS_PER_POINT),
        description=_printable(vega_lite(drawn)),
        # The figure's own name stands above them.
        tables=tuple(
            replace(one, name="")
            for one in write_out(replace(document, sections=(tables,))).tables()
        ),
    )


def _with_ends(evidence: Evidence) -> tuple[Table, ...]:
    """Tables that print the ends of intervals too, as such a figure does."""
    if not isinstance(evidence, Intervals | TrendLine):
        return ()
    (table,) = tables_of(evidence)
    blocks = tuple(replace(block, rows=tuple(map(_row, block.rows))) for block in table.blocks)
    return (replace(table, columns=(*table.columns, "From", "To"), blocks=blocks),)


def _row(row: Row) -> Row:
    ((value,),) = row.cells
    assert value is not None, "a figure has a number in every place"
    ends = tuple((_end(value, end),) for end in (value.low, value.high))
    return replace(row, cells=((value,), *ends))


def _end(value: Estimate, end: float | None) -> Estimate:
    return replace(value, value=end, count=None, low=None, high=None)


def _printable(value: Any) -> Any:
    """The same specification without characters that no file can hold."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Mapping):
        return {printable(key): _printable(one) for key, one in value.items()}
    return [_printable(one) for one in value] if isinstance(value, list | tuple) else value
