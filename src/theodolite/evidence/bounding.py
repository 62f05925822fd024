"""What sums give away: the least and greatest whole number that each unknown cell can be."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Range = tuple[float, float]

_NEAR = 1e-6


class NothingFits(ValueError):
    """No whole numbers within the ranges meet every sum."""


@dataclass(frozen=True, slots=True)
class Sum:
    """Cells that add up to another one, or to no more than it where `is_complete` is not so."""

    parts: tuple[int, ...]
    total: int
    is_complete: bool = True


@dataclass(frozen=True, slots=True)
class Linked:
    """Cells by number, each with the range that its own print allows, and the sums between them."""

    ranges: tuple[Range, ...]
    sums: tuple[Sum, ...]


@dataclass(frozen=True, slots=True)
class _Program:
    """The cells that depend on each other, as an integer program."""

    cells: list[int]
    ranges: list[Range]
    equal: tuple[Any, Any]
    at_most: tuple[Any, Any]


def possible_ranges(
    linked: Linked, cells: Iterable[int], *, until: Mapping[int, float] | None = None
) -> dict[int, Range]:
    """The range of each of the `cells` over all whole numbers that meet every sum.

    Each end is an integer program, solved by HiGHS. The search for a cell in `until` ends as soon
    as it is seen to have two values, the greater at least that; its range is then one that was
    seen.

    >>> row = Linked(((1, 4), (18, 18), (21, 21), (42, 42)), (Sum((0, 1, 2), 3),))
    >>> possible_ranges(row, [0])
    {0: (3.0, 3.0)}
    """
    found = {cell: linked.ranges[cell] for cell in cells}
    unknown = [cell for cell in found if _is_unknown(linked, cell)]
    for numbers, part in _independent(linked):
        place = {number: i for i, number in enumerate(numbers)}
        asked = [cell for cell in unknown if cell in place]
        if asked:
            ends = None if until is None else tuple(until[cell] for cell in asked)
            ranges = _ranges_within(part, tuple(place[cell] for cell in asked), ends)
            found |= dict(zip(asked, ranges, strict=True))
    return found


def left_by(one: Sum, ranges: Sequence[Range]) -> Iterator[tuple[int, Range]]:
    """What a sum by itself leaves each of its cells, given the ranges of the others."""
    low = sum(ranges[part][0] for part in one.parts)
    high = sum(ranges[part][1] for part in one.parts)
    least, most = ranges[one.total]
    yield one.total, (low, high if one.is_complete else np.inf)
    for part in one.parts:
        others = low - ranges[part][0], high - ranges[part][1]
        yield part, (least - others[1] if one.is_complete else -np.inf, most - others[0])


# The same few cells in the same sums come up again in every round and in every table.
@lru_cache(maxsize=10_000)
def _ranges_within(
    linked: Linked, asked: tuple[int, ...], until: tuple[float, ...] | None
) -> tuple[Range, ...]:
    """The ranges among cells that depend on each other.

    Where they cannot add up, some belong to none of the parts, and parts can only be no more
    than their total; where that cannot be either, they are not the same numbers after all.
    """
    loose = tuple(replace(one, is_complete=False) for one in linked.sums)
    for sums in (linked.sums, loose):
        with suppress(NothingFits):
            return _ranges(_program(replace(linked, sums=sums)), asked, until)
    return tuple(linked.ranges[i] for i in asked)


def _narrowed(known: Sequence[Range], sums: Sequence[Sum]) -> list[Range]:
    """The ranges that each sum leaves by itself: quick, and often as narrow as they can be."""
    ranges, has_changed = list(known), True
    while has_changed:
        has_changed = False
        for one in sums:
            for cell, allowed in left_by(one, ranges):
                both = max(allowed[0], ranges[cell][0]), min(allowed[1], ranges[cell][1])
                if both[0] > both[1]:
                    raise NothingFits("The numbers printed do not add up with each other.")
                has_changed = has_changed or both != ranges[cell]
                ranges[cell] = both
    return ranges


def _independent(linked: Linked) -> Iterator[tuple[list[int], Linked]]:
    """Groups of cells tied to each other by sums, unless only through cells that are known.

    Each with the numbers of its cells, known ones included.
    """
    sums: dict[int, list[Sum]] = {}
    for one, group in zip(linked.sums, _groups(linked), strict=True):
        if group is not None:
            sums.setdefault(group, []).append(one)
    for some in sums.values():
        numbers = list(dict.fromkeys(i for one in some for i in (*one.parts, one.total)))
        place = {number: i for i, number in enumerate(numbers)}
        renumbered = tuple(
            Sum(tuple(place[i] for i in one.parts), place[one.total], one.is_complete)
            for one in some
        )
        yield numbers, Linked(tuple(linked.ranges[i] for i in numbers), renumbered)


def _groups(linked: Linked) -> list[int | None]:
    """For each sum the group of its unknown cells; None where all are known."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    unknown = [
        [i for i in (*one.parts, one.total) if _is_unknown(linked, i)] for one in linked.sums
    ]
    pairs = [(cells[0], other) for cells in unknown for other in cells[1:]]
    rows, columns = zip(*pairs, strict=True) if pairs else ((), ())
    size = len(linked.ranges)
    graph = coo_array((np.ones(len(pairs)), (rows, columns)), shape=(size, size))
    _, labels = connected_components(graph, directed=False)
    return [int(labels[cells[0]]) if cells else None for cells in unknown]


