"""Which branch of a tree is drawn above the other."""

import numpy as np
from numpy.typing import NDArray

from theodolite.evidence.pictures import Dendrogram


def drawing_order(
    merges: NDArray[np.int64], values: NDArray[np.float64], weights: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Leaves from top to bottom, the branch with the larger weighted mean first at each merge.

    Means are compared column by column until one is larger; where all are equal, the branch that
    holds the earliest leaf is first.
    """
    count = len(weights)
    branches = _upper_first(merges, values, weights)
    order: list[int] = []
    waiting = [2 * count - 2]
    while waiting:
        node = waiting.pop()
        if node < count:
            order.append(node)
        else:
            upper, lower = branches[node - count]
            waiting += [lower, upper]
    return np.array(order, dtype=np.int64)


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
    top = np.concatenate([np.arange(count), np.empty(count - 1, dtype=np.int64)])
    for merge, pair in enumerate(pairs):
        pairs[merge] = sorted(pair, key=lambda node: int(top[node]))
        top[count + merge] = top[pairs[merge, 0]]
    return Dendrogram(merges=pairs, heights=heights, sizes=sizes[order])


def _upper_first(
    merges: NDArray[np.int64], values: NDArray[np.float64], weights: NDArray[np.float64]
) -> list[tuple[int, int]]:
    sums = list(values * weights[:, None])
    masses = weights.tolist()
    earliest = list(range(len(weights)))
    branches = []
    for left, right in merges.tolist():
        keys = {
            node: ((-sums[node] / masses[node]).tolist(), earliest[node]) for node in (left, right)
        }
        upper, lower = sorted((left, right), key=keys.__getitem__)
        branches.append((upper, lower))
        sums.append(sums[left] + sums[right])
        masses.append(masses[left] + masses[right])
        earliest.append(min(earliest[left], earliest[right]))
    return branches
