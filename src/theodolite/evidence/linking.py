"""Which printed cells are the same number, and which add up to which others.

Cells are told apart by what is printed beside them: the heading of their rows, the row, the part
and the column. A reader has no more than that either.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from theodolite.evidence.bounding import Linked, Range, Sum
from theodolite.evidence.disclosure import Profile
from theodolite.evidence.estimate import Unit
from theodolite.evidence.printed import PrintedBlock, PrintedRow, PrintedTable
from theodolite.evidence.rounding import percent

HIDDEN = "[c]"
EVERYONE = "All"
RESPONDENTS = "Respondents"

Name = tuple[str, str, str, str]
"""Heading, row, part and column."""

_NUMBERED = re.compile(r"^(?:Table|Figure)\s+\w+[:.]?\s+")
_EMPTY = {"", "–"}
_COUNT = re.compile(r"\d[\d,]*")
_PERCENT = re.compile(r"(\d+)\s?%")
_COUNT_AND_BASE = re.compile(r"(\d+)/(\d+)")


@dataclass(frozen=True, slots=True)
class LinkedCell:
    """A printed cell: its place in words, its text, and which number of the system it is.

    `position` counts every cell of every table from 0, those that hold no count included; `says`
    is the range that the text by itself allows.
    """

    table: str
    where: str
    text: str
    position: int
    number: int
    says: Range

    @property
    def is_hidden(self) -> bool:
        """Whether the cell holds the mark instead of a number."""
        return self.text == HIDDEN


@dataclass(frozen=True, slots=True)
class LinkedTables:
    """Every printed count, and what ties them together."""

    cells: tuple[LinkedCell, ...]
    linked: Linked


@dataclass(frozen=True, slots=True)
class _Cell:
    """A printed cell that may tell a count of people."""

    position: int
    part: str
    column: str
    text: str
    unit: Unit | None


@dataclass(frozen=True, slots=True)
class _Line:
    """One printed row without its means, and the section of the table that it belongs to."""

    section: int
    heading: str
    is_several: bool
    is_share: bool
    label: str
    cells: tuple[_Cell, ...]

    @property
    def told(self) -> str:
        """The row in words, with the heading above it where that says more."""
        says_no_more = self.heading in ("", "Base", self.label)
        return self.label if says_no_more else f"{self.heading}: {self.label}"

    @property
    def is_total(self) -> bool:
        return self.label in ("Total", "Answered")


_Placed = dict[tuple[int, str, str], int]
"""The number in a line, given by its index, in a part and a column."""


@dataclass(slots=True)
class _System:
    """The system as it grows, table after table."""

    profile: Profile
    most: int
    mixed: frozenset[str]
    opened: frozenset[int]
    ranges: list[Range] = field(default_factory=list)
    numbers: dict[Name, int] = field(default_factory=dict)
    sums: list[Sum] = field(default_factory=list)
    cells: list[LinkedCell] = field(default_factory=list)

    def number(self, name: Name, allowed: Range, table: str) -> int:
        """The number of this name; one that cannot be the same is another one."""
        known = self.numbers.get(name)
        if known is not None:
            both = _intersection(self.ranges[known], allowed)
            if both is None:
                return self.number((f"{table}: {name[0]}", *name[1:]), allowed, table)
            self.ranges[known] = both
            return known
        self.numbers[name] = len(self.ranges)
        self.ranges.append(allowed)
        return self.numbers[name]

    def add(self, parts: Sequence[int], total: int, *, may_be_complete: bool) -> None:
        """Tie parts to their total: exactly, where the ranges allow it."""
        lows = sum(self.ranges[i][0] for i in parts)
        highs = sum(self.ranges[i][1] for i in parts)
        low, high = self.ranges[total]
        if lows <= high:
            self.sums.append(Sum(tuple(parts), total, may_be_complete and highs >= low))


def link(
    tables: Sequence[PrintedTable],
    profile: Profile,
    *,
    mixed: frozenset[str] = frozenset(),
    opened: frozenset[int] = frozenset(),
) -> LinkedTables:
    """Every count of the tables as one system of numbers.

    In the tables whose titles are in `mixed`, and at the positions `opened`, the mark of a hidden
    cell may stand for any count, elsewhere for a small one only.
    """
    system = _System(profile, _largest(tables), mixed, opened)
    position = 0
    for table in tables:
        lines, position = _lines(table, position)
        _add_table(system, table_title(table.title), lines)
    _add_lacking(system)
    return LinkedTables(tuple(system.cells), Linked(tuple(system.ranges), tuple(system.sums)))


def table_title(title: str) -> str:
    """The title without the number that a document gives the table.

    >>> table_title("Table 2: Skills by segment"), table_title("Skills by segment")
    ('Skills by segment', 'Skills by segment')
    """
    return _NUMBERED.sub("", title)


def _largest(tables: Sequence[PrintedTable]) -> int:
    """No count can be greater than the greatest one printed, with room for its rounding."""
    texts = (text for t in tables for row in t.rows() for column in row.cells for text in column)
    return 10 + max((_whole(text) for text in texts if _COUNT.fullmatch(text)), default=0)


def _lines(table: PrintedTable, position: int) -> tuple[list[_Line], int]:
    """The rows of a table, cut into sections after each total, and the next free position."""
    lines: list[_Line] = []
    section, columns = 0, _told_apart(table.columns)
    for block in table.blocks:
        is_share = _has_shares(block)
        for row in block.rows:
            every = list(_cells(block, row, columns, position))
            position += len(every)
            cells = tuple(cell for cell in every if cell.unit != "mean")
            if row.names and cells:
                label = row.names[-1]
                lines.append(_Line(section, block.title, block.is_several, is_share, label, cells))
                section += lines[-1].is_total or label == RESPONDENTS
    return lines, position


def _cells(
    block: PrintedBlock, row: PrintedRow, columns: Sequence[str], position: int
) -> Iterator[_Cell]:
    for i, (column, texts) in enumerate(zip(columns, row.cells, strict=True)):
        parts = block.parts if len(texts) > 1 else ("",)
        for j, (part, text) in enumerate(zip(parts, texts, strict=True)):
            yield _Cell(position, part, column, text, row.unit(i, j))
            position += 1


def _told_apart(columns: Sequence[str]) -> list[str]:
    """The columns, with a number where a name was not read or is there twice."""
    return [
        column if column and columns.count(column) == 1 else f"{column} (column {i})".strip()
        for i, column in enumerate(columns, start=1)
    ]


def _has_shares(block: PrintedBlock) -> bool:
    units = {unit for row in block.rows for column in row.units for unit in column}
    texts = (text for row in block.rows for column in row.cells for text in column)
    return "share" in units or any(
        _PERCENT.fullmatch(text) or _COUNT_AND_BASE.fullmatch(text) for text in texts
    )


def _add_table(system: _System, title: str, lines: Sequence[_Line]) -> None:
    bases = _bases(lines)
    placed, shares = _Placed(), _Placed()
    for i, line in enumerate(lines):
        for cell in line.cells:
            allowed = _allowed(system, title, line, cell, bases.get(cell.column, ""))
            if allowed is None:
                continue
            number = system.number(_name(line, cell.part, cell.column), allowed, title)
            placed[i, cell.part, cell.column] = number
            where = ", ".join(filter(None, (line.told, cell.column, cell.part)))
            system.cells.append(LinkedCell(title, where, cell.text, cell.position, number, allowed))
            if base := _COUNT_AND_BASE.fullmatch(cell.text):
                answered = _add_base(system, line, number, (cell.column, int(base[2])))
                shares[i, cell.part, cell.column] = answered
    _add_rows(system, lines, placed, shares)
    _add_columns(system, lines, placed)
    _add_flow(system, {lines[i].label: number for (i, _, _), number in placed.items()})


def _bases(lines: Sequence[_Line]) -> dict[str, str]:
    everyone = (line for line in lines if line.label == RESPONDENTS)
    return {cell.column: cell.text for line in everyone for cell in line.cells}


def _name(line: _Line, part: str, column: str) -> Name:
    """The name under which other tables print the same number."""
    everyone = EVERYONE if column == RESPONDENTS else column
    if line.label in (RESPONDENTS, "Kept") and line.heading in ("", "Base"):
        return ("", RESPONDENTS, "", everyone)
    if line.heading == "Segment" and column == RESPONDENTS:
        return ("", RESPONDENTS, "", line.label)
    return (line.heading, line.label, part, everyone)


def _allowed(system: _System, title: str, line: _Line, cell: _Cell, base: str) -> Range | None:
    """The counts that may stand behind a cell; None where it tells no count."""
    if cell.text != HIDDEN:
        return _shown(system.profile, cell, base)
    # A share is also hidden where its base is small, and may then be of nobody.
    is_share = cell.unit == "share" if cell.unit else line.is_share
    is_open = title in system.mixed or cell.position in system.opened
    return 0 if is_share else 1, system.most if is_open else system.profile.hide_below - 1


def _shown(profile: Profile, cell: _Cell, base: str) -> Range | None:
    if found := _COUNT_AND_BASE.fullmatch(cell.text):
        return profile.counts_behind(int(found[1]))
    if _COUNT.fullmatch(cell.text):
        return profile.counts_behind(_whole(cell.text))
    found = _PERCENT.fullmatch(cell.text)
    # A share known to be one would be printed with its counts, had it not been weighted.
    if found and cell.unit is None and _COUNT.fullmatch(base):
        return _behind_percent(profile, int(found[1]), _whole(base))
    return None


def _whole(text: str) -> int:
    return int(text.replace(",", ""))


def _behind_percent(profile: Profile, share: int, base: int) -> Range | None:
    step = profile.round_to
    fitting = [
        profile.counts_behind(count)
        for count in range(0, base + 1, step)
        if base and share in (percent(count, base), percent(count, base, "half_even"))
    ]
    return (fitting[0][0], fitting[-1][1]) if fitting else None


def _add_base(system: _System, line: _Line, count: int, base: tuple[str, int]) -> int:
    """Tie a share to the answers behind it, and these to the respondents of its column."""
    column, answered = base
    name = (line.heading, f"{line.label}: answered", "", column)
    number = system.number(name, system.profile.counts_behind(answered), line.heading)
    system.sums.append(Sum((count,), number, is_complete=False))
    everyone = system.numbers.get(("", RESPONDENTS, "", column))
    if everyone is not None:
        system.add([number], everyone, may_be_complete=False)
    return number


def _add_rows(system: _System, lines: Sequence[_Line], placed: _Placed, shares: _Placed) -> None:
    """Rows add up to the total below them, or to the answers behind their shares."""
    for section, part, column in dict.fromkeys((lines[i].section, p, c) for i, p, c in placed):
        here = [i for i, line in enumerate(lines) if line.section == section]
        keys = [(i, part, column) for i in here if not lines[i].is_total]
        parts = list(dict.fromkeys(placed[key] for key in keys if key in placed))
        if not parts:
            continue
        totals = [(i, part, column) for i in here if lines[i].is_total]
        total = next((placed[key] for key in totals if key in placed), None)
        if total is None and len(parts) == len(here) > 1:
            total = next((shares[key] for key in keys if key in shares), None)
        if total is None:
            continue
        several = any(lines[i].is_several for i in here)
        printed = [i for i, part, column in keys if _prints(lines[i], part, column)]
        is_whole = not several and len(parts) == len(printed)
        for cells in [[one] for one in parts] if several else [parts]:
            system.add(cells, total, may_be_complete=is_whole)


def _prints(line: _Line, part: str, column: str) -> bool:
    """Whether there is a number at all, be it one that tells no count."""
    texts = [cell.text for cell in line.cells if (cell.part, cell.column) == (part, column)]
    return not _EMPTY.issuperset(texts)


def _add_columns(system: _System, lines: Sequence[_Line], placed: _Placed) -> None:
    """Columns add up to the one for everyone, where they divide the respondents."""
    for i, part in dict.fromkeys((i, part) for i, part, _ in placed):
        columns = [cell.column for cell in lines[i].cells if cell.part == part]
        total = placed.get((i, part, EVERYONE))
        if total is None or len(columns) < 2:
            continue
        keys = [(i, part, column) for column in columns if column != EVERYONE]
        parts = [placed[key] for key in keys if key in placed]
        system.add(parts, total, may_be_complete=len(parts) == len(keys))


def _add_flow(system: _System, by_label: Mapping[str, int]) -> None:
    """Received is kept and rejected together."""
    if "Received" in by_label and "Kept" in by_label:
        rejected = [n for label, n in by_label.items() if label.startswith("Rejected")]
        system.add([by_label["Kept"], *rejected], by_label["Received"], may_be_complete=True)


def _add_lacking(system: _System) -> None:
    """Those with a skill and those without it are the ones who answered."""
    holding: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for (heading, label, _, column), held in system.numbers.items():
        holding.setdefault((label, column), []).append((heading, held))
    lacked = [(name, number) for name, number in system.numbers.items() if name[3] == "Share"]
    for (group, row, _, column), lacking in lacked:
        for heading, held in holding.get((row, group), ()):
            bases = [(group, f"{row}: answered", "", column)]
            bases += [(heading, f"{row}: answered", "", group)]
            known = [system.numbers[base] for base in bases if base in system.numbers]
            for base in known[:1]:
                system.add([lacking, held], base, may_be_complete=True)


def _intersection(one: Range, other: Range) -> Range | None:
    low, high = max(one[0], other[0]), min(one[1], other[1])
    return (low, high) if low <= high else None
