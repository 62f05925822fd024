"""Two releases side by side: what they tell together that neither tells alone."""

from collections.abc import Iterator, Mapping

from theodolite.evidence.bounding import Linked, Range, Sum, possible_ranges
from theodolite.evidence.linking import LinkedCell, LinkedTables


def told_together(new: LinkedTables, old: LinkedTables) -> Iterator[tuple[str, str]]:
    """The hidden cells that two releases of the same answers solve, each with its value.

    A cell hidden in either is one number in both, so it must fit what each of them prints.
    """
    pairs = _pairs(new, old)
    ranges = list(new.linked.ranges)
    for number, (low, high) in possible_ranges(old.linked, pairs.values()).items():
        for here in (one for one, other in pairs.items() if other == number):
            both = max(low, ranges[here][0]), min(high, ranges[here][1])
            ranges[here] = both if both[0] <= both[1] else ranges[here]
    hidden_before = {cell.number for cell in old.cells if cell.is_hidden}
    hidden = {
        cell.number: cell
        for cell in new.cells
        if cell.is_hidden or pairs.get(cell.number) in hidden_before
    }
    found = possible_ranges(Linked(tuple(ranges), new.linked.sums), hidden)
    for number, (low, high) in found.items():
        if low == high:
            yield _place(hidden[number]), f"{low:.0f}"


def told_by_difference(
    new: LinkedTables, old: LinkedTables, *, hide_below: int
) -> Iterator[tuple[str, str]]:
    """The cells in which the difference of two releases is known to be of a few people.

    The same people but for a few answered both times, so differences add up as the counts do.
    """
    pairs = _pairs(new, old)
    places = {number: i for i, number in enumerate(pairs)}
    ranges = [
        _difference(new.linked.ranges[here], old.linked.ranges[there])
        for here, there in pairs.items()
    ]
    sums = [
        Sum(tuple(places[i] for i in one.parts), places[one.total])
        for one in new.linked.sums
        if one.is_complete and places.keys() >= {*one.parts, one.total}
    ]
    found = possible_ranges(Linked(tuple(ranges), tuple(sums)), range(len(ranges)))
    shown = {cell.number for cell in new.cells if not cell.is_hidden}
    shown -= {here for here, there in pairs.items() if there in _hidden(old)}
    for cell in {cell.number: cell for cell in new.cells if cell.number in pairs}.values():
        low, high = found[places[cell.number]]
        least, most = sorted((abs(low), abs(high)))
        is_few = least > 0 and most < hide_below and low * high > 0
        if is_few and (low == high or cell.number in shown):
            yield _place(cell), f"{least:.0f}" if least == most else f"{least:.0f} to {most:.0f}"


def _pairs(new: LinkedTables, old: LinkedTables) -> Mapping[int, int]:
    """For each number of the new release the one of the old release in the same cell."""
    before = {(cell.table, cell.where): cell.number for cell in old.cells}
    return {
        cell.number: before[cell.table, cell.where]
        for cell in new.cells
        if (cell.table, cell.where) in before
    }


def _hidden(tables: LinkedTables) -> set[int]:
    return {cell.number for cell in tables.cells if cell.is_hidden}


def _difference(now: Range, before: Range) -> Range:
    return now[0] - before[1], now[1] - before[0]


def _place(cell: LinkedCell) -> str:
    return f"{cell.table!r}, {cell.where}"
