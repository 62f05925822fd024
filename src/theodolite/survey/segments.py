"""Segments: clusters of respondents that someone looked at, named, and sometimes merged."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from theodolite.settings.errors import UnknownName, UnusableSettings
from theodolite.survey.answers.answers import Answers
from theodolite.survey.clustering import (
    Stability,
    TieAudit,
    Tree,
    audit_ties,
    bootstrap,
    cut,
    grow_tree,
)
from theodolite.survey.errors import NobodyLeft
from theodolite.survey.plan import Clustering, NamedSegment, StabilityChecks

EVERYONE = "All"
"""The heading of the column that counts every respondent, so no segment may be called that."""


@dataclass(frozen=True)
class Segments:
    """The named segments of a set of answers.

    `membership` holds for each respondent an index into `names`, `clusters` the number of the raw
    cluster counted from the top of the tree; both are −1 (and 0) for respondents without a full
    set of answers to cluster by. `clustered` marks the others, in whose order `tree` has its rows.
    `ties` tells, in the same order, whose segment hangs on a tie; `stability` how firm the raw
    clusters are, for each number of them that was considered.
    """

    names: tuple[str, ...]
    membership: NDArray[np.int64]
    clusters: NDArray[np.int64]
    clustered: NDArray[np.bool_]
    tree: Tree
    settings: Clustering
    decisions: tuple[NamedSegment, ...]
    changed: tuple[str, ...] = ()
    ties: TieAudit | None = None
    stability: tuple[Stability, ...] = ()

    def cluster_sizes(self) -> tuple[int, ...]:
        """How many respondents each raw cluster has, from the top of the tree."""
        return tuple(int(size) for size in np.bincount(self.clusters[self.clustered])[1:])


def find_segments(
    answers: Answers,
    settings: Clustering,
    decisions: tuple[NamedSegment, ...] = (),
    checks: StabilityChecks | None = None,
) -> Segments:
    """Cluster respondents by the parts of one question, cut the tree, and replay the naming."""
    rows, clustered = complete_rows(answers, settings.question)
    tree = grow_tree(rows, linkage=settings.linkage, distance=settings.distance)
    found = cut(tree, settings.k)
    named = decisions or _unnamed(settings.k)
    check_decisions(named, settings.k)
    clusters = np.zeros(answers.size, dtype=np.int64)
    clusters[clustered] = found
    sizes = np.bincount(found, minlength=settings.k + 1)[1:]
    return Segments(
        names=tuple(decision.name for decision in named),
        membership=_membership(clusters, named),
        clusters=clusters,
        clustered=clustered,
        tree=tree,
        settings=settings,
        decisions=named,
        changed=tuple(_changed_sizes(named, sizes)),
        ties=_audited(tree, settings, named),
        stability=_drawn_again(tree, settings.k, checks),
    )


def _audited(tree: Tree, settings: Clustering, named: tuple[NamedSegment, ...]) -> TieAudit | None:
    if not settings.tie_rebuilds:
        return None
    together = _membership(np.arange(1, settings.k + 1), named)
    return audit_ties(
        tree, [settings.k], rebuilds=settings.tie_rebuilds, together=together.tolist()
    )


def _drawn_again(tree: Tree, k: int, checks: StabilityChecks | None) -> tuple[Stability, ...]:
    if checks is None:
        return ()
    considered = {k, *range(max(1, checks.from_k), checks.to_k + 1)}
    ks = sorted(one for one in considered if one <= len(tree.weights))
    return bootstrap(tree, ks, replicates=checks.replicates)


def complete_rows(answers: Answers, question: str) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """What those answered who answered every part of the question, and who these are."""
    asked = answers.questionnaire.question(question, where="[clustering]")
    if not asked.parts:
        raise UnusableSettings(
            f"[clustering] wants to group respondents by {question!r}, which has no parts."
            " Choose a question that shares out 100 or rates several things."
        )
    rows = answers.frame.select(asked.fields()).cast(pl.Float64).fill_null(float("nan")).to_numpy()
    complete = ~np.isnan(rows).any(axis=1)
    if not complete.any():
        raise NobodyLeft(
            f"No respondent answered every part of {question!r}, so there is nobody to cluster."
            " Check the columns that the questionnaire gives for it."
        )
    return rows[complete], complete


def _unnamed(k: int) -> tuple[NamedSegment, ...]:
    return tuple(NamedSegment(f"Cluster {number}", (number,)) for number in range(1, k + 1))


def _membership(clusters: NDArray[np.int64], named: tuple[NamedSegment, ...]) -> NDArray[np.int64]:
    segment_of = {number: i for i, one in enumerate(named) for number in one.clusters}
    return np.array([segment_of.get(int(number), -1) for number in clusters], dtype=np.int64)


def check_decisions(named: tuple[NamedSegment, ...], k: int) -> None:
    """Refuse names under which a cluster would be missing, twice, or not told apart."""
    _check_names([decision.name for decision in named])
    for decision in named:
        if not decision.clusters:
            raise UnusableSettings(
                f"Segment {decision.name!r} holds no cluster, so nobody would be in it."
                " List at least one cluster number, or remove the segment."
            )
        beyond = [number for number in decision.clusters if not 1 <= number <= k]
        if beyond:
            raise UnknownName(
                f"Segment {decision.name!r} asks for cluster {beyond[0]}, but the tree is cut into"
                f" {k}. Clusters are numbered 1 to {k} from the top."
            )
    given = sorted(number for decision in named for number in decision.clusters)
    if given != list(range(1, k + 1)):
        raise UnusableSettings(
            f"The segments use the clusters {given}, but each of 1 to {k} must be used once."
            " Name every cluster, merging those that belong together."
        )


def _check_names(names: list[str]) -> None:
    """Names that differ only in capitals or spaces would look the same in print."""
    plain = [" ".join(name.casefold().split()) for name in names]
    for name, alike in zip(names, plain, strict=True):
        if plain.count(alike) > 1:
            raise UnusableSettings(
                f"Two segments are called {name!r}, so nobody could tell them apart."
                " Merge them into one that lists the clusters of both, or rename one."
            )
        if alike == EVERYONE.casefold():
            raise UnusableSettings(
                f"A segment is called {name!r}, as the column that counts every respondent is."
                " Call it what its members do."
            )


def _changed_sizes(named: tuple[NamedSegment, ...], sizes: NDArray[np.int64]) -> list[str]:
    changed = []
    for decision in named:
        now = tuple(int(sizes[number - 1]) for number in decision.clusters)
        if decision.sizes and decision.sizes != now:
            changed.append(
                f"Segment {decision.name!r} was named when its clusters had"
                f" {_listed(decision.sizes)} respondents; they now have {_listed(now)}."
                " Look at the tree again and confirm the name in the plan."
            )
    return changed


def _listed(sizes: tuple[int, ...]) -> str:
    return " and ".join(str(size) for size in sizes)
