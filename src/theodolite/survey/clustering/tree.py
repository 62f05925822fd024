"""A tree of respondents, and what can be read off it: segments, order, heights, a picture."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from theodolite.evidence.pictures import Dendrogram
from theodolite.survey.clustering.compiling import compiled_if_many
from theodolite.survey.clustering.distances import Distance
from theodolite.survey.clustering.drawing import drawing_order, laid_out
from theodolite.survey.clustering.linkages import Linkage
from theodolite.survey.clustering.refusals import TooFewSegments, TooManySegments


@dataclass(frozen=True, slots=True, eq=False)
class Tree:
    """Different rows as weighted points, and the merges that join them, lowest first.

    `points` (m × columns, ascending, in the units given) have `weights`; `counts` says how many
    input rows each one holds and `leaf_of_row` which point each input row became. Merge i joins
    the nodes `merges[i]` at `heights[i]` into node m+i; nodes below m are points. Apart from
    `leaf_of_row`, every bit depends on the rows and their weights only, never on their order.

    **Drawing order.** A tree does not say which of two branches is drawn above the other, so a
    fixed rule does: at each merge the branch whose weighted mean row is larger in the first column
    is above; if they are equal there, the second column decides, and so on. The means are in the
    units given, whatever the distance. Branches with equal means keep the order of their earliest
    points. Segments are numbered from top to bottom in this order.
    """

    points: NDArray[np.float64]
    weights: NDArray[np.float64]
    leaf_of_row: NDArray[np.int64]
    counts: NDArray[np.int64]
    merges: NDArray[np.int64]
    heights: NDArray[np.float64]
    linkage: Linkage
    distance: Distance


def cut(tree: Tree, k: int) -> NDArray[np.int64]:
    """The segment of each input row, 1 to k from top to bottom, when k branches are left."""
    _check_segments(tree, k)
    branch = _branches(tree.merges, k)
    order = leaf_order(tree)
    begins = np.diff(branch[order], prepend=-1) != 0
    segment = np.empty(len(order), dtype=np.int64)
    segment[order] = np.cumsum(begins)
    return segment[tree.leaf_of_row]


def cut_points(tree: Tree, k: int, merges: NDArray[np.int64] | None = None) -> NDArray[np.int64]:
    """The cluster of each point, numbered from 0 in the order of the tree's segments.

    With other `merges` of the same points, numbers follow the nodes at the top of the branches.
    """
    _check_segments(tree, k)
    if merges is not None:
        return np.unique(_branches(merges, k), return_inverse=True)[1].astype(np.int64)
    numbers = np.empty(len(tree.weights), dtype=np.int64)
    numbers[tree.leaf_of_row] = cut(tree, k) - 1
    return numbers


def cut_height(tree: Tree, k: int) -> float:
    """Where to draw the line that leaves k branches: midway between merges kept and undone.

    With every merge undone the line lies halfway up to the lowest, with none undone a twentieth
    above the highest.
    """
    _check_segments(tree, k)
    heights = np.concatenate([[0.0], tree.heights, 1.1 * tree.heights[-1:]])
    kept = len(tree.weights) - k
    return float(heights[kept : kept + 2].mean())


def leaf_order(tree: Tree) -> NDArray[np.int64]:
    """The points from top to bottom as they are drawn."""
    return drawing_order(tree.merges, tree.points, tree.weights)


def row_order(tree: Tree) -> NDArray[np.int64]:
    """The input rows from top to bottom as they are drawn; equal rows stay as they came."""
    place = np.argsort(leaf_order(tree))
    return np.argsort(place[tree.leaf_of_row], kind="stable")


def heights_of_rows(tree: Tree) -> NDArray[np.float64]:
    """One height for each merge of input rows, equal rows at 0, as other programs list them."""
    equal_rows = len(tree.leaf_of_row) - len(tree.weights)
    return np.concatenate([np.zeros(equal_rows), tree.heights])


def dendrogram(tree: Tree) -> Dendrogram:
    """The tree ready to be drawn, each leaf as many lines high as it holds rows."""
    return laid_out(tree.merges, tree.heights, leaf_order(tree), tree.counts)


def _branches(merges: NDArray[np.int64], k: int) -> NDArray[np.int64]:
    """For each point the node at the top of its branch, when k branches are left."""
    count = len(merges) + 1
    branch = np.arange(2 * count - 1)
    compiled_if_many(_pass_down, count)(merges[: count - k], branch)
    return branch[:count]


def _pass_down(merges: NDArray[np.int64], branch: NDArray[np.int64]) -> None:
    """Tell every node below the cut which branch it belongs to, from the top downwards."""
    count = (len(branch) + 1) // 2
    for merge in range(len(merges) - 1, -1, -1):
        branch[merges[merge, 0]] = branch[count + merge]
        branch[merges[merge, 1]] = branch[count + merge]


def _check_segments(tree: Tree, k: int) -> None:
    rows, different = len(tree.leaf_of_row), len(tree.weights)
    if k < 1:
        raise TooFewSegments(
            f"k = {k} was asked for, but a tree is cut into at least 1 segment."
            f" Choose k from 1 to {different}."
        )
    if k > different:
        raise TooManySegments(
            f"k = {k} segments were asked for, but the {rows} rows hold only {different} different"
            f" ones, and equal rows always share a segment. Choose k from 1 to {different}, or"
            " cluster by more columns."
        )
