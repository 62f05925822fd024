"""How firm the segments are: what ties, chance and the choice of method would change."""

from collections.abc import Iterator

import numpy as np

from theodolite.evidence.estimate import Estimate
from theodolite.evidence.pictures import Curves
from theodolite.evidence.statement import Statement
from theodolite.evidence.table import Block, Row, Table
from theodolite.survey.clustering import (
    column_support,
    column_tree,
    distance_sensitivity,
    gap_statistic,
    silhouettes,
)
from theodolite.survey.findings import Chapter
from theodolite.survey.plan import Plan, StabilityChecks
from theodolite.survey.sample import Sample
from theodolite.survey.segments import Segments

_DISTANCES = {
    "euclidean": "Euclidean distance between the answers",
    "hellinger": "Hellinger distance between the shares",
    "clr": "the distance between log-ratios of the shares",
}


def tie_statement(sample: Sample, segments: Segments) -> Iterator[Statement]:
    """How many respondents owe their segment to the way that equal distances were settled."""
    if segments.ties is None:
        return
    unstable = segments.ties.by_k[0].unstable
    times = f"{segments.ties.rebuilds:,}"
    lead = "Some answers are exactly as far from one group as from another. When such ties are"
    yield Statement(
        code="ties",
        template=(
            f"{lead} settled another way, {{times}} times over, {{moved}} of {{all}} respondents"
            " change segment at least once."
            if unstable.any()
            else f"{lead} settled another way, {{times}} times over, nobody changes segment."
        ),
        source=sample.note(segments.settings.question),
        values={
            "times": times,
            "moved": sample.counted(int(unstable.sum())),
            "all": sample.counted(len(unstable)),
        },
        if_hidden=f"{lead} settled another way, a few respondents change segment.",
    )


def firmness_chapter(sample: Sample, plan: Plan) -> Iterator[Chapter]:
    """Clusters drawn again by chance, for each number of them, and measured in other ways."""
    segments = sample.segments
    if segments is None or plan.stability is None:
        return
    yield Chapter(
        "firmness",
        "How firm the segments are",
        statements=(_come_back(sample, segments), *_other_distances(sample, segments)),
        evidence=(
            _curves(sample, segments, plan.stability),
            _support(sample, segments, plan.stability),
        ),
    )


def _come_back(sample: Sample, segments: Segments) -> Statement:
    k = segments.settings.k
    shown = next(one for one in segments.stability if one.k == k)
    segment_of = {c: one.name for one in segments.decisions for c in one.clusters}
    likeness = [f"{value:.2f}" for value in shown.jaccard]
    listed = "; ".join(f"cluster {c} ({{name{c}}}) {{likeness{c}}}" for c in range(1, k + 1))
    return Statement(
        code="clusters-drawn-again",
        template=(
            "When respondents are drawn again by chance, each cluster comes back this alike, where"
            f" 1 is the same people every time and below 0.6 is not to be relied on: {listed}."
        ),
        source=sample.note(segments.settings.question),
        values={
            **{f"name{c}": segment_of[c] for c in range(1, k + 1)},
            **{f"likeness{c}": value for c, value in enumerate(likeness, start=1)},
        },
    )


def _other_distances(sample: Sample, segments: Segments) -> Iterator[Statement]:
    found = distance_sensitivity(segments.tree, segments.settings.k)
    for distance, agreement in found.items():
        if agreement is not None:
            yield Statement(
                code=f"by-{distance}",
                template=(
                    "Had likeness been measured by {distance}, the clusters would agree with these"
                    " by {agreement}, where 1 is the same clusters and 0 no more than by chance"
                    " (adjusted Rand index)."
                ),
                source=sample.note(segments.settings.question),
                values={"distance": _DISTANCES[distance], "agreement": f"{agreement:.2f}"},
            )


def _curves(sample: Sample, segments: Segments, checks: StabilityChecks) -> Curves:
    ks = [one.k for one in segments.stability]
    gaps = gap_statistic(segments.tree, ks, references=checks.references)
    return Curves(
        code="number-of-clusters",
        title="How firm and how distinct the clusters are, for each number of them",
        along="Number of clusters",
        steps=tuple(str(k) for k in ks),
        curves=(
            (
                "Likeness of the least stable cluster when drawn again",
                _measured(min(one.jaccard) for one in segments.stability),
            ),
            (
                "Mean likeness of the clusters when drawn again",
                _measured(float(np.mean(one.jaccard)) for one in segments.stability),
            ),
            (
                "Distinctness (mean silhouette width)",
                _measured(silhouettes(segments.tree, ks).tolist()),
            ),
            (
                "Tightness beyond data without clusters (gap statistic)",
                _measured(gaps.gaps.tolist()),
            ),
        ),
        source=sample.note(segments.settings.question),
        chosen=ks.index(segments.settings.k),
        notes=(
            f"Likeness is the mean Jaccard coefficient over {checks.replicates:,} draws of as many"
            " respondents, with replacement. Higher is better in every chart; where the charts"
            " disagree, the choice is the analyst's.",
        ),
    )


def _support(sample: Sample, segments: Segments, checks: StabilityChecks) -> Table:
    """For each group of columns in the tree how likely it is to be there beyond this sample."""
    question = sample.answers.questionnaire.question(segments.settings.question)
    labels = question.field_labels()
    rows = segments.tree.points[segments.tree.leaf_of_row]
    tree = column_tree(rows)
    names = [(labels[i],) for i in tree.order]
    support = column_support(
        rows[:, tree.order], tree.dendrogram.merges, replicates=checks.replicates
    )
    lines = []
    for (one, other), value in zip(tree.dendrogram.merges.tolist(), support.tolist(), strict=True):
        names.append((*names[one], *names[other]))
        lines.append(Row(" + ".join(names[-1]), ((*_measured([value]),),)))
    return Table(
        "column-support",
        "How well supported each group in the tree of columns is",
        ("Probability",),
        (Block("Group", tuple(lines[:-1])),),
        sample.note(question.code),
        notes=(
            "Approximately unbiased probability by the multiscale bootstrap (Shimodaira 2004);"
            " groups at 0.95 or more are well supported.",
        ),
    )


def _measured(values: Iterator[float] | list[float]) -> tuple[Estimate, ...]:
    return tuple(Estimate("mean", float(value), decimals=2) for value in values)