def _is_unknown(linked: Linked, cell: int) -> bool:
    return linked.ranges[cell][0] != linked.ranges[cell][1]


def _program(linked: Linked) -> _Program:
    ranges = _narrowed(linked.ranges, linked.sums)
    cells = [i for i in range(len(ranges)) if _is_unknown(linked, i)]
    complete = [one for one in linked.sums if one.is_complete]
    others = [one for one in linked.sums if not one.is_complete]
    return _Program(
        cells,
        [ranges[i] for i in cells],
        equal=_matrix(ranges, complete, cells),
        at_most=_matrix(ranges, others, cells),
    )


def _matrix(
    ranges: Sequence[Range], sums: Sequence[Sum], cells: list[int]
) -> tuple[Any, NDArray[np.float64] | None]:
    """Parts less total, with what is known moved to the right-hand side."""
    from scipy.sparse import coo_array

    if not sums:
        return None, None
    column = {cell: i for i, cell in enumerate(cells)}
    entries, right = [], np.zeros(len(sums))
    for row, one in enumerate(sums):
        for cell, sign in [*((part, 1.0) for part in one.parts), (one.total, -1.0)]:
            if cell in column:
                entries.append((row, column[cell], sign))
            else:
                right[row] -= sign * ranges[cell][0]
    rows, columns, signs = zip(*entries, strict=True)
    return coo_array((signs, (rows, columns)), shape=(len(sums), len(column))).tocsr(), right


def _ranges(
    program: _Program, asked: tuple[int, ...], until: tuple[float, ...] | None
) -> tuple[Range, ...]:
    low = np.full(len(program.cells), np.inf)
    high = np.full(len(program.cells), -np.inf)
    position = {cell: i for i, cell in enumerate(program.cells)}
    places = [position[cell] for cell in asked]
    for aim in [_aim(program, places, sign) for sign in (-1.0, 1.0)] if len(asked) > 1 else ():
        solution = _extreme(program, aim)
        low, high = np.minimum(low, solution), np.maximum(high, solution)
    for at, end_at in zip(places, until or [np.inf] * len(places), strict=True):
        for sign, end in ((-1.0, 1), (1.0, 0)):
            is_known = (low, high)[end][at] == program.ranges[at][end]
            if is_known or low[at] < high[at] >= end_at:
                continue
            solution = _extreme(program, _aim(program, [at], sign))
            low, high = np.minimum(low, solution), np.maximum(high, solution)
    return tuple((float(low[at]), float(high[at])) for at in places)


def _aim(program: _Program, positions: list[int], sign: float) -> NDArray[np.float64]:
    """Cells to be made least together (`sign` 1) or greatest (`sign` −1)."""
    aim = np.zeros(len(program.cells))
    aim[positions] = sign
    return aim


def _extreme(program: _Program, aim: NDArray[np.float64]) -> NDArray[np.float64]:
    """Whole numbers within the ranges that meet every sum, and the aim as well as any."""
    # A corner in whole numbers is an answer to the harder question too, and the usual case.
    corner = _optimum(program, aim, are_whole=False)
    whole = np.asarray(np.round(corner), dtype=np.float64)
    if np.abs(corner - whole).max() < _NEAR:
        return whole
    return np.asarray(np.round(_optimum(program, aim, are_whole=True)), dtype=np.float64)


def _optimum(
    program: _Program, aim: NDArray[np.float64], *, are_whole: bool
) -> NDArray[np.float64]:
    from scipy.optimize import linprog

    result = linprog(
        aim,
        *program.at_most,
        *program.equal,
        bounds=program.ranges,
        method="highs",
        integrality=np.full(len(aim), int(are_whole), dtype=np.int64),
    )
    if result.x is None:
        raise NothingFits("The numbers printed do not add up with each other.")
    return np.asarray(result.x, dtype=np.float64)
