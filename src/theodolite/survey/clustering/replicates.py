"""Trees of respondents drawn again by chance, and what they say of the clusters found.

Importing it loads numba.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from theodolite.survey.clustering.chain_search import advanced, begun
from theodolite.survey.clustering.compiling import compiled
from theodolite.survey.clustering.dense_search import dense_merges

_DENSE_BELOW = 2_000


class Cuts(NamedTuple):
    """For each number of clusters in `ks`, the cluster of each point, from 0."""

    ks: NDArray[np.int64]
    clusters: NDArray[np.int64]


class Tally(NamedTuple):
    """What replicates say.

    `jaccard` (replicates × cuts × clusters) is each cluster's likeness to the most similar one of
    the replicate; `votes` (cuts × points × clusters) adds up how much of each point's drawn weight
    landed in a cluster that is mostly the one named.
    """

    jaccard: NDArray[np.float64]
    votes: NDArray[np.float64]


@compiled
def tally(places: NDArray[np.float64], drawn: NDArray[np.float64], cuts: Cuts, to: Tally) -> None:
    """Grow a tree for each line of drawn weights, and compare its cuts with those given."""
    for replicate in range(len(drawn)):
        points = np.flatnonzero(drawn[replicate])
        weights = drawn[replicate][points]
        pairs, squares = drawn_merges(places[points], weights)
        ranks = _ranks(pairs, squares)
        for cut in range(len(cuts.ks)):
            k = min(cuts.ks[cut], len(points))
            found = _clusters(pairs, ranks, k)
            shared = np.zeros((cuts.ks[cut], k))
            for i in range(len(points)):
                shared[cuts.clusters[cut, points[i]], found[i]] += weights[i]
            _compare(shared, to.jaccard[replicate, cut])
            for cluster in range(k):
                mostly = np.argmax(shared[:, cluster])
                for i in range(len(points)):
                    if found[i] == cluster:
                        to.votes[cut, points[i], mostly] += weights[i]


@compiled
def drawn_merges(
    places: NDArray[np.float64], weights: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Pairs of nodes and half their squared heights, few points looked at all, many in boxes."""
    if len(weights) >= _DENSE_BELOW:
        merged = advanced(begun(places, weights), len(weights) - 1).merged
        return merged.pairs, merged.squares
    pairs, squares = np.empty((len(weights) - 1, 2), np.int64), np.empty(len(weights) - 1)
    dense_merges(places, weights, pairs, squares)
    return pairs, squares


@compiled
def _ranks(pairs: NDArray[np.int64], squares: NDArray[np.float64]) -> NDArray[np.int64]:
    """How many merges are at least as high as each, itself included; children come after."""
    points = len(pairs) + 1
    for merge in range(points - 1):
        for child in pairs[merge]:
            if child >= points:
                squares[merge] = max(squares[merge], squares[child - points])
    ranks = np.empty(points - 1, np.int64)
    ranks[np.argsort(squares, kind="mergesort")] = np.arange(points - 1, 0, -1)
    return ranks


@compiled
def _clusters(pairs: NDArray[np.int64], ranks: NDArray[np.int64], k: int) -> NDArray[np.int64]:
    """The cluster of each point, from 0, when the k − 1 highest merges are undone."""
    points = len(pairs) + 1
    cluster = np.zeros(2 * points - 1, np.int64)
    named = 0
    for merge in range(points - 2, -1, -1):
        for child in pairs[merge]:
            is_apart = ranks[merge] < k
            is_whole = child < points or ranks[child - points] >= k
            if is_apart and is_whole:
                cluster[child] = named
                named += 1
            elif not is_apart:
                cluster[child] = cluster[points + merge]
    return cluster[:points]


@compiled
def _compare(shared: NDArray[np.float64], jaccard: NDArray[np.float64]) -> None:
    """The greatest Jaccard coefficient of each cluster (row) with any found (column)."""
    for cluster in range(len(shared)):
        own = shared[cluster].sum()
        for found in range(shared.shape[1]):
            both = shared[cluster, found]
            either = own + shared[:, found].sum() - both
            if both > 0:
                jaccard[cluster] = max(jaccard[cluster], both / either)
