"""How many clusters there are: silhouettes and the gap statistic, for each k that is considered."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from theodolite.survey.clustering.distances import coordinates
from theodolite.survey.clustering.linkages import merges_by
from theodolite.survey.clustering.tree import Tree, cut_points

_MOST_MEASURED = 2_000
_MOST_REFERENCE_ROWS = 5_000


@dataclass(frozen=True, slots=True, eq=False)
class Gaps:
    """The gap statistic for each k, with the standard error of its reference."""

    gaps: NDArray[np.float64]
    errors: NDArray[np.float64]


def silhouettes(tree: Tree, ks: Sequence[int], *, smallest: int = 0) -> NDArray[np.float64]:
    """The mean silhouette width (Rousseeuw 1987) of the rows for each k; 0 for a single cluster.

    A row's width compares its mean distance to its own cluster with that to the nearest other:
    1 is apart, 0 on the border, below 0 misplaced. Rows count with their weights; one alone in
    its cluster has width 0. Of more than 2,000 different rows, evenly spaced ones are measured.
    Clusters of fewer than `smallest` rows are left out; where that leaves none it is NaN.
    """
    from scipy.spatial.distance import cdist

    places = coordinates(tree.points, tree.distance)
    weights = tree.weights * (tree.counts.sum() / tree.weights.sum())
    measured = np.unique(np.linspace(0, len(places) - 1, _MOST_MEASURED).round().astype(np.int64))
    apart = cdist(places[measured], places)
    means = np.full(len(ks), np.nan)
    for i, k in enumerate(ks):
        cluster = cut_points(tree, k)
        is_counted = np.bincount(cluster, weights=tree.counts)[cluster] >= smallest
        counted = np.where(is_counted, weights, 0.0)[measured]
        if counted.any():
            widths = _widths(apart, weights, cluster, measured) if k > 1 else 0 * counted
            means[i] = np.average(widths, weights=counted)
    return means


def gap_statistic(tree: Tree, ks: Sequence[int], *, references: int = 50, seed: int = 0) -> Gaps:
    """How much tighter k clusters are than in data without any (Tibshirani et al. 2001).

    The references are spread evenly over the box along the principal axes of the rows. The
    tightness of k clusters is read off the tree: half the squared heights below the cut add up to
    the sum of squares within clusters, so this asks for Ward's linkage. References have as many
    rows, at most 5,000.
    """
    places = coordinates(tree.points, tree.distance)
    shares = tree.weights / tree.weights.sum()
    centre = shares @ places
    axes = np.linalg.svd((places - centre) * np.sqrt(shares)[:, None], full_matrices=False)[2]
    turned = (places - centre) @ axes.T
    low, high = turned.min(axis=0), turned.max(axis=0)
    rows = min(len(tree.leaf_of_row), _MOST_REFERENCE_ROWS)
    chance = np.random.default_rng(seed)
    expected = np.empty((references, len(ks)))
    for reference in range(references):
        drawn = chance.uniform(low, high, (rows, len(low)))
        _, heights = merges_by("ward", drawn, np.ones(rows), trees=references)
        expected[reference] = _log_within(heights, rows, ks)
    own = _log_within(tree.heights, float(tree.weights.sum()), ks)
    errors = expected.std(axis=0) * np.sqrt(1 + 1 / references)
    return Gaps(expected.mean(axis=0) - own, errors)


def _widths(
    apart: NDArray[np.float64],
    weights: NDArray[np.float64],
    cluster: NDArray[np.int64],
    measured: NDArray[np.int64],
) -> NDArray[np.float64]:
    shares = np.eye(int(cluster.max()) + 1)[cluster] * weights[:, None]
    sums, sizes = apart @ shares, shares.sum(axis=0)
    own = (np.arange(len(measured)), cluster[measured])
    others = sizes[own[1]] - 1
    within = sums[own] / np.where(others > 0, others, 1)
    means = sums / sizes
    means[own] = np.inf
    nearest = means.min(axis=1)
    greater = np.maximum(within, nearest)
    is_known = (others > 0) & (greater > 0)
    return np.where(is_known, (nearest - within) / np.where(greater > 0, greater, 1), 0.0)


def _log_within(
    heights: NDArray[np.float64], weight: float, ks: Sequence[int]
) -> NDArray[np.float64]:
    """The logarithm of the mean square within k clusters, for each k."""
    within = np.concatenate([[0.0], np.cumsum(heights**2) / 2])
    left = np.array([within[max(0, len(heights) + 1 - k)] for k in ks])
    logarithms: NDArray[np.float64] = np.log(np.maximum(left, 1e-300) / weight)
    return logarithms
