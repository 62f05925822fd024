"""Which printed cells are the same number, and which add up to which others.

Cells are told apart by what is printed beside them: the heading of their rows, the row, the part
and the column. A reader has no more than that either.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from theodolite.evidence.bounding import Linked, Range, Sum
from theodolite.evidence.disclosure import Profile
from theodolite.evidence.printed import PrintedBlock, PrintedRow, PrintedTable
from theodolite.evidence.rounding import percent

HIDDEN = "[c]"
EVERYONE = "All"
RESPONDENTS = "Respondents"

MEASURED = "Value"
"""The column of a table of numbers that count nobody."""

Name = tuple[str, str, str, str]
"""Heading, row, part and column."""

_NUMBERED = re.compile(r"^(?:Table|Figure)\s+\w+[:.]?\s+")
_REMARK = re.compile(r"\s*\(?(?:Several answers|Mean\b).*")
_COUNT = re.compile(r"\d[\d,]*")
_DECIMAL = re.compile(r"-?\d+\.\d+")
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
class _Line:
    """One printed row, with the section of the table that it belongs to."""

    section: int
    heading: str
    is_several: bool
    is_share: bool
    label: str
    cells: tuple[tuple[int, str, str, str], ...]

    @property
    def told(self) -> str:
        """The row in words, with the heading above it where that says more."""
        says_no_more = self.heading in ("", "Base", self.label)
        return self.label if says_no_more else f"{self.heading}: {self.label}"

    @property
    def is_total(self) -> bool:
        return self.label in ("Total", "Answered")


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
    return 10 + max((int(t.replace(",", "")) for t in texts if _COUNT.fullmatch(t)), default=0)


def _lines(table: PrintedTable, position: int) -> tuple[list[_Line], int]:
    """The rows of a table, cut into sections after each total, and the next free position."""
    lines, section = [], 0
    for block in table.blocks:
        for row in block.rows:
            cells = []
            for column, texts in zip(_told_apart(table.columns), row.cells, strict=True):
                parts = block.parts if len(texts) > 1 else ("",)
                for part, text in zip(parts, texts, strict=True):
                    if column != MEASURED:
                        cells.append((position, part, column, text))
                    position += 1
            several = "Several answers" in block.title
            if row.names and (several or not _measures(block.title, row)):
                heading = _REMARK.sub("", block.title)
                label, is_share = row.names[-1], _has_shares(block)
                line = _Line(section, heading, several, is_share, label, tuple(cells))
                lines.append(line)
                section += line.is_total or label == RESPONDENTS
    return lines, position


def _told_apart(columns: Sequence[str]) -> list[str]:
    """The columns, with a number where a name was not read or is there twice."""
    return [
        column if column and columns.count(column) == 1 else f"{column} (column {i})".strip()
        for i, column in enumerate(columns, start=1)
    ]


def _measures(heading: str, row: PrintedRow) -> bool:
    """Whether a row holds means and the like: one decimal is enough to tell."""
    texts = (text for column in row.cells for text in column)
    return "Mean" in heading or any(_DECIMAL.fullmatch(text) for text in texts)


def _has_shares(block: PrintedBlock) -> bool:
    texts = (text for row in block.rows for column in row.cells for text in column)
    return any(_PERCENT.fullmatch(text) or _COUNT_AND_BASE.fullmatch(text) for text in texts)


def _add_table(system: _System, title: str, lines: Sequence[_Line]) -> None:
    bases = _bases(lines)
    placed: dict[tuple[int, str, str, str], int] = {}
    shares: dict[tuple[int, str, str, str], int] = {}
    for line in lines:
        for position, part, column, text in line.cells:
            if text == HIDDEN:
                is_open = title in system.mixed or position in system.opened
                allowed: Range | None = _hidden(system, line, is_open=is_open)
            else:
                allowed = _shown(system.profile, text, bases.get(column, ""))
            if allowed is None:
                continue
            number = system.number(_name(line, part, column), allowed, title)
            key = (line.section, line.label, part, column)
            placed[key] = number
            where = ", ".join(filter(None, (line.told, column, part)))
            system.cells.append(LinkedCell(title, where, text, position, number, allowed))
            if base := _COUNT_AND_BASE.fullmatch(text):
                shares[key] = _add_base(system, line, number, (column, int(base[2])))
    _add_rows(system, lines, placed, shares)
    _add_columns(system, lines, placed)
    _add_flow(system, placed)


def _bases(lines: Sequence[_Line]) -> dict[str, str]:
    return {
        column: text
        for line in lines
        if line.label == RESPONDENTS
        for _, _, column, text in line.cells
    }


def _name(line: _Line, part: str, column: str) -> Name:
    """The name under which other tables print the same number."""
    everyone = EVERYONE if column == RESPONDENTS else column
    if line.label in (RESPONDENTS, "Kept") and line.heading in ("", "Base"):
        return ("", RESPONDENTS, "", everyone)
    if line.heading == "Segment" and column == RESPONDENTS:
        return ("", RESPONDENTS, "", line.label)
    return (line.heading, line.label, part, everyone)


def _hidden(system: _System, line: _Line, *, is_open: bool) -> Range:
    """A share is also hidden where its base is small, and may then be of nobody."""
    least = 0 if line.is_share else 1
    return least, system.most if is_open else system.profile.hide_below - 1


def _shown(profile: Profile, text: str, base: str) -> Range | None:
    """The counts that may stand behind a printed text; None where it tells no count."""
    if found := _COUNT_AND_BASE.fullmatch(text):
        return profile.counts_behind(int(found[1]))
    if _COUNT.fullmatch(text):
        return profile.counts_behind(int(text.replace(",", "")))
    if (found := _PERCENT.fullmatch(text)) and _COUNT.fullmatch(base):
        return _behind_percent(profile, int(found[1]), int(base.replace(",", "")))
    return None


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


def _add_rows(
    system: _System,
    lines: Sequence[_Line],
    placed: dict[tuple[int, str, str, str], int],
    shares: dict[tuple[int, str, str, str], int],
) -> None:
    """Rows add up to the total below them, or to the answers behind their shares."""
    for section, part, column in dict.fromkeys((s, p, c) for s, _, p, c in placed):
        here = [line for line in lines if line.section == section]
        totals = [line for line in here if line.is_total]
        keys = [(section, line.label, part, column) for line in here if not line.is_total]
        parts = [placed[key] for key in keys if key in placed]
        if not parts:
            continue
        several = any(line.is_several for line in here)
        total = next((placed.get((section, t.label, part, column)) for t in totals), None)
        if total is None and len(set(parts)) == len(here) > 1:
            total = next((shares[key] for key in keys if key in shares), None)
        if total is None:
            continue
        for cells in [[one] for one in parts] if several else [parts]:
            system.add(cells, total, may_be_complete=not several)


def _add_columns(
    system: _System, lines: Sequence[_Line], placed: dict[tuple[int, str, str, str], int]
) -> None:
    """Columns add up to the one for everyone, where they divide the respondents."""
    for section, label, part in dict.fromkeys((s, label, p) for s, label, p, _ in placed):
        line = next(one for one in lines if (one.section, one.label) == (section, label))
        columns = dict.fromkeys(column for _, _, column, _ in line.cells)
        total = placed.get((section, label, part, EVERYONE))
        if total is None or len(columns) < 2:
            continue
        keys = [(section, label, part, column) for column in columns if column != EVERYONE]
        parts = [placed[key] for key in keys if key in placed]
        system.add(parts, total, may_be_complete=len(parts) == len(columns) - 1)


def _add_flow(system: _System, placed: dict[tuple[int, str, str, str], int]) -> None:
    """Received is kept and rejected together."""
    by_label = {label: number for (_, label, _, _), number in placed.items()}
    if "Received" in by_label and "Kept" in by_label:
        rejected = [n for label, n in by_label.items() if label.startswith("Rejected")]
        system.add([by_label["Kept"], *rejected], by_label["Received"], may_be_complete=True)


def _add_lacking(system: _System) -> None:
    """Those with a skill and those without it are the ones who answered."""
    for (group, row, _, column), lacking in list(system.numbers.items()):
        if column != "Share":
            continue
        for (heading, label, _, held_by), held in list(system.numbers.items()):
            if (label, held_by) == (row, group):
                bases = [(group, f"{row}: answered", "", column)]
                bases += [(heading, f"{row}: answered", "", group)]
                known = [system.numbers[base] for base in bases if base in system.numbers]
                for base in known[:1]:
                    system.add([lacking, held], base, may_be_complete=True)


def _intersection(one: Range, other: Range) -> Range | None:
    low, high = max(one[0], other[0]), min(one[1], other[1])
    return (low, high) if low <= high else None
