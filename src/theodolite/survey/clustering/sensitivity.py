"""Whether another way of measuring distance would have given other segments."""

from typing import get_args

import numpy as np

from theodolite.survey.clustering.distances import Distance
from theodolite.survey.clustering.growing import grow_tree
from theodolite.survey.clustering.rand_index import adjusted_rand
from theodolite.survey.clustering.refusals import CannotCluster, TooManySegments
from theodolite.survey.clustering.tree import Tree, cut


def distance_sensitivity(tree: Tree, k: int, *, smallest: int = 0) -> dict[Distance, float | None]:
    """The adjusted Rand index between the k clusters of a tree and those by every other distance.

    None where the other distance does not fit the values (it needs shares) or tells fewer than k
    rows apart. The rows of clusters with fewer than `smallest` are left out; None where that
    leaves fewer than two of several clusters.
    """
    others = [name for name in get_args(Distance) if name != tree.distance]
    return {name: _agreement(tree, k, name, smallest) for name in others}


def _agreement(tree: Tree, k: int, distance: Distance, smallest: int) -> float | None:
    try:
        other = grow_tree(
            tree.points, weights=tree.weights, linkage=tree.linkage, distance=distance
        )
        found = cut(other, k)
    except (CannotCluster, TooManySegments):
        return None
    own = np.empty(len(tree.weights), dtype=np.int64)
    own[tree.leaf_of_row] = cut(tree, k)
    kept = np.bincount(own, weights=tree.counts)[own] >= smallest
    if len(np.unique(own[kept])) < min(k, 2):
        return None
    return adjusted_rand(own[kept], found[kept], tree.counts[kept])
