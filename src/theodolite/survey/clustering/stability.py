"""Would other respondents have given the same segments? The bootstrap's answer, for each k."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from theodolite.survey.clustering.compiling import Progress
from theodolite.survey.clustering.distances import coordinates
from theodolite.survey.clustering.refusals import CannotCluster
from theodolite.survey.clustering.tree import Tree, cut_points

_NUMBERS_AT_ONCE = 4_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Stability:
    """How firm the k clusters of a tree are when respondents are drawn again.

    `jaccard` has for each cluster, from the top of the tree, its mean Jaccard coefficient with the
    most similar cluster of each replicate (Hennig 2007): above 0.85 it is very stable, from 0.75
    it is a valid pattern, below 0.6 it should not be trusted. `membership` (rows × k) has for each
    input row the share of its draws in which it landed in each cluster.
    """

    k: int
    jaccard: NDArray[np.float64]
    membership: NDArray[np.float64]


def bootstrap(
    tree: Tree,
    ks: Sequence[int],
    *,
    replicates: int = 1_000,
    seed: int = 0,
    progress: Progress | None = None,
) -> tuple[Stability, ...]:
    """Draw as many rows as there are, with replacement, and compare the tree's clusters each time.

    Drawn rows become weights on the tree's points, so a replicate costs no more than the different
    rows it holds, and survey weights are kept (a row counts with the mean weight of its point).
    """
    # Numba pays here even for a hundred respondents: a thousand trees in a moment.
    from theodolite.survey.clustering.replicates import Cuts, Tally, tally

    _check_ward(tree)
    places = np.ascontiguousarray(coordinates(tree.points, tree.distance))
    cuts = Cuts(np.array(ks), np.array([cut_points(tree, k) for k in ks]))
    widest = max(ks)
    votes = np.zeros((len(ks), len(tree.weights), widest))
    sums = np.zeros((len(ks), widest))
    chance = np.random.default_rng(seed)
    at_once = max(1, _NUMBERS_AT_ONCE // len(tree.leaf_of_row))
    for begin in range(0, replicates, at_once):
        some = min(at_once, replicates - begin)
        jaccard = np.zeros((some, len(ks), widest))
        tally(places, _drawn(tree, some, chance), cuts, Tally(jaccard, votes))
        sums += jaccard.sum(axis=0)
        if progress is not None:
            progress((begin + some) / replicates)
    return tuple(
        Stability(k, sums[i, :k] / replicates, _shares(votes[i, :, :k])[tree.leaf_of_row])
        for i, k in enumerate(ks)
    )


def _check_ward(tree: Tree) -> None:
    if tree.linkage != "ward" or len(tree.weights) < 2:
        raise CannotCluster(
            f"Stability was asked of a tree by {tree.linkage} linkage (different rows:"
            f" {len(tree.weights)}), but only Ward's trees of two rows or more are drawn again. Use"
            " ward linkage, or leave the stability out."
        )


def _drawn(tree: Tree, replicates: int, chance: np.random.Generator) -> NDArray[np.float64]:
    """The weight that each point has in each replicate."""
    rows, points = len(tree.leaf_of_row), len(tree.weights)
    # Points in their own order, so that the order of the rows changes no draw.
    point_of_row = np.repeat(np.arange(points), tree.counts)
    leaves = point_of_row[chance.integers(0, rows, (replicates, rows))]
    leaves += points * np.arange(replicates)[:, None]
    times = np.bincount(leaves.ravel(), minlength=replicates * points)
    drawn: NDArray[np.float64] = times.reshape(replicates, points) * (tree.weights / tree.counts)
    return drawn


def _shares(votes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Votes as shares of each point's; NaN for a point that was never drawn."""
    totals = votes.sum(axis=1, keepdims=True)
    shares: NDArray[np.float64] = np.where(
        totals > 0, votes / np.where(totals > 0, totals, 1), np.nan
    )
    return shares
