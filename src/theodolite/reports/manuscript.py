"""A document with every number written out and every source numbered: the text all formats print.

The writers of web page, PDF, Word file and workbook only lay this out, so they cannot disagree.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import lcm
from typing import Literal

from theodolite.display import Picture, wording
from theodolite.evidence.days import day_in_words
from theodolite.evidence.estimate import Estimate
from theodolite.evidence.source_note import SourceNote
from theodolite.evidence.statement import Statement
from theodolite.evidence.table import Block, Row, Table
from theodolite.reports.document import (
    Bullets,
    Content,
    Document,
    Notice,
    Paragraph,
    Reading,
    Section,
)

READING_TITLE = "How to read and follow the numbers"
_HOW_TO_READ = (
    "A cell marked [c] is not shown, so that nobody can be recognised. A dash means that nobody"
    " was asked; an empty cell means that the row does not apply there.",
    "Every number can be followed to the data, the analysis plan and the code that made it: the"
    " numbered source notes give the first twelve characters of the SHA-256 digests of both files,"
    " and the questions that each number was counted from.",
)
_NO_QUESTION = "the answers as a whole"
_PLACE = re.compile(r"(\{\w+\})")
_UNPRINTABLE = re.compile("[^\t\n\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a sentence; `is_bound` when it was filled in from the data."""

    text: str
    is_bound: bool = False


@dataclass(frozen=True, slots=True)
class Prose:
    """A sentence or paragraph, and the number of its source note if it states results."""

    pieces: tuple[Piece, ...]
    source: int | None = None

    @property
    def text(self) -> str:
        """The whole sentence."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Points:
    """A list of short points."""

    items: tuple[Prose, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table as printed; each of its cells spans `Body.span` columns."""

    label: str
    cells: tuple[str, ...]
    is_total: bool


@dataclass(frozen=True, slots=True)
class Body:
    """Rows under one heading: a question ("block") or a group of its answers ("group").

    `parts` are the headings that split each column here, empty when nothing is split.
    """

    level: Literal["block", "group"]
    label: str
    parts: tuple[str, ...]
    note: str
    span: int
    lines: tuple[Line, ...]

    @property
    def has_heading(self) -> bool:
        """Whether there is anything to print above the rows."""
        return bool(self.label or self.parts or self.note)


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table as printed; every named column is `width` columns of cells wide."""

    name: str
    anchor: str
    title: str
    columns: tuple[str, ...]
    width: int
    bodies: tuple[Body, ...]
    notes: tuple[str, ...]
    source: int

    @property
    def grid_width(self) -> int:
        """Columns of cells, without the one that holds the row labels."""
        return self.width * len(self.columns)


@dataclass(frozen=True, slots=True)
class PrintedFigure:
    """A figure with its number, its words and its source."""

    name: str
    anchor: str
    title: str
    alt: str
    picture: Picture
    notes: tuple[str, ...]
    source: int


@dataclass(frozen=True, slots=True)
class PrintedNotice:
    """Something to read elsewhere; `address` is empty unless it is on the web."""

    title: str
    lead: str
    said: tuple[str, ...]
    address: str


PrintedBlock = Prose | Points | PrintedNotice | PrintedTable | PrintedFigure


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section with its number and its blocks as printed."""

    number: int
    anchor: str
    title: str
    blocks: tuple[PrintedBlock, ...]


@dataclass(frozen=True, slots=True)
class Trail:
    """Source notes that differ only in their questions: what they share, and each by its number."""

    shared: str
    notes: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Front:
    """What stands before the chapters of a document."""

    title: str
    subtitle: str
    society: str
    date: str
    notice: str
    stamp: str
    how_to_read: tuple[str, ...]
    reading_title: str


@dataclass(frozen=True, slots=True)
class Manuscript(Front):
    """A whole document as printed; `sources[n - 1]` is source note n, the report's own first.

    `trails` say the same as `sources` in fewer words, for a list of all of them.
    """

    language: str
    is_short: bool
    chapters: tuple[Chapter, ...]
    sources: tuple[str, ...]
    trails: tuple[Trail, ...]

    def exhibits(self) -> tuple[PrintedTable | PrintedFigure, ...]:
        """Every table and figure, in order."""
        return tuple(
            block
            for chapter in self.chapters
            for block in chapter.blocks
            if isinstance(block, PrintedTable | PrintedFigure)
        )

    def tables(self) -> tuple[PrintedTable, ...]:
        """Every table, in order."""
        return tuple(block for block in self.exhibits() if isinstance(block, PrintedTable))


def write_out(document: Document) -> Manuscript:
    """Write every number, and number sections, tables, figures and source notes."""
    numbers = _Numbers({document.source: 1})
    reading = _reading(document)
    chapters = tuple(
        _chapter(section, number, numbers) for number, section in enumerate(document.sections, 1)
    )
    return Manuscript(
        title=printable(document.title),
        subtitle=printable(document.subtitle),
        society=printable(document.society),
        date=day_in_words(document.date),
        notice=printable(document.notice),
        stamp=printable(document.stamp),
        how_to_read=tuple(map(printable, reading.says)),
        reading_title=printable(reading.title),
        language=document.language,
        is_short=document.is_short,
        chapters=chapters,
        sources=tuple(printable(source.sentence()) for source in numbers.sources),
        trails=_trails(numbers.sources, reading.whole),
    )


