"""From rows and weights to a tree."""

from numpy.typing import ArrayLike

from theodolite.survey.clustering.collapsing import collapse
from theodolite.survey.clustering.compiling import Progress
from theodolite.survey.clustering.distances import Distance
from theodolite.survey.clustering.linkages import Linkage, merges_by
from theodolite.survey.clustering.tree import Tree


def grow_tree(
    rows: ArrayLike,
    *,
    weights: ArrayLike | None = None,
    linkage: Linkage = "ward",
    distance: Distance = "euclidean",
    progress: Progress | None = None,
) -> Tree:
    """Join respondents, most alike first, into a tree that does not depend on their order.

    Rows are sorted and equal ones collapsed into weighted points before anything is compared, so
    shuffling the input changes nothing, not even the last bit (ties are common where answers come
    in steps of 5 %, and other programs settle them by the order of the rows). A row of weight 2
    counts as two equal rows. Ward takes any weights; average linkage whole ones only; complete
    and single linkage are the same with any weights.

    A Ward tree of many different rows takes seconds: `progress` is told how much is done, and the
    work can be interrupted meanwhile.

    >>> tree = grow_tree([[0.0], [1.0], [5.0], [1.0]])
    >>> tree.weights.tolist(), tree.heights.round(3).tolist()
    ([1.0, 2.0, 1.0], [1.155, 5.307])
    """
    collapsed = collapse(rows, weights, distance)
    merges, heights = merges_by(linkage, collapsed.places, collapsed.weights, progress=progress)
    return Tree(
        points=collapsed.points,
        weights=collapsed.weights,
        leaf_of_row=collapsed.leaf_of_row,
        counts=collapsed.counts,
        merges=merges,
        heights=heights,
        linkage=linkage,
        distance=distance,
    )
