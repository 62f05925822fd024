"""A tree of the columns, so that activities done by the same people stand together."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from theodolite.evidence.pictures import Dendrogram
from theodolite.survey.clustering.collapsing import collapse
from theodolite.survey.clustering.drawing import drawing_order, laid_out
from theodolite.survey.clustering.linkages import Linkage, merges_by


@dataclass(frozen=True, slots=True, eq=False)
class ColumnTree:
    """Column numbers from left to right, and the dendrogram that stands above them."""

    order: NDArray[np.int64]
    dendrogram: Dendrogram


def column_tree(
    rows: ArrayLike, *, weights: ArrayLike | None = None, linkage: Linkage = "ward"
) -> ColumnTree:
    """Join columns by the Euclidean distance between them over all rows, whatever their order.

    Each different row counts with its weight, once and in a fixed order. Columns are never
    collapsed: identical ones each keep their own place. At each merge the branch with the larger
    mean stands left; equal ones stay in the order given.

    >>> column_tree([[0.0, 60.0, 40.0], [10.0, 50.0, 40.0]]).order.tolist()
    [1, 2, 0]
    """
    collapsed = collapse(rows, weights, "euclidean")
    columns = (collapsed.points * np.sqrt(collapsed.weights)[:, None]).T
    once_each = np.ones(len(columns))
    merges, heights = merges_by(linkage, columns, once_each)
    totals = (collapsed.points * collapsed.weights[:, None]).sum(axis=0)
    order = drawing_order(merges, totals[:, None], once_each)
    return ColumnTree(order, laid_out(merges, heights, order, np.ones(len(order), dtype=np.int64)))
