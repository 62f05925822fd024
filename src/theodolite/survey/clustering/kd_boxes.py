"""Boxes around neighbouring clusters, so that a search can leave out whole boxes too far away.

A balanced kd-tree (Bentley 1975) in one array: the boxes inside box v are 2v+1 and 2v+2. Clusters
stand in the order of their boxes, so that those of one box lie side by side in memory. Only
`chain_search` uses it; importing it loads numba.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from theodolite.survey.clustering.compiling import compiled

CLUSTERS_PER_BOX = 8


class Clusters(NamedTuple):
    """Clusters still to be joined, by position; `place` finds the position of a name.

    A cluster's name is the number of its earliest point.
    """

    sums: NDArray[np.float64]
    centres: NDArray[np.float64]
    weights: NDArray[np.float64]
    names: NDArray[np.int64]
    place: NDArray[np.int64]


class Boxes(NamedTuple):
    """For each box its corners, its lightest weight, its earliest name and its positions."""

    lows: NDArray[np.float64]
    highs: NDArray[np.float64]
    lightest: NDArray[np.float64]
    earliest: NDArray[np.int64]
    starts: NDArray[np.int64]
    stops: NDArray[np.int64]
    box_of: NDArray[np.int64]


@compiled
def boxed(clusters: Clusters) -> tuple[Clusters, Boxes]:
    """Bring clusters that are left into the order of their boxes, and measure these."""
    left, columns = clusters.centres.shape
    innermost = 1
    while innermost * CLUSTERS_PER_BOX < left:
        innermost *= 2
    count = 2 * innermost - 1
    boxes = Boxes(
        np.empty((count, columns)), np.empty((count, columns)), np.empty(count),
        np.empty(count, np.int64), np.zeros(count, np.int64), np.full(count, left),
        np.empty(left, np.int64),
    )  # fmt: skip
    order = np.arange(left)
    _divide(clusters.centres, order, boxes)
    moved = Clusters(
        clusters.sums[order], clusters.centres[order], clusters.weights[order],
        clusters.names[order], clusters.place,
    )  # fmt: skip
    for place in range(left):
        moved.place[moved.names[place]] = place
    _measure_all(moved, boxes)
    return moved, boxes


@compiled
def _divide(centres: NDArray[np.float64], order: NDArray[np.int64], boxes: Boxes) -> None:
    """Halve each box at the median of the column in which it is longest."""
    for box in range(len(boxes.starts) // 2):
        start, stop = boxes.starts[box], boxes.stops[box]
        middle = (start + stop) // 2
        column = _longest(centres, order, start, stop)
        _part(centres[:, column], order, start, stop)
        boxes.starts[2 * box + 1], boxes.stops[2 * box + 1] = start, middle
        boxes.starts[2 * box + 2], boxes.stops[2 * box + 2] = middle, stop


@compiled
def _longest(centres: NDArray[np.float64], order: NDArray[np.int64], start: int, stop: int) -> int:
    longest, most = 0, -1.0
    for column in range(centres.shape[1]):
        low, high = np.inf, -np.inf
        for i in range(start, stop):
            value = centres[order[i], column]
            low, high = min(low, value), max(high, value)
        if high - low > most:
            longest, most = column, high - low
    return longest


@compiled
def _part(values: NDArray[np.float64], order: NDArray[np.int64], start: int, stop: int) -> None:
    """Move what is below the median before it and what is above behind it (Hoare 1961)."""
    middle, first, last = (start + stop) // 2, start, stop - 1
    while first < last:
        pivot = values[order[(first + last) // 2]]
        i, j = first, last
        while i <= j:
            while values[order[i]] < pivot:
                i += 1
            while values[order[j]] > pivot:
                j -= 1
            if i <= j:
                order[i], order[j] = order[j], order[i]
                i, j = i + 1, j - 1
        if middle <= j:
            last = j
        elif middle >= i:
            first = i
        else:
            return


@compiled
def _measure_all(clusters: Clusters, boxes: Boxes) -> None:
    inner = len(boxes.starts) // 2
    for box in range(inner, len(boxes.starts)):
        boxes.box_of[boxes.starts[box] : boxes.stops[box]] = box
        _measure(clusters, boxes, box)
    for box in range(inner - 1, -1, -1):
        _cover(boxes, box)


@compiled
def measure_again(clusters: Clusters, boxes: Boxes, box: int) -> None:
    """Fit an innermost box to the clusters left in it, then those around it."""
    _measure(clusters, boxes, box)
    while box > 0:
        box = (box - 1) // 2
        if not _cover(boxes, box):
            return


@compiled
def _measure(clusters: Clusters, boxes: Boxes, box: int) -> None:
    boxes.lows[box], boxes.highs[box] = np.inf, -np.inf
    boxes.lightest[box], boxes.earliest[box] = np.inf, len(clusters.place)
    for i in range(boxes.starts[box], boxes.stops[box]):
        boxes.lightest[box] = min(boxes.lightest[box], clusters.weights[i])
        boxes.earliest[box] = min(boxes.earliest[box], clusters.names[i])
        for column in range(clusters.centres.shape[1]):
            value = clusters.centres[i, column]
            boxes.lows[box, column] = min(boxes.lows[box, column], value)
            boxes.highs[box, column] = max(boxes.highs[box, column], value)


@compiled
def _cover(boxes: Boxes, box: int) -> bool:
    """Fit a box to the two inside it; say whether that changed it."""
    one, other = 2 * box + 1, 2 * box + 2
    lightest = min(boxes.lightest[one], boxes.lightest[other])
    earliest = min(boxes.earliest[one], boxes.earliest[other])
    is_changed: bool = lightest != boxes.lightest[box] or earliest != boxes.earliest[box]
    boxes.lightest[box], boxes.earliest[box] = lightest, earliest
    for column in range(boxes.lows.shape[1]):
        low = min(boxes.lows[one, column], boxes.lows[other, column])
        high = max(boxes.highs[one, column], boxes.highs[other, column])
        if low != boxes.lows[box, column] or high != boxes.highs[box, column]:
            is_changed = True
        boxes.lows[box, column], boxes.highs[box, column] = low, high
    return is_changed


@compiled
def least_square(clusters: Clusters, boxes: Boxes, cluster: int, box: int) -> float:
    """No cluster in the box is nearer than this: the box's nearest corner with its least weight.

    It is added up in the same order as the squares themselves, so rounding cannot lift it above
    one of them; the factor may be off by its last bits where weights are not whole.
    """
    square = 0.0
    for column in range(clusters.centres.shape[1]):
        value = clusters.centres[cluster, column]
        apart = max(boxes.lows[box, column] - value, value - boxes.highs[box, column], 0.0)
        square += apart * apart
    weight, lightest = clusters.weights[cluster], boxes.lightest[box]
    factor: float = (weight * lightest) / (weight + lightest)
    return square * factor
