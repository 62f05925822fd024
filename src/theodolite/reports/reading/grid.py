"""From cells on a grid to a table: which rows are headings, which columns belong together."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from theodolite.evidence.printed import PrintedBlock, PrintedRow, PrintedTable

_NUMBER = re.compile(r"[<≤~]?\s?\d[\d,  ]*(\.\d+)?\s?%?(\s?\(.*\))?|\[c\]")
_YEARS = re.compile(r"(19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Cell:
    """A text that begins in column `first` and covers `span` columns."""

    text: str
    first: int
    span: int = 1


Cells = Sequence[Cell]
Group = range
"""The grid columns that one column of the table covers."""


def table_from(
    rows: Sequence[Cells], *, title: str, where: str, words: frozenset[str] = frozenset()
) -> PrintedTable | None:
    """Read the grid as a table, or None where nothing on it looks like a number.

    `words` are the words of the document in lower case: they tell a word split over two cells
    from two words. A label column is one without numbers; a row without values is a heading; a
    row that repeats the same names ("before", "after", "before", "after") names the parts.
    """
    firsts = [c.first for row in rows for c in row if c.first > 0 and _is_number(c.text)]
    if not firsts:
        return None
    labels = min(firsts)
    header, body = _split_header(rows, labels)
    groups = _groups(header, body, labels)
    names = [row for row in header if not _repeated_groups(_values(row, labels))]
    columns = tuple(_column_name(names, group, words) for group in groups)
    parts = [_part_names(row, labels) for row in header if row not in names]
    blocks = _blocks(body, labels, groups, parts=parts[0] if parts else ())
    return PrintedTable(title, columns, tuple(blocks), where)


def _is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text.strip()) is not None


def _split_header(rows: Sequence[Cells], labels: int) -> tuple[list[Cells], list[Cells]]:
    """The rows before the first value, or before the first heading that follows a row of names."""
    for i, row in enumerate(rows):
        values = _values(row, labels)
        is_heading = i > 0 and not values
        if is_heading or (any(_is_number(c.text) for c in values) and not _is_years(i, values)):
            return list(rows[:i]), list(rows[i:])
    return list(rows), []


def _is_years(position: int, values: Cells) -> bool:
    return position == 0 and all(_YEARS.fullmatch(c.text.strip()) for c in values)


def _values(row: Cells, labels: int) -> list[Cell]:
    return [c for c in row if c.first >= labels and c.text.strip()]


def _groups(header: Sequence[Cells], body: Sequence[Cells], labels: int) -> list[Group]:
    everything = [*header, *body]
    width = max(c.first + c.span for row in everything for c in row if c.text.strip())
    repeated = [g for row in everything if (g := _repeated_groups(_values(row, labels)))]
    spanned = [row for row in header if any(c.span > 1 for c in _values(row, labels))]
    if repeated:
        named = repeated[0]
    elif spanned:
        named = [range(c.first, c.first + c.span) for c in _values(spanned[0], labels)]
    else:
        return _joined_where_split([range(i, i + 1) for i in range(labels, width)], header, body)
    covered = {i for group in named for i in group}
    others = [range(i, i + 1) for i in range(labels, width) if i not in covered]
    return sorted([*named, *others], key=lambda group: group.start)


def _repeated_groups(values: Cells) -> list[Group]:
    """Groups of neighbours, where the names of a row repeat: a b a b is two groups of two."""
    names = [c.text.strip() for c in values]
    for length in range(2, len(names) // 2 + 1):
        unit = names[:length]
        repeats = names == unit * (len(names) // length)
        if repeats and len(set(unit)) == length and not any(map(_is_number, unit)):
            starts = values[::length]
            return [range(c.first, c.first + length) for c in starts]
    return []


def _joined_where_split(
    groups: list[Group], header: Sequence[Cells], body: Sequence[Cells]
) -> list[Group]:
    """Join neighbours that share one name, the second half of it in lower case."""
    joined: list[Group] = []
    for group in groups:
        halves = _texts_in(header, group)
        continues = bool(halves) and halves[0][:1].islower()
        if joined and continues and not _both_filled(body, joined[-1], group):
            joined[-1] = range(joined[-1].start, group.stop)
        else:
            joined.append(group)
    return joined


def _both_filled(body: Sequence[Cells], left: Group, right: Group) -> bool:
    return any(_texts_in([row], left) and _texts_in([row], right) for row in body)


def _texts_in(rows: Iterable[Cells], group: Group) -> list[str]:
    return [c.text.strip() for row in rows for c in row if c.first in group and c.text.strip()]


def _column_name(header: Sequence[Cells], group: Group, words: frozenset[str]) -> str:
    name = ""
    for piece in _texts_in(header, group):
        name = f"{name}{_glue(name, piece, words)}{piece}"
    return " ".join(name.split())


def _glue(name: str, piece: str, words: frozenset[str]) -> str:
    if not name or not piece[:1].islower():
        return " "
    left, right = name.split()[-1].lower(), piece.split()[0].lower()
    return "" if left + right in words or right not in words else " "


def _part_names(row: Cells, labels: int) -> tuple[str, ...]:
    values = _values(row, labels)
    return tuple(c.text.strip() for c in values if c.first in _repeated_groups(values)[0])


def _blocks(
    body: Sequence[Cells], labels: int, groups: list[Group], *, parts: tuple[str, ...]
) -> Iterable[PrintedBlock]:
    """Rows between headings; the names of parts hold until others are given."""
    for title, rows in _sections(body, labels):
        naming = [row for row in rows if _repeated_groups(_values(row, labels))]
        for row in naming:
            parts = _part_names(row, labels)
        printed = _rows([row for row in rows if row not in naming], labels, groups)
        if printed:
            yield PrintedBlock(title, printed, parts)


def _sections(body: Sequence[Cells], labels: int) -> Iterable[tuple[str, list[Cells]]]:
    """Each heading with the rows under it; a row that names parts may be a heading as well."""
    title, rows = "", list[Cells]()
    for row in body:
        values = _values(row, labels)
        name = " ".join(_texts_in([row], range(labels)))
        if name and (not values or _repeated_groups(values)):
            yield title, rows
            title, rows = name, []
        if values:
            rows.append(row)
    yield title, rows


def _rows(rows: Sequence[Cells], labels: int, groups: list[Group]) -> tuple[PrintedRow, ...]:
    is_split = any(len(_cells_in(row, group)) > 1 for row in rows for group in groups)
    printed = [
        PrintedRow(
            tuple(_clean(t) for t in _label_texts(row, labels)),
            tuple(_parts(row, group, is_split=is_split) for group in groups),
        )
        for row in rows
    ]
    return tuple(_with_outer_names(printed))


def _label_texts(row: Cells, labels: int) -> list[str]:
    inside = {c.first: c.text.strip() for c in row if c.first < labels}
    return [inside.get(i, "") for i in range(labels)]


def _clean(label: str) -> str:
    """A label without the tick mark of an axis."""
    return " ".join(label.strip(" -–_:").split())


def _cells_in(row: Cells, group: Group) -> list[Cell]:
    return [c for c in row if c.first in group]


def _parts(row: Cells, group: Group, *, is_split: bool) -> tuple[str, ...]:
    """The texts of a row in one column; a lone one may stand in any place of its pair."""
    cells = _cells_in(row, group)
    if not is_split or any(c.span == len(group) > 1 for c in cells):
        return (" ".join(c.text.strip() for c in cells if c.text.strip()),)
    at = {c.first: c.text.strip() for c in cells}
    return tuple(at.get(i, "") for i in group)


def _with_outer_names(rows: list[PrintedRow]) -> Iterable[PrintedRow]:
    """Carry the name of a group down to the rows that leave its cell blank."""
    outer = ""
    for has_inner, some in groupby(rows, key=lambda row: any(row.names[1:])):
        for row in some:
            outer = (row.names[0] or outer) if has_inner else ""
            names = (outer, *row.names[1:]) if has_inner else row.names
            yield PrintedRow(tuple(name for name in names if name), row.cells)
