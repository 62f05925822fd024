"""What a document's tables and sentences fix: sizes of groups, totals of rows, whole samples."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from theodolite.evidence.printed import Printed, PrintedBlock, PrintedRow, PrintedTable
from theodolite.survey.number_check import cells
from theodolite.survey.number_check.claims import Sentence, number, sentences
from theodolite.survey.number_check.names import abbreviations, aliases, places

_PEOPLE = "respondents|responses|participants|returns|replies|completed questionnaires"
_WHOLE = re.compile(
    rf"(?<![%\d.])\b(\d[\d,]*)\s+(?:[a-z]+\s+){{0,2}}?(?:{_PEOPLE})\b"
    r"(?!\s+(?:who|did|with|from|in|whose|had|said))"
)
_KEPT = re.compile(r"\b(\d[\d,]*)\s+were\s+(?:kept|retained|included|analysed|analyzed|received)")
_LISTED = re.compile(r"\b(?:received|kept(?: for analysis)?):\s*(\d[\d,]*)", re.IGNORECASE)
_ROUNDED = re.compile(r"\bnearest\s+(\d+|five|ten)\b(?!\s?%)|multiples\s+of\s+(\d+|five|ten)\b")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of people that a table gives for a name: a row, a group of rows or a column."""

    names: frozenset[str]
    count: int
    sum: str
    table: PrintedTable
    kind: str
    part: str = ""
    block: int = -1
    group: str = ""

    def told(self) -> str:
        """The number and where it comes from."""
        how = f", {self.sum}" if "+" in self.sum else ""
        return f"{self.count} ({cells.short_title(self.table)}{how})"


@dataclass(frozen=True, slots=True)
class Partition:
    """Groups that share out the sample, with their sizes."""

    names: tuple[str, ...]
    sizes: tuple[int, ...]
    source: str

    def told(self) -> str:
        """The sizes in words."""
        return ", ".join(f"{n} {size}" for n, size in zip(self.names, self.sizes, strict=True))


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that printed claims can be held against; counts are rounded to `step`."""

    sentences: tuple[Sentence, ...]
    tables: tuple[PrintedTable, ...]
    quantities: tuple[Quantity, ...]
    partitions: tuple[Partition, ...]
    wholes: tuple[int, ...]
    abbreviations: Mapping[str, str]
    step: int = 1

    def named_in(self, text: str, *, part: str = "") -> list[tuple[int, int, Quantity]]:
        """Names of quantities in a text, longest first where they overlap, in their order."""
        found = [
            (start, end, quantity)
            for quantity in self.quantities
            if not part or quantity.part == part
            for start, end in places(quantity.names, text)
        ]
        outer = [f for f in found if not any(_is_inside(f, other) for other in found)]
        return sorted(outer, key=lambda one: (one[0], one[1]))

    def part_in(self, text: str) -> str:
        """The one part of the tables' columns that a text mentions, or ""."""
        parts = {q.part for q in self.quantities if q.part}
        mentioned = [part for part in sorted(parts) if places([part], text)]
        return mentioned[0] if len(mentioned) == 1 else ""


def _is_inside(one: tuple[int, int, Quantity], other: tuple[int, int, Quantity]) -> bool:
    return other[0] <= one[0] and one[1] <= other[1] and (one[1] - one[0]) < (other[1] - other[0])


def facts_of(printed: Printed) -> Facts:
    """Gather what a document fixes."""
    stated = sentences(printed.texts)
    known = abbreviations(sentence.text for sentence in stated)
    quantities = [q for table in printed.tables for q in _quantities(table, known)]
    partitions = [p for table in printed.tables for p in _partitions(table)]
    return Facts(
        sentences=stated,
        tables=printed.tables,
        quantities=tuple(quantities),
        partitions=tuple(dict.fromkeys(partitions)),
        wholes=_wholes(stated, printed.tables),
        abbreviations=known,
        step=_rounded_to(stated),
    )


def _quantities(table: PrintedTable, known: Mapping[str, str]) -> Iterator[Quantity]:
    sizes = cells.sizes_of(table)
    whole = cells.whole_column(table)
    for i, size in enumerate(sizes or ()):
        if size is not None and i != whole and table.columns[i]:
            names = aliases(table.columns[i], known)
            yield Quantity(names, size, str(size), table, kind="column")
    if sizes is None and whole is None:
        return
    for i, block in enumerate(table.blocks):
        if cells.holds_counts(table, block):
            yield from _of_block(table, block, i, known)


