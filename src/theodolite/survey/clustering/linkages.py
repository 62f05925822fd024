"""Rules for joining clusters: Ward's by our own engine, three others through scipy."""

import math
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from theodolite.settings.errors import unknown_name
from theodolite.survey.clustering.compiling import Progress
from theodolite.survey.clustering.refusals import CannotCluster
from theodolite.survey.clustering.ward import Merges, ward_merges

Linkage = Literal["ward", "average", "complete", "single"]

MOST_ROWS = 20_000


def merges_by(
    linkage: Linkage,
    places: NDArray[np.float64],
    weights: NDArray[np.float64],
    *,
    trees: int = 1,
    progress: Progress | None = None,
) -> Merges:
    """Join different points, already in a fixed order, by the rule named; lowest merge first."""
    if linkage == "ward":
        return ward_merges(places, weights, trees=trees, progress=progress)
    if linkage not in _RULES:
        raise unknown_name("linkage", linkage, get_args(Linkage), where="the clustering")
    return _RULES[linkage](places, weights)


def _complete_merges(places: NDArray[np.float64], _: NDArray[np.float64]) -> Merges:
    # However often a point counts, its farthest pair is as far; so weights change nothing.
    return _scipy_merges(places, "complete")


def _single_merges(places: NDArray[np.float64], _: NDArray[np.float64]) -> Merges:
    # However often a point counts, its nearest pair is as near; so weights change nothing.
    return _scipy_merges(places, "single")


def _average_merges(places: NDArray[np.float64], weights: NDArray[np.float64]) -> Merges:
    # scipy averages over rows, so a point of weight 3 becomes three equal rows; they join at
    # height 0 before anything else, and those merges are then left out.
    copies = _copies(weights)
    rows = np.repeat(places, copies, axis=0)
    pairs, heights = _scipy_merges(rows, "average")
    return _without_copies(pairs, heights, copies)


def _scipy_merges(
    places: NDArray[np.float64], method: Literal["average", "complete", "single"]
) -> Merges:
    from scipy.cluster.hierarchy import linkage

    _check_size(len(places), method)
    if len(places) == 1:
        return np.empty((0, 2), dtype=np.int64), np.empty(0)
    tree = linkage(places, method=method)
    return tree[:, :2].astype(np.int64), np.maximum.accumulate(tree[:, 2])


def _copies(weights: NDArray[np.float64]) -> NDArray[np.int64]:
    for weight in weights[weights != np.round(weights)][:1]:
        raise CannotCluster(
            f"A weight adds up to {weight:g}, but average linkage counts rows and needs whole"
            " numbers. Leave the weights out, or use ward linkage, which takes any weight."
        )
    copies = weights / math.gcd(*(int(weight) for weight in weights))
    _check_size(copies.sum(), "average")
    return copies.astype(np.int64)


def _check_size(rows: float, method: str) -> None:
    if rows > MOST_ROWS:
        raise CannotCluster(
            f"{method.capitalize()} linkage would compare {rows:,.0f} rows pair by pair, and more"
            f" than {MOST_ROWS:,} do not fit in memory. Use ward linkage, which has no such limit."
        )


def _without_copies(
    pairs: NDArray[np.int64], heights: NDArray[np.float64], copies: NDArray[np.int64]
) -> Merges:
    count, rows = len(copies), int(copies.sum())
    spare = rows - count
    point = np.concatenate([np.repeat(np.arange(count), copies), np.empty(spare, dtype=np.int64)])
    for merge, (left, right) in enumerate(pairs[:spare]):
        assert point[left] == point[right], "copies of a point join before anything else"
        point[rows + merge] = point[left]
    renumbered = np.concatenate([point, np.arange(count, 2 * count - 1)])
    return np.sort(renumbered[pairs[spare:]], axis=1), heights[spare:]


_RULES = {
    "average": _average_merges,
    "complete": _complete_merges,
    "single": _single_merges,
}
