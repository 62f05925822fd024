"""Ward's merges for few points, thousands of times over: every cluster is looked at, many at once.

Importing it loads numba. Ties are settled by where clusters happen to stand, which is of no
account where the points are drawn by chance.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from theodolite.survey.clustering.compiling import compiled


class _Clusters(NamedTuple):
    """Clusters still to be joined, one per column, so that the processor takes several at once."""

    sums: NDArray[np.float64]
    centres: NDArray[np.float64]
    weights: NDArray[np.float64]
    nodes: NDArray[np.int64]
    squares: NDArray[np.float64]


@compiled
def dense_merges(
    places: NDArray[np.float64],
    weights: NDArray[np.float64],
    pairs: NDArray[np.int64],
    squares: NDArray[np.float64],
) -> None:
    """Fill in pairs of nodes and half their squared heights, as chains of nearest neighbours go."""
    left = len(weights)
    centres = places.T.copy()
    clusters = _Clusters(
        centres * weights, centres, weights.copy(), np.arange(left), np.empty(left)
    )
    chain = np.empty(left + 1, np.int64)
    length = 0
    for merge in range(left - 1):
        length = _follow(clusters, chain, length, left)
        one, other = chain[length - 1], chain[length - 2]
        length -= 2
        first, second = min(one, other), max(one, other)
        pairs[merge, 0], pairs[merge, 1] = clusters.nodes[first], clusters.nodes[second]
        squares[merge] = clusters.squares[other]
        clusters.nodes[first] = len(weights) + merge
        left -= 1
        _join(clusters, first, second, left)
        for link in range(length):
            if chain[link] == left:
                chain[link] = second


@compiled
def _follow(clusters: _Clusters, chain: NDArray[np.int64], length: int, left: int) -> int:
    """Lengthen the chain until its last two are nearest to each other; give its length."""
    if length == 0:
        chain[0], length = 0, 1
    while True:
        _measure(clusters, chain[length - 1], left)
        nearest = _nearest(clusters.squares, left)
        least = clusters.squares[nearest]
        if length > 1 and clusters.squares[chain[length - 2]] == least:
            return length
        for link in range(length):
            if chain[link] == nearest:
                # Only rounding can close a ring; go back to where it began.
                length = link
        chain[length] = nearest
        length += 1


@compiled
def _nearest(squares: NDArray[np.float64], left: int) -> int:
    nearest, least = 0, squares[0]
    for other in range(1, left):
        if squares[other] < least:
            nearest, least = other, squares[other]
    return nearest


@compiled
def _measure(clusters: _Clusters, own: int, left: int) -> None:
    """Half the squared height at which each cluster would be joined to this one."""
    squares = clusters.squares
    squares[:left] = 0.0
    for column in range(len(clusters.centres)):
        centres = clusters.centres[column]
        centre = centres[own]
        for other in range(left):
            apart = centres[other] - centre
            squares[other] += apart * apart
    weight = clusters.weights[own]
    for other in range(left):
        squares[other] *= (weight * clusters.weights[other]) / (weight + clusters.weights[other])
    squares[own] = np.inf


@compiled
def _join(clusters: _Clusters, first: int, second: int, last: int) -> None:
    """Put the union in the first place, and what stands last into the second."""
    clusters.weights[first] += clusters.weights[second]
    clusters.weights[second] = clusters.weights[last]
    clusters.nodes[second] = clusters.nodes[last]
    for column in range(len(clusters.sums)):
        sums, centres = clusters.sums[column], clusters.centres[column]
        sums[first] += sums[second]
        centres[first] = sums[first] / clusters.weights[first]
        sums[second], centres[second] = sums[last], centres[last]
