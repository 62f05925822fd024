"""Whether another way of measuring distance would have given other segments."""

from typing import get_args

import numpy as np

from theodolite.survey.clustering.distances import Distance
from theodolite.survey.clustering.growing import grow_tree
from theodolite.survey.clustering.rand_index import adjusted_rand
from theodolite.survey.clustering.refusals import CannotCluster, TooManySegments
from theodolite.survey.clustering.tree import Tree, cut


def distance_sensitivity(tree: Tree, k: int) -> dict[Distance, float | None]:
    """The adjusted Rand index between the k clusters of a tree and those by every other distance.

    None where the other distance does not fit the values (it needs shares) or tells fewer than k
    rows apart.
    """
    others = [name for name in get_args(Distance) if name != tree.distance]
    return {name: _agreement(tree, k, name) for name in others}


def _agreement(tree: Tree, k: int, distance: Distance) -> float | None:
    try:
        other = grow_tree(
            tree.points, weights=tree.weights, linkage=tree.linkage, distance=distance
        )
        found = cut(other, k)
    except (CannotCluster, TooManySegments):
        return None
    own = np.empty(len(tree.weights), dtype=np.int64)
    own[tree.leaf_of_row] = cut(tree, k)
    return adjusted_rand(own, found, tree.counts)
