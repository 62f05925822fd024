"""A tree of any size as the lines of a picture: rows averaged, branches too small left out."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from theodolite.evidence.pictures import Dendrogram
from theodolite.survey.clustering.compiling import compiled_if_many
from theodolite.survey.clustering.tree import Tree, cut_points, dendrogram, leaf_order


@dataclass(frozen=True, slots=True, eq=False)
class SeenLines:
    """The lines from top to bottom: their mean rows, their clusters, and the tree over them.

    `rows_each` is about how many rows a line stands for: 1 where there is a line for each.
    """

    values: NDArray[np.float64]
    clusters: NDArray[np.int64]
    tree: Dendrogram
    rows_each: int


def seen_lines(tree: Tree, k: int, *, most: int) -> SeenLines:
    """Put neighbours of a tree together into at most about `most` lines, each within one cluster.

    A cluster has as many lines as its share of the rows, but at least one. The tree over the lines
    keeps every merge that joins rows of different lines, at its height; merges within a line are
    too small to be seen, and equal rows on several lines are one leaf.
    """
    order, clusters = leaf_order(tree), cut_points(tree, k)
    ends = np.cumsum(tree.counts[order])
    rows_each = -(-int(ends[-1]) // most)
    edges = _edges(np.bincount(clusters, weights=tree.counts).tolist(), rows_each)
    first_of_line = np.searchsorted(ends, edges[:-1], side="right")
    return SeenLines(
        values=_means(tree.points[order], tree.counts[order], edges),
        clusters=clusters[order][first_of_line],
        tree=_tree_of_lines(dendrogram(tree), ends, edges),
        rows_each=rows_each,
    )


def _edges(sizes: list[float], rows_each: int) -> NDArray[np.int64]:
    """Where lines begin and the last one ends, in rows from the top."""
    edges = [np.zeros(1)]
    for size in sizes:
        lines = max(1, round(size / rows_each))
        edges.append(edges[-1][-1] + np.round(np.arange(1, lines + 1) * size / lines))
    return np.concatenate(edges).astype(np.int64)


def _means(
    points: NDArray[np.float64], counts: NDArray[np.int64], edges: NDArray[np.int64]
) -> NDArray[np.float64]:
    """The mean row between edges, where a point may reach over several lines."""
    begins = np.concatenate([[0], np.cumsum(counts)])
    sums = np.concatenate([np.zeros((1, points.shape[1])), np.cumsum(points * counts[:, None], 0)])
    at = np.minimum(np.searchsorted(begins, edges, side="right") - 1, len(points) - 1)
    up_to = sums[at] + points[at] * (edges - begins[at])[:, None]
    means: NDArray[np.float64] = np.diff(up_to, axis=0) / np.diff(edges)[:, None]
    return means


def _tree_of_lines(
    drawn: Dendrogram, ends: NDArray[np.int64], edges: NDArray[np.int64]
) -> Dendrogram:
    """The merges that join neighbouring lines: between neighbours there is always exactly one."""
    points = len(ends)
    earliest = np.arange(2 * points - 1)
    compiled_if_many(_find_earliest, points)(drawn.merges, earliest)
    merge_before = np.full(points, -1)
    merge_before[earliest[drawn.merges[:, 1]]] = np.arange(points - 1)
    inner = edges[1:-1]
    point = np.searchsorted(ends, inner, side="right")
    between = np.where(ends[point - 1] == inner, merge_before[point], -1)
    sizes = np.diff(np.concatenate([[0], np.flatnonzero(between >= 0) + 1, [len(edges) - 1]]))
    kept = between[between >= 0]
    return Dendrogram(_joined_in_order(kept), drawn.heights[np.sort(kept)], sizes)


def _find_earliest(merges: NDArray[np.int64], earliest: NDArray[np.int64]) -> None:
    count = len(merges) + 1
    for merge in range(count - 1):
        earliest[count + merge] = earliest[merges[merge, 0]]


def _joined_in_order(between: NDArray[np.int64]) -> NDArray[np.int64]:
    """Pairs of nodes when the boundaries between neighbouring leaves go, lowest merge first."""
    count = len(between) + 1
    begins, ends = list(range(count)), list(range(count))
    node_from, node_to = list(range(count)), list(range(count))
    pairs = np.empty((count - 1, 2), dtype=np.int64)
    for merge, boundary in enumerate(np.argsort(between).tolist()):
        upper, lower = node_to[boundary], node_from[boundary + 1]
        pairs[merge] = upper, lower
        begins.append(begins[upper])
        ends.append(ends[lower])
        node_from[begins[-1]] = node_to[ends[-1]] = count + merge
    return pairs
