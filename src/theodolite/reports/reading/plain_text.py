"""Plain text: paragraphs between blank lines, tables where neighbouring lines hold tabs."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from theodolite.evidence.printed import PrintedTable, PrintedText
from theodolite.reports.reading.grid import Cell, table_from

CAPTION = re.compile(r"(table|figure|fig\.?|chart|exhibit)\s+[A-Z]?\d+", re.IGNORECASE)
_NUMBERED = re.compile(r"\d+(\.\d+)*\.?\s+[A-Z][^.]{2,80}")
_LISTED = re.compile(r"([•·▪*–-]|\(?\d{1,2}[.)])\s+")
_LONGEST_HEADING = 80


@dataclass(frozen=True, slots=True)
class _Passage:
    """Lines that belong together, from line number `start` of the text."""

    start: int
    lines: tuple[str, ...]

    def is_table(self) -> bool:
        return len(self.lines) > 1 and all("\t" in line for line in self.lines)

    def text(self) -> str:
        joined = re.sub(r"(?<=\w)-\n(?=[a-z])", "", "\n".join(self.lines)).strip()
        sign = _LISTED.match(joined)
        return " ".join(joined[sign.end() if sign else 0 :].split())


def texts_and_tables(
    text: str, *, where: str = "", words: frozenset[str] = frozenset()
) -> tuple[tuple[PrintedText, ...], tuple[PrintedTable, ...]]:
    """Split a text into passages and tables; places are line numbers unless `where` is given."""
    passages = list(_passages(text.splitlines()))
    known = words | words_of(" ".join(p.text() for p in passages if not p.is_table()))
    tables = [
        table_from(
            _cells(passage.lines),
            title=_caption(passages, i),
            where=where or f"line {passage.start}",
            words=known,
        )
        for i, passage in enumerate(passages)
        if passage.is_table()
    ]
    return tuple(_texts(passages, where)), tuple(table for table in tables if table)


def words_of(text: str) -> frozenset[str]:
    """Every word of a text, in lower case."""
    return frozenset(re.findall(r"[a-z]+", text.lower()))


def is_heading(line: str) -> bool:
    """Whether a line alone looks like a heading: numbered, or short without a closing stop."""
    line = line.strip()
    if CAPTION.match(line):
        return False
    is_short = len(line) <= _LONGEST_HEADING and line[:1].isupper()
    return bool(_NUMBERED.fullmatch(line)) or (is_short and not re.search(r"[.:;,?!)\d]$", line))


def _passages(lines: Sequence[str]) -> Iterable[_Passage]:
    """Runs of lines between blank ones, cut where tabs begin or end and at headings."""
    numbered = enumerate(lines, start=1)
    for kind, some in groupby(numbered, key=lambda pair: _kind(pair[1])):
        run = list(some)
        if kind == "table":
            yield _Passage(run[0][0], tuple(line for _, line in run))
        elif kind == "words":
            yield from _paragraphs(run)


def _kind(line: str) -> str:
    if not line.strip():
        return "blank"
    return "table" if "\t" in line else "words"


def _paragraphs(run: Sequence[tuple[int, str]]) -> Iterable[_Passage]:
    """A run of lines, cut before list items, captions and numbered headings, and after these."""
    held: list[tuple[int, str]] = []
    for number, line in run:
        is_numbered = bool(_NUMBERED.fullmatch(line.strip()))
        begins = is_numbered or _LISTED.match(line.strip()) or CAPTION.match(line.strip())
        if held and begins:
            yield _Passage(held[0][0], tuple(text for _, text in held))
            held = []
        held.append((number, line))
        if is_numbered:
            yield _Passage(number, (line,))
            held = []
    if held:
        yield _Passage(held[0][0], tuple(text for _, text in held))


def _texts(passages: Sequence[_Passage], where: str) -> Iterable[PrintedText]:
    heading = ""
    for passage in passages:
        if passage.is_table():
            continue
        if len(passage.lines) == 1 and is_heading(passage.lines[0]):
            heading = " ".join(passage.lines[0].split())
            continue
        yield PrintedText(passage.text(), where or f"line {passage.start}", heading)


def _cells(lines: Iterable[str]) -> list[list[Cell]]:
    """Filled cells by tab stop: on a text layer an empty one means nothing."""
    return [
        [Cell(text.strip(), i) for i, text in enumerate(line.split("\t")) if text.strip()]
        for line in lines
    ]


def _caption(passages: Sequence[_Passage], position: int) -> str:
    """The caption just before a table that no earlier table has, or else the one just after."""
    before = passages[position - 1] if position > 0 else None
    is_free = position < 2 or not passages[position - 2].is_table()
    if before and is_free and CAPTION.match(before.text()):
        return before.text()
    after = passages[position + 1 : position + 2]
    return after[0].text() if after and CAPTION.match(after[0].text()) else ""
