"""Exact weighted Ward trees, grown by following chains of nearest neighbours."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from theodolite.survey.clustering.compiling import Progress, compiled_if_many, is_worth_compiling

Merges = tuple[NDArray[np.int64], NDArray[np.float64]]


@dataclass(frozen=True, slots=True, eq=False)
class _Clusters:
    """Clusters still to be joined, in the order of their earliest points; one per column."""

    sums: NDArray[np.float64]
    centres: NDArray[np.float64]
    weights: NDArray[np.float64]
    nodes: NDArray[np.int64]


def ward_merges(
    places: NDArray[np.float64],
    weights: NDArray[np.float64],
    *,
    trees: int = 1,
    progress: Progress | None = None,
) -> Merges:
    """Join weighted points by Ward's rule; give the merges and their heights, lowest first.

    Clusters i and j with weights w and centroids c are joined at the height whose square is
    2·(wᵢ·wⱼ/(wᵢ+wⱼ))·|cᵢ−cⱼ|², which is what the sum of squares grows by, doubled (Ward 1963; the
    scale of Murtagh & Legendre's Ward2, 2014). Nearest-neighbour chains (Murtagh 1983) find the
    same tree as joining the closest pair of all again and again, in linear memory. Ties are
    settled by the order of the points, so sort them first: a chain starts at the lightest cluster,
    and of equals (lightest or nearest) the one with the earliest point is taken, except that a
    cluster as near as any and already the chain's last but one is joined.

    Few points are searched one and all, many in boxes (see `chain_search`), with the same bits;
    `trees` says how many such trees are wanted, for whom loading the faster search may pay.
    Merge i joins two node numbers into node m+i; nodes below m are the points.
    """
    if not is_worth_compiling(len(weights), trees=trees):
        return _lowest_first(*_scanned_merges(places, weights))
    from theodolite.survey.clustering.chain_search import searched_merges

    return _lowest_first(*searched_merges(places, weights, progress))


def _scanned_merges(places: NDArray[np.float64], weights: NDArray[np.float64]) -> Merges:
    """Pairs of nodes and half their squared heights, in the order the chains find them."""
    count = len(weights)
    clusters = _one_for_each(places, weights)
    pairs = np.empty((count - 1, 2), dtype=np.int64)
    squares = np.empty(count - 1)
    chain: list[int] = []
    for merge in range(count - 1):
        squares[merge] = _follow_chain(clusters, chain)
        first, second = sorted((chain.pop(), chain.pop()))
        pairs[merge] = clusters.nodes[first], clusters.nodes[second]
        clusters = _joined(clusters, first, second, node=count + merge)
        chain = [slot - (slot > second) for slot in chain]
    return pairs, squares


def _one_for_each(places: NDArray[np.float64], weights: NDArray[np.float64]) -> _Clusters:
    columns = np.ascontiguousarray(places.T)
    return _Clusters(columns * weights, columns, weights, np.arange(len(weights)))


def _follow_chain(clusters: _Clusters, chain: list[int]) -> float:
    """Lengthen the chain until its last two are nearest to each other; give half the square."""
    if not chain:
        chain.append(int(np.argmin(clusters.weights)))
    while True:
        squares = _squares_from(clusters, chain[-1])
        nearest = int(np.argmin(squares))
        if len(chain) > 1 and squares[chain[-2]] == squares[nearest]:
            return float(squares[nearest])
        if nearest in chain:
            # Only rounding can close a ring, among clusters all equally far apart. Go back to
            # where it began: the next step from there is strictly shorter, so this always ends.
            del chain[chain.index(nearest) + 1 :]
        else:
            chain.append(nearest)


def _squares_from(clusters: _Clusters, slot: int) -> NDArray[np.float64]:
    apart = clusters.centres - clusters.centres[:, slot, None]
    apart *= apart
    own = clusters.weights[slot]
    # As s*((v*w)/(v+w)) both directions give the same bits; as (s*v*w)/(v+w) they would not, and
    # two clusters could each miss that the other is nearest.
    factors = (own * clusters.weights) / (own + clusters.weights)
    squares: NDArray[np.float64] = apart.sum(axis=0) * factors
    squares[slot] = np.inf
    return squares


def _joined(clusters: _Clusters, first: int, second: int, *, node: int) -> _Clusters:
    sums = np.delete(clusters.sums, second, axis=1)
    centres = np.delete(clusters.centres, second, axis=1)
    weights = np.delete(clusters.weights, second)
    nodes = np.delete(clusters.nodes, second)
    sums[:, first] += clusters.sums[:, second]
    weights[first] += clusters.weights[second]
    # From sums rather than from two centres: exact for whole numbers, so real ties stay ties.
    centres[:, first] = sums[:, first] / weights[first]
    nodes[first] = node
    return _Clusters(sums, centres, weights, nodes)


def _lowest_first(pairs: NDArray[np.int64], squares: NDArray[np.float64]) -> Merges:
    count = len(squares) + 1
    heights = np.sqrt(2 * squares)
    compiled_if_many(lift_parents, count)(pairs, heights)
    order = np.argsort(heights, kind="stable")
    renumbered = np.arange(2 * count - 1)
    renumbered[count + order] = np.arange(count, 2 * count - 1)
    return np.sort(renumbered[pairs[order]], axis=1), heights[order]


def lift_parents(pairs: NDArray[np.int64], heights: NDArray[np.float64]) -> None:
    """Rounding may put a parent one bit below its child; the child must still come first."""
    count = len(heights) + 1
    for merge in range(len(heights)):
        for child in pairs[merge]:
            if child >= count:
                heights[merge] = max(heights[merge], heights[child - count])
