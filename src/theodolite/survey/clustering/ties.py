"""How much a tree owes to chance: its ties broken at random, again and again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from theodolite.survey.clustering.distances import coordinates
from theodolite.survey.clustering.linkages import merges_by
from theodolite.survey.clustering.rand_index import adjusted_rand, shared_counts
from theodolite.survey.clustering.tree import Tree, cut_points

# Of the range of the values: far above rounding, far below any difference that means something.
_NUDGE = 1e-11


@dataclass(frozen=True, slots=True, eq=False)
class TiesAt:
    """What ties do to a cut into k clusters.

    `lowest` and `median` are adjusted Rand indices between the segments shown and those of other
    tie-breaks; `moved` counts the rebuilds that put anyone elsewhere; `unstable` marks each input
    row that changes its cluster in any of them.
    """

    k: int
    lowest: float
    median: float
    moved: int
    unstable: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class TieAudit:
    """The effect of ties for each number of clusters, from so many rebuilds."""

    rebuilds: int
    by_k: tuple[TiesAt, ...]


def audit_ties(
    tree: Tree,
    ks: Sequence[int],
    *,
    rebuilds: int = 100,
    seed: int = 0,
    together: Sequence[int] = (),
) -> TieAudit:
    """Rebuild a tree under random tie-breaks and say which rows change their cluster.

    Before each rebuild every different row is moved by a hundred-billionth of the range, in a
    direction of its own: that decides every tie at random, also one that rounding hides, and
    nothing else. Clusters of a rebuilt tree are matched to those of the tree so that they share
    the most rows. `together` gives for each cluster, in order, the segment it is reported in; only
    a change of segment counts then.
    """
    shown = {k: cut_points(tree, k) for k in ks}
    groups = {k: np.asarray(together or range(k)) for k in ks}
    unstable = {k: np.zeros(len(tree.weights), dtype=bool) for k in ks}
    agreement: dict[int, list[float]] = {k: [] for k in ks}
    for merges in _rebuilt(tree, rebuilds, seed):
        for k in ks:
            found = groups[k][_matched(shown[k], cut_points(tree, k, merges), tree.counts)]
            own = groups[k][shown[k]]
            unstable[k] |= found != own
            agreement[k].append(adjusted_rand(own, found, tree.counts))
    return TieAudit(
        rebuilds,
        tuple(
            TiesAt(
                k=k,
                lowest=float(np.min(agreement[k])),
                median=float(np.median(agreement[k])),
                moved=int(np.sum(np.array(agreement[k]) < 1)),
                unstable=unstable[k][tree.leaf_of_row],
            )
            for k in ks
        ),
    )


def _rebuilt(tree: Tree, rebuilds: int, seed: int) -> Iterator[NDArray[np.int64]]:
    chance = np.random.default_rng(seed)
    places = coordinates(tree.points, tree.distance)
    reach = _NUDGE * float(np.ptp(places, axis=0).max())
    for _ in range(rebuilds):
        nudged = places + chance.uniform(-reach, reach, places.shape)
        merges, _ = merges_by(tree.linkage, nudged, tree.weights, trees=rebuilds)
        yield merges


def _matched(
    shown: NDArray[np.int64], found: NDArray[np.int64], counts: NDArray[np.int64]
) -> NDArray[np.int64]:
    """The clusters found, under the numbers of those shown that they share the most rows with."""
    from scipy.optimize import linear_sum_assignment

    numbers, partners = linear_sum_assignment(-shared_counts(shown, found, counts))
    renamed = np.empty(len(numbers), dtype=np.int64)
    renamed[partners] = numbers
    return renamed[found]
