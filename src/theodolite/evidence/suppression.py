"""Hide larger counts too, where sums with them would give a hidden one away.

Secondary suppression over all tables of a release together. The heuristic: ask, by integer
programs, what a reader could make of every hidden cell; where the answer is too much, hide the
cheapest visible cell that stands in a sum with it, everywhere that number is printed; ask again.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from theodolite.evidence.bounding import Sum, possible_ranges
from theodolite.evidence.disclosure import Profile
from theodolite.evidence.linking import HIDDEN, LinkedTables, link, table_title
from theodolite.evidence.printed import PrintedTable

_TOTAL_COSTS = 1_000


@dataclass(frozen=True, slots=True)
class Suppression:
    """The cells hidden only to protect others, by position over all tables and in words.

    `mixed` are the titles of the tables in which the mark may stand for any count; `unsafe` says
    which hidden cells no further hiding could protect.
    """

    positions: frozenset[int] = frozenset()
    places: tuple[str, ...] = ()
    mixed: frozenset[str] = frozenset()
    unsafe: tuple[str, ...] = ()


def hide_others(tables: Sequence[PrintedTable], profile: Profile) -> Suppression:
    """Find what must be hidden besides the small counts.

    Where counts are rounded, no hidden cell may be solved; where they are exact, neither may it
    be told that a hidden count is small.
    """
    titles = frozenset(table_title(table.title) for table in tables)
    found = Suppression(mixed=titles if profile.hides_others else frozenset())
    if profile.is_inside_use or profile.hide_below == 0:
        return Suppression()
    while True:
        system = link(_without(tables, found.positions), profile, mixed=found.mixed)
        unsafe = _unsafe(system, profile, found.positions)
        if not unsafe:
            return found
        number = _cheapest(system, unsafe)
        if number is None:
            return _given_up(system, unsafe, found)
        found = _with(system, number, found)


def _without(tables: Sequence[PrintedTable], hidden: frozenset[int]) -> tuple[PrintedTable, ...]:
    """The tables with the mark at those positions as well."""
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

    def is_safe(number: int, low: float, high: float) -> bool:
        told_small = profile.hides_others and number in small and high < profile.hide_below
        return low < high and not told_small

    asked = [cell.number for cell in marked]
    ranges = possible_ranges(system.linked, asked, is_enough=is_safe)
    return [number for number, (low, high) in ranges.items() if not is_safe(number, low, high)]


def _cheapest(system: LinkedTables, unsafe: list[int]) -> int | None:
    """The visible number that costs least to hide, of those in a sum with an unsafe one."""
    is_hidden = {cell.number: cell.is_hidden for cell in system.cells}
    totals = {one.total for one in system.linked.sums}
    for near in (unsafe, [number for number, hidden in is_hidden.items() if hidden]):
        members = _sums_with(system.linked.sums, set(near))
        visible = {i for one in members for i in (*one.parts, one.total)}
        costs = {
            i: system.linked.ranges[i][0] + _TOTAL_COSTS * (i in totals)
            for i in visible
            if is_hidden.get(i) is False and system.linked.ranges[i][1] > 0
        }
        if costs:
            return min(costs, key=lambda i: (costs[i], i))
    return None


def _sums_with(sums: Sequence[Sum], numbers: set[int]) -> Iterator[Sum]:
    return (one for one in sums if not numbers.isdisjoint((*one.parts, one.total)))


def _with(system: LinkedTables, number: int, found: Suppression) -> Suppression:
    """Hide one more number wherever it is printed."""
    cells = [cell for cell in system.cells if cell.number == number]
    return replace(
        found,
        positions=found.positions | {cell.position for cell in cells},
        places=(*found.places, *(f"{cell.table}: {cell.where}" for cell in cells)),
        mixed=found.mixed | _tied_tables(system, number),
    )


def _tied_tables(system: LinkedTables, number: int) -> frozenset[str]:
    """The tables that print the number, or a number in a sum with it."""
    tied = {number}
    for one in _sums_with(system.linked.sums, {number}):
        tied |= {*one.parts, one.total}
    return frozenset(cell.table for cell in system.cells if cell.number in tied)


def _given_up(system: LinkedTables, unsafe: list[int], found: Suppression) -> Suppression:
    """Nothing is left to hide: say that the mark may hide more, and which cells stay in doubt."""
    cells = [cell for cell in system.cells if cell.number in unsafe and cell.is_hidden]
    return replace(
        found,
        mixed=found.mixed | {cell.table for cell in cells},
        unsafe=tuple(f"{cell.table}: {cell.where}" for cell in cells),
    )
