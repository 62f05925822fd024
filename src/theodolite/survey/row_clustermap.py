"""The clustermap of any table: as many lines as can be told apart, rows averaged within them."""

from collections.abc import Sequence
from hashlib import sha256
from importlib.metadata import version

from theodolite.evidence.estimate import count_of
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
        respondents_per_line=lines.rows_each,
    )