def _of_block(
    table: PrintedTable, block: PrintedBlock, place: int, known: Mapping[str, str]
) -> Iterator[Quantity]:
    rows = cells.ordinary_rows(block)
    for row in rows:
        outer = row.names[0] if len(row.names) > 1 else block.title
        for part, counted in _totals(table, block, [row]):
            names = aliases(row.names[-1], known) if row.names else frozenset()
            yield Quantity(names, sum(counted), _sum(counted), table, "row", part, place, outer)
    for outer, members in _groups(block, rows):
        for part, counted in _totals(table, block, members):
            names = aliases(outer, known)
            yield Quantity(names, sum(counted), _sum(counted), table, "group", part, place, outer)


def _groups(block: PrintedBlock, rows: list[PrintedRow]) -> Iterable[tuple[str, list[PrintedRow]]]:
    """Rows under one outer name, or under the heading of the block."""
    outer = dict.fromkeys(row.names[0] for row in rows if len(row.names) > 1)
    for name in outer:
        yield name, [row for row in rows if len(row.names) > 1 and row.names[0] == name]
    if not outer and block.title and rows:
        yield block.title, rows


def _totals(
    table: PrintedTable, block: PrintedBlock, rows: list[PrintedRow]
) -> Iterator[tuple[str, list[int]]]:
    """For each part, what all columns hold of some rows; nothing where a cell has no count."""
    whole = cells.whole_column(table)
    parts = max((len(cell) for row in rows for cell in row.cells), default=0)
    for j in range(parts):
        texts = [(i, cell[j]) for row in rows for i, cell in enumerate(row.cells) if j < len(cell)]
        counted = [cells.count_in(text) for i, text in texts if whole is None or i == whole]
        if counted and None not in counted:
            name = block.parts[j] if parts > 1 and j < len(block.parts) else ""
            yield name, [count for count in counted if count is not None]


def _sum(counted: list[int]) -> str:
    return " + ".join(str(count) for count in counted)


def _partitions(table: PrintedTable) -> Iterator[Partition]:
    """The columns by their sizes, and the groups of rows that have an outer name."""
    sizes = cells.sizes_of(table)
    whole = cells.whole_column(table)
    source = cells.short_title(table)
    kept = [(table.columns[i], size) for i, size in enumerate(sizes or ()) if i != whole]
    if len(kept) > 1 and all(name and size for name, size in kept):
        yield Partition(tuple(n for n, _ in kept), tuple(s or 0 for _, s in kept), source)
    for block in table.blocks if sizes or whole is not None else ():
        yield from _row_partitions(table, block, source)


def _row_partitions(table: PrintedTable, block: PrintedBlock, source: str) -> Iterator[Partition]:
    rows = cells.ordinary_rows(block)
    groups = [(n, members) for n, members in _groups(block, rows) if n != block.title]
    if len(groups) < 2 or not cells.holds_counts(table, block):
        return
    by_part: dict[str, list[tuple[str, int]]] = {}
    for name, members in groups:
        for part, counted in _totals(table, block, members):
            by_part.setdefault(part, []).append((name, sum(counted)))
    for part, sized in by_part.items():
        if len(sized) == len(groups):
            called = f"{source}, {part}" if part else source
            yield Partition(tuple(n for n, _ in sized), tuple(s for _, s in sized), called)


def _wholes(stated: tuple[Sentence, ...], tables: Iterable[PrintedTable]) -> tuple[int, ...]:
    """How many answered or were kept, as sentences and tables say, in that order."""
    found = [
        number(match[1])
        for sentence in stated
        for pattern in (_WHOLE, _KEPT, _LISTED)
        for match in pattern.finditer(sentence.text)
    ]
    for table in tables:
        if sizes := cells.sizes_of(table):
            whole = cells.whole_column(table)
            counted = [size for i, size in enumerate(sizes) if i != whole]
            found += [sum(size or 0 for size in counted)] if None not in counted else []
    return tuple(dict.fromkeys(whole for whole in found if whole > 0))


def _rounded_to(stated: tuple[Sentence, ...]) -> int:
    for sentence in stated:
        if found := _ROUNDED.search(sentence.text):
            return number(found[1] or found[2])
    return 1