def _reading(document: Document) -> Reading:
    if isinstance(document.disclosure, Reading):
        return document.disclosure
    return Reading(READING_TITLE, (document.disclosure.says, *_HOW_TO_READ), _NO_QUESTION)


def printable(text: str) -> str:
    """The text with characters that XML cannot hold (controls, lone surrogates) shown as �."""
    return _UNPRINTABLE.sub("�", text.replace("\r\n", "\n"))


@dataclass(slots=True)
class _Numbers:
    """The running numbers of one document."""

    sources: dict[SourceNote, int]
    tables: int = 0
    figures: int = 0

    def source(self, note: SourceNote) -> int:
        """The number of a source note; identical notes share one."""
        return self.sources.setdefault(note, len(self.sources) + 1)


def _trails(sources: dict[SourceNote, int], whole: str) -> tuple[Trail, ...]:
    """The source notes with what many of them share said once."""
    trails: dict[str, list[tuple[int, str]]] = {}
    for source, number in sources.items():
        shared = printable(replace(source, questions=()).sentence())
        questions = printable(", ".join(source.questions)) or whole
        trails.setdefault(shared, []).append((number, questions))
    return tuple(Trail(shared, tuple(notes)) for shared, notes in trails.items())


def _chapter(section: Section, number: int, numbers: _Numbers) -> Chapter:
    blocks = tuple(_block(block, numbers) for block in section.blocks)
    return Chapter(number, f"section-{number}", printable(section.title), blocks)


def _block(block: Content, numbers: _Numbers) -> PrintedBlock:
    match block:
        case Paragraph(text):
            return Prose((Piece(printable(text)),))
        case Notice():
            return _notice(block)
        case Statement():
            return _statement(block, numbers)
        case Bullets(items):
            return Points(tuple(_point(item, numbers) for item in items))
        case Table():
            return _table(block, numbers)
        case Picture():
            return _figure(block, numbers)


def _point(item: Statement | str, numbers: _Numbers) -> Prose:
    if isinstance(item, str):
        return Prose((Piece(printable(item)),))
    return _statement(item, numbers)


def _notice(notice: Notice) -> PrintedNotice:
    """Only what is on the web becomes a link: any other address could be a command."""
    is_web = notice.address.startswith(("https://", "http://"))
    return PrintedNotice(
        printable(notice.title),
        printable(notice.lead),
        tuple(map(printable, notice.said)),
        printable(notice.address) if is_web else "",
    )


def _statement(statement: Statement, numbers: _Numbers) -> Prose:
    if statement.is_shown():
        pieces = tuple(_pieces(statement))
    else:
        pieces = (Piece(printable(wording.sentence(statement))),)
    return Prose(pieces, numbers.source(statement.source))


def _pieces(statement: Statement) -> Iterator[Piece]:
    """Cut the sentence at its {places}, each worded just as `wording.sentence` words the whole."""
    for text in _PLACE.split(statement.template):
        if _PLACE.fullmatch(text):
            value = statement.values[text[1:-1]]
            words = wording.sentence(replace(statement, template=text))
            yield Piece(printable(words), is_bound=isinstance(value, Estimate))
        elif text:
            yield Piece(printable(text))


def _figure(picture: Picture, numbers: _Numbers) -> PrintedFigure:
    numbers.figures += 1
    return PrintedFigure(
        f"Figure {numbers.figures}",
        f"figure-{numbers.figures}",
        printable(picture.title),
        printable(picture.alt),
        picture,
        tuple(map(printable, picture.notes)),
        numbers.source(picture.source),
    )


def _table(table: Table, numbers: _Numbers) -> PrintedTable:
    numbers.tables += 1
    width = lcm(*(len(block.parts) for block in table.blocks))
    return PrintedTable(
        f"Table {numbers.tables}",
        f"table-{numbers.tables}",
        printable(table.title),
        tuple(map(printable, table.columns)),
        width,
        tuple(body for block in table.blocks for body in _bodies(block, table, width)),
        tuple(map(printable, table.notes)),
        numbers.source(table.source),
    )


def _bodies(block: Block, table: Table, width: int) -> list[Body]:
    """A block's rows, cut where the group changes; its own heading comes first."""
    span = width // len(block.parts)
    parts = tuple(map(printable, block.parts)) if any(block.parts) else ()
    bodies = [Body("block", printable(block.label), parts, printable(block.note), span, ())]
    group = ""
    for row in block.rows:
        if row.group != group:
            group = row.group
            bodies.append(Body("group", printable(group), (), "", span, ()))
        bodies[-1] = replace(bodies[-1], lines=(*bodies[-1].lines, _line(row, table)))
    return [body for body in bodies if body.lines or body.has_heading]


def _line(row: Row, table: Table) -> Line:
    cells = tuple(
        "" if cell is None else wording.written(cell, table.rounding)
        for column in row.cells
        for cell in column
    )
    return Line(printable(row.label), cells, row.is_total)
