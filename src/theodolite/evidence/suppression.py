"""Hide larger counts too, where sums with them would give a hidden one away.

Secondary suppression over all tables of a release together. The heuristic: ask, by integer
programs, what a reader could make of every hidden cell; where the answer is too much, hide the
cheapest visible cell that stands in a sum with it, everywhere that number is printed; ask again.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from theodolite.evidence.bounding import Range, Sum, left_by, possible_ranges
from theodolite.evidence.disclosure import Profile
from theodolite.evidence.linking import HIDDEN, LinkedTables, link, table_title
from theodolite.evidence.printed import PrintedTable


@dataclass(frozen=True, slots=True)
class Suppression:
    """The cells hidden only to protect others, by position over all tables and in words.

    `mixed` are the titles of the tables in which the mark must be said to stand for other counts
    too; `unsafe` says which hidden cells no further hiding could protect.
    """

    positions: frozenset[int] = frozenset()
    places: tuple[str, ...] = ()
    mixed: frozenset[str] = frozenset()
    unsafe: tuple[str, ...] = ()


def hide_others(tables: Sequence[PrintedTable], profile: Profile) -> Suppression:
    """Find what must be hidden besides the small counts.

    Where counts are rounded, no hidden cell may be solved even by someone who knows which cells
    are hidden only to protect others. Where they are exact, it may not be told either that a
    hidden count is small; there all marks look the same. Where nothing is left to hide beside a
    cell (four ones and their total of four), its table must say that marks may stand for more.
    """
    if profile.is_inside_use or profile.hide_below == 0:
        return Suppression()
    every = frozenset(table_title(table.title) for table in tables)
    found = Suppression(mixed=every if profile.hides_others else frozenset())
    while True:
        shown = without(tables, found.positions)
        system = link(shown, profile, mixed=found.mixed, opened=found.positions)
        unsafe = _unsafe(system, profile, found.positions)
        if not unsafe:
            return _with_titles(system, found)
        doubted = {cell.table for cell in system.cells if cell.number in unsafe}
        if numbers := _to_hide(system, unsafe, found):
            found = _with(system, numbers, found)
        elif doubted <= found.mixed:
            return _given_up(system, unsafe, found)
        else:
            found = replace(found, mixed=found.mixed | doubted)


def without(tables: Sequence[PrintedTable], hidden: frozenset[int]) -> tuple[PrintedTable, ...]:
    """Put the mark at those positions of the tables as well."""
    counter = iter(range(10**9))

    def marked(text: str) -> str:
        return HIDDEN if next(counter) in hidden else text

    return tuple(_each_text(table, marked) for table in tables)


def _each_text(table: PrintedTable, change: Callable[[str], str]) -> PrintedTable:
    blocks = tuple(
        replace(
            block,
            rows=tuple(
                replace(row, cells=tuple(tuple(map(change, column)) for column in row.cells))
                for row in block.rows
            ),
        )
        for block in table.blocks
    )
    return replace(table, blocks=blocks)


def _unsafe(system: LinkedTables, profile: Profile, hidden_for_others: frozenset[int]) -> list[int]:
    """The numbers behind hidden cells of which a reader could learn too much."""
    marked = [cell for cell in system.cells if cell.is_hidden]
    small = {cell.number for cell in marked if cell.position not in hidden_for_others}
    # What a number must be seen to reach: by itself, a mark of a small count tells of one.
    reach = {
        cell.number: float(profile.hide_below)
        if profile.hides_others and cell.number in small
        else -math.inf
        for cell in marked
    }
    ranges = possible_ranges(system.linked, reach, until=reach)
    return [n for n, (low, high) in ranges.items() if low == high or high < reach[n]]


def _to_hide(system: LinkedTables, unsafe: Sequence[int], found: Suppression) -> list[int]:
    """For each unsafe number the best one to hide beside it, unless one is chosen already.

    Where there is none left and marks look the same, the best beside any hidden number.
    """
    sums = _sums_by_number(system)
    is_hidden = {cell.number: cell.is_hidden for cell in system.cells}

    def best(number: int) -> list[int]:
        beside = sums.get(number, [])
        return _best(beside, number, system.linked.ranges, is_hidden=is_hidden)

    chosen: list[int] = []
    for number in unsafe:
        beside = [i for one in sums.get(number, []) for i in (*one.parts, one.total)]
        if set(beside).isdisjoint(chosen):
            chosen += best(number)
    if chosen or not found.mixed:
        return chosen
    marked = dict.fromkeys(cell.number for cell in system.cells if cell.is_hidden)
    return next((other for number in marked if (other := best(number))), [])


def _sums_by_number(system: LinkedTables) -> dict[int, list[Sum]]:
    sums: dict[int, list[Sum]] = {}
    for one in system.linked.sums:
        for number in dict.fromkeys((*one.parts, one.total)):
            sums.setdefault(number, []).append(one)
    return sums


def _best(
    sums: Sequence[Sum], number: int, ranges: Sequence[Range], *, is_hidden: Mapping[int, bool]
) -> list[int]:
    """The cheapest visible number in the sum that says most of this one; none if all are hidden.

    Small counts cost least, and totals most, since many readers need them.
    """
    costs = dict[int, tuple[float, ...]]()
    for one in sums:
        low, high = dict(left_by(one, ranges))[number]
        width = min(high, ranges[number][1]) - max(low, ranges[number][0])
        for i in (*one.parts, one.total):
            if is_hidden.get(i) is False and ranges[i][1] > 0:
                cost = (width, float(i == one.total), ranges[i][0], float(i))
                costs[i] = min(cost, costs.get(i, cost))
    return sorted(costs, key=lambda i: costs[i])[:1]


def _with(system: LinkedTables, numbers: list[int], found: Suppression) -> Suppression:
    """Hide these as well, wherever they are printed."""
    cells = [cell for cell in system.cells if cell.number in numbers]
    return replace(
        found,
        positions=found.positions | {cell.position for cell in cells},
        places=(*found.places, *(f"{cell.table}: {cell.where}" for cell in cells)),
    )


def _with_titles(system: LinkedTables, found: Suppression) -> Suppression:
    here = {cell.table for cell in system.cells if cell.position in found.positions}
    return replace(found, mixed=found.mixed | here)


def _given_up(system: LinkedTables, unsafe: list[int], found: Suppression) -> Suppression:
    """Nothing is left to hide beside them: say which cells stay in doubt."""
    cells = [cell for cell in system.cells if cell.number in unsafe and cell.is_hidden]
    return replace(
        _with_titles(system, found),
        unsafe=tuple(f"{cell.table}: {cell.where}" for cell in cells),
    )
