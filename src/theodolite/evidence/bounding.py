"""What sums give away: the least and greatest whole number that each unknown cell can be."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

Range = tuple[float, float]

Enough = Callable[[int, float, float], bool]
"""Whether the values of a cell seen so far, from the least to the greatest, settle the matter."""

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
    linked: Linked,
    cells: Iterable[int],
    *,
    is_enough: Enough | None = None,
) -> dict[int, Range]:
    """The range of each of the `cells` over all whole numbers that meet every sum.

    Each end is an integer program, solved by HiGHS. With `is_enough(cell, low, high)` the search
    for a cell ends as soon as values already seen suffice; its range is then one that was seen.

    >>> row = Linked(((1, 4), (18, 18), (21, 21), (42, 42)), (Sum((0, 1, 2), 3),))
    >>> possible_ranges(row, [0])
    {0: (3.0, 3.0)}
    """
    wanted = list(dict.fromkeys(cells))
    found = {i: linked.ranges[i] for i in wanted if not _is_unknown(linked, i)}
    for together in _components(linked):
        asked = [i for i in wanted if i in together and i not in found]
        if asked:
            found |= _ranges_within(linked, sorted(together), asked, is_enough)
    return {i: found[i] for i in wanted}


def left_by(one: Sum, ranges: Sequence[Range]) -> Iterator[tuple[int, Range]]:
    """What a sum by itself leaves each of its cells, given the ranges of the others."""
    low = sum(ranges[part][0] for part in one.parts)
    high = sum(ranges[part][1] for part in one.parts)
    least, most = ranges[one.total]
    yield one.total, (low, high if one.is_complete else np.inf)
    for part in one.parts:
        others = low - ranges[part][0], high - ranges[part][1]
        yield part, (least - others[1] if one.is_complete else -np.inf, most - others[0])


def _ranges_within(
    linked: Linked, together: list[int], asked: list[int], is_enough: Enough | None
) -> dict[int, Range]:
    """The ranges among cells that depend on each other.

    Where they cannot add up, some belong to none of the parts, and parts can only be no more
    than their total; where that cannot be either, they are not the same numbers after all.
    """
    touching = [s for s in linked.sums if not set(together).isdisjoint((*s.parts, s.total))]
    loose = [replace(one, is_complete=False) for one in touching]
    for sums in (touching, loose):
        with suppress(NothingFits):
            return _ranges(_program(linked.ranges, together, sums), asked, is_enough)
    return {i: linked.ranges[i] for i in asked}


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


def _components(linked: Linked) -> list[set[int]]:
    """Groups of cells tied to each other by sums, unless only through cells that are known."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    size = len(linked.ranges)
    pairs = []
    for one in linked.sums:
        unknown = [i for i in (*one.parts, one.total) if _is_unknown(linked, i)]
        pairs += [(unknown[0], other) for other in unknown[1:]]
    rows, columns = zip(*pairs, strict=True) if pairs else ((), ())
    graph = coo_array((np.ones(len(pairs)), (rows, columns)), shape=(size, size))
    _, labels = connected_components(graph, directed=False)
    groups: dict[int, set[int]] = {}
    for i, label in enumerate(labels):
        if _is_unknown(linked, i):
            groups.setdefault(int(label), set()).add(i)
    return list(groups.values())


def _is_unknown(linked: Linked, cell: int) -> bool:
    return linked.ranges[cell][0] != linked.ranges[cell][1]


def _program(known: Sequence[Range], cells: list[int], sums: Sequence[Sum]) -> _Program:
    ranges = _narrowed(known, sums)
    complete = [one for one in sums if one.is_complete]
    others = [one for one in sums if not one.is_complete]
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


def _ranges(program: _Program, asked: list[int], is_enough: Enough | None) -> dict[int, Range]:
    low = np.full(len(program.cells), np.inf)
    high = np.full(len(program.cells), -np.inf)
    position = {cell: i for i, cell in enumerate(program.cells)}
    aims = [_aim(program, [position[cell] for cell in asked], sign) for sign in (-1.0, 1.0)]
    for aim in aims if len(asked) > 1 else ():
        solution = _extreme(program, aim)
        low, high = np.minimum(low, solution), np.maximum(high, solution)
    for cell in asked:
        at = position[cell]
        for sign, end in ((-1.0, 1), (1.0, 0)):
            is_known = (low, high)[end][at] == program.ranges[at][end]
            if is_known or (is_enough is not None and is_enough(cell, low[at], high[at])):
                continue
            solution = _extreme(program, _aim(program, [at], sign))
            low, high = np.minimum(low, solution), np.maximum(high, solution)
    return {cell: (float(low[position[cell]]), float(high[position[cell]])) for cell in asked}


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
