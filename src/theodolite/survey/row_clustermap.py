"""The clustermap of any table: as many lines as can be told apart, rows averaged within them."""

from collections.abc import Sequence
from hashlib import sha256
from importlib.metadata import version

import numpy as np
from numpy.typing import NDArray

from theodolite.evidence.estimate import Estimate, count_of, mean_of
from theodolite.evidence.pictures import Clustermap, Strip
from theodolite.evidence.source_note import SourceNote
from theodolite.survey.clustered import Clustered
from theodolite.survey.clustering import column_tree, cut_height, seen_lines

MOST_LINES = 1_000
"""A printed line of 0.14 mm; more would be smaller than a pixel."""


def row_clustermap(found: Clustered, columns: Sequence[str], *, data: str = "") -> Clustermap:
    """Lay out clustered rows in tree order against the columns they were clustered by.

    `data` is the SHA-256 of the file the rows came from. The figure tells exact sizes, and single
    rows where there are few: it is for inside use.
    """
    k, rows = len(found.sizes), len(found.tree.leaf_of_row)
    lines = seen_lines(found.tree, k, most=MOST_LINES)
    across = column_tree(found.tree.points, weights=found.tree.counts)
    asked = f"{list(columns)} {k} {found.tree.linkage} {found.tree.distance}"
    names = tuple(f"Cluster {number}" for number in range(1, k + 1))
    return Clustermap(
        code="clustermap",
        title=f"{rows:,} rows in {k} clusters by {found.tree.linkage} linkage",
        columns=tuple(columns[i] for i in across.order),
        values=lines.values[:, across.order],
        segments=Strip("Cluster", names, lines.clusters),
        strips=(),
        row_tree=lines.tree,
        column_tree=across.dendrogram,
        cut_height=cut_height(found.tree, k),
        unit="value",
        source=SourceNote(data, sha256(asked.encode()).hexdigest(), version("theodolite")),
        respondents=count_of(rows),
        segment_sizes=tuple(count_of(size) for size in found.sizes),
        segment_means=tuple(_means(found, number, across.order) for number in range(1, k + 1)),
        respondents_per_line=lines.rows_each,
    )


def _means(found: Clustered, number: int, order: NDArray[np.int64]) -> tuple[Estimate, ...]:
    """The mean of one cluster in every column, from the different rows and how often each is."""
    tree, size = found.tree, found.sizes[number - 1]
    leaves = np.unique(tree.leaf_of_row[found.membership[found.membership > 0] == number])
    means = tree.counts[leaves] @ tree.points[leaves] / size
    return tuple(mean_of(float(means[i]), size) for i in order)
