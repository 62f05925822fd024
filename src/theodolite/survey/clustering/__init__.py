"""Trees of respondents that depend on their answers only, never on their order."""

from theodolite.survey.clustering.choosing_k import Gaps, gap_statistic, silhouettes
from theodolite.survey.clustering.column_support import column_support
from theodolite.survey.clustering.columns import ColumnTree, column_tree
from theodolite.survey.clustering.compiling import Progress
from theodolite.survey.clustering.distances import Distance, coordinates
from theodolite.survey.clustering.growing import grow_tree
from theodolite.survey.clustering.linkages import Linkage
from theodolite.survey.clustering.rand_index import adjusted_rand
from theodolite.survey.clustering.refusals import (
    CannotCluster,
    TooFewSegments,
    TooManySegments,
)
from theodolite.survey.clustering.seen_lines import SeenLines, seen_lines
from theodolite.survey.clustering.sensitivity import distance_sensitivity
from theodolite.survey.clustering.stability import Stability, bootstrap
from theodolite.survey.clustering.ties import TieAudit, TiesAt, audit_ties
from theodolite.survey.clustering.tree import (
    Tree,
    cut,
    cut_height,
    dendrogram,
    heights_of_rows,
    leaf_order,
    row_order,
)

__all__ = [
    "CannotCluster",
    "ColumnTree",
    "Distance",
    "Gaps",
    "Linkage",
    "Progress",
    "SeenLines",
    "Stability",
    "TieAudit",
    "TiesAt",
    "TooFewSegments",
    "TooManySegments",
    "Tree",
    "adjusted_rand",
    "audit_ties",
    "bootstrap",
    "column_support",
    "column_tree",
    "coordinates",
    "cut",
    "cut_height",
    "dendrogram",
    "distance_sensitivity",
    "gap_statistic",
    "grow_tree",
    "heights_of_rows",
    "leaf_order",
    "row_order",
    "seen_lines",
    "silhouettes",
]
