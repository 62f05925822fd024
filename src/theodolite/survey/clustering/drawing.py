"""Which branch of a tree is drawn above the other."""

import numpy as np
from numpy.typing import NDArray

from theodolite.evidence.pictures import Dendrogram
from theodolite.survey.clustering.compiling import compiled_if_many


def drawing_order(
    merges: NDArray[np.int64], values: NDArray[np.float64], weights: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Leaves from top to bottom, the branch with the larger weighted mean first at each merge.

    Means are compared column by column until one is larger; where all are equal, the branch that
    holds the earliest leaf is first.
    """
    count = len(weights)
    inner = np.zeros((count - 1, values.shape[1]))
    branches = merges.copy()
    compiled_if_many(_put_upper_first, count)(
        branches,
        np.concatenate([values * weights[:, None], inner]),
        np.concatenate([weights, np.zeros(count - 1)]),
        np.arange(2 * count - 1),
    )
    order = np.empty(count, dtype=np.int64)
    compiled_if_many(_list_leaves, count)(branches, order)
    return order


def laid_out(
    merges: NDArray[np.int64],
    heights: NDArray[np.float64],
    order: NDArray[np.int64],
    sizes: NDArray[np.int64],
) -> Dendrogram:
    """The tree with its leaves renumbered as they are drawn, upper branches first."""
    count = len(order)
    renumbered = np.arange(2 * count - 1)
    renumbered[order] = np.arange(count)
    pairs = renumbered[merges]
    compiled_if_many(_put_earlier_first, count)(pairs, np.arange(2 * count - 1))
    return Dendrogram(merges=pairs, heights=heights, sizes=sizes[order])


def _put_upper_first(
    merges: NDArray[np.int64],
    sums: NDArray[np.float64],
    masses: NDArray[np.float64],
    earliest: NDArray[np.int64],
) -> None:
    """Turn each pair so that the upper branch is first; fill in the sums of inner nodes."""
    count = len(merges) + 1
    for merge in range(count - 1):
        one, other = merges[merge]
        is_upper = earliest[one] < earliest[other]
        for column in range(sums.shape[1]):
            mean, others = sums[one, column] / masses[one], sums[other, column] / masses[other]
            if mean != others:
                is_upper = mean > others
                break
        if not is_upper:
            merges[merge, 0], merges[merge, 1] = other, one
        sums[count + merge] = sums[one] + sums[other]
        masses[count + merge] = masses[one] + masses[other]
        earliest[count + merge] = min(earliest[one], earliest[other])


def _put_earlier_first(merges: NDArray[np.int64], earliest: NDArray[np.int64]) -> None:
    count = len(merges) + 1
    for merge in range(count - 1):
        one, other = merges[merge]
        if earliest[other] < earliest[one]:
            merges[merge, 0], merges[merge, 1] = other, one
        earliest[count + merge] = min(earliest[one], earliest[other])


def _list_leaves(branches: NDArray[np.int64], order: NDArray[np.int64]) -> None:
    """Walk down the tree, upper branches first."""
    count = len(order)
    waiting = np.empty(count + 1, dtype=np.int64)
    waiting[0] = 2 * count - 2
    left, found = 1, 0
    while left:
        node = waiting[left - 1]
        left -= 1
        if node < count:
            order[found] = node
            found += 1
        else:
            waiting[left], waiting[left + 1] = branches[node - count, 1], branches[node - count, 0]
            left += 2
