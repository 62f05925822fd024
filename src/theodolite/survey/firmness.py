"""How firm the segments are: what ties, chance and the choice of method would change."""

from collections.abc import Iterable, Iterator

import numpy as np

from theodolite.evidence.estimate import Estimate
from theodolite.evidence.pictures import Curves
from theodolite.evidence.statement import Statement
from theodolite.evidence.table import Block, Row, Table
from theodolite.survey.clustering import (
    column_support,
    column_tree,
    cut,
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


_LEFT_OUT = "Clusters too small to be shown are left out."


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
            f"{lead} settled another way, {{times}} times over, the segment changes at least once"
            " for {moved} of {all} respondents."
            if unstable.any()
            else "Settling equal distances another way, {times} times over, changes nobody's"
            " segment."
        ),
        source=sample.note(segments.settings.question),
        values={
            "times": times,
            "moved": sample.counted(int(unstable.sum())),
            "all": sample.counted(len(unstable)),
        },
        if_hidden=(
            f"{lead} settled another way, the segment changes for a few respondents."
            if unstable.any()
            else "Settling equal distances another way changes nobody's segment."
        ),
    )


def firmness_chapter(sample: Sample, plan: Plan) -> Iterator[Chapter]:
    """Clusters drawn again by chance, for each number of them, and measured in other ways."""
    segments = sample.segments
    if segments is None or plan.stability is None:
        return
    yield Chapter(
        "firmness",
        "How firm the segments are",
        statements=(*_come_back(sample, segments), *_other_distances(sample, segments)),
        evidence=(
            _curves(sample, segments, plan.stability),
            _support(sample, segments, plan.stability),
        ),
    )


def _shown(sample: Sample, segments: Segments, k: int) -> list[int]:
    """Which of k clusters may be spoken of: what is said of a cluster depends on its size."""
    sizes = np.bincount(cut(segments.tree, k), minlength=k + 1)[1:]
    return [c for c, size in enumerate(sizes.tolist()) if sample.counted(size).shown]


def _come_back(sample: Sample, segments: Segments) -> Iterator[Statement]:
    k = segments.settings.k
    found = next(one for one in segments.stability if one.k == k)
    segment_of = {c: one.name for one in segments.decisions for c in one.clusters}
    told = [c + 1 for c in _shown(sample, segments, k)]
    listed = "; ".join(f"cluster {c} ({{name{c}}}) {{likeness{c}}}" for c in told)
    if told:
        yield Statement(
            code="clusters-drawn-again",
            template=(
                "When respondents are drawn again by chance, each cluster comes back this alike,"
                " where 1 is the same people every time and below 0.6 is not to be relied on:"
                f" {listed}.{f' {_LEFT_OUT}' if len(told) < k else ''}"
            ),
            source=sample.note(segments.settings.question),
            values={
                **{f"name{c}": segment_of[c] for c in told},
                **{f"likeness{c}": f"{found.jaccard[c - 1]:.2f}" for c in told},
            },
        )


def _other_distances(sample: Sample, segments: Segments) -> Iterator[Statement]:
    k, tree = segments.settings.k, segments.tree
    found = distance_sensitivity(tree, k, smallest=sample.profile.hide_below)
    is_whole = len(_shown(sample, segments, k)) == k
    for distance, agreement in found.items():
        if agreement is not None:
            yield Statement(
                code=f"by-{distance}",
                template=(
                    "Had likeness been measured by {distance}, the clusters"
                    f"{'' if is_whole else ', without those too small to be shown,'} would agree"
                    " with these by {agreement}, where 1 is the same clusters and 0 no more than"
                    " by chance (adjusted Rand index)."
                ),
                source=sample.note(segments.settings.question),
                # Adding zero turns -0 into 0.
                values={
                    "distance": _DISTANCES[distance],
                    "agreement": f"{round(agreement, 2) + 0:.2f}",
                },
            )


def _curves(sample: Sample, segments: Segments, checks: StabilityChecks) -> Curves:
    ks = [one.k for one in segments.stability]
    shown = {k: _shown(sample, segments, k) for k in ks}
    likeness = [one.jaccard[shown[one.k]] for one in segments.stability]
    is_whole = all(len(those) == k for k, those in shown.items())
    gaps = gap_statistic(segments.tree, ks, references=checks.references)
    return Curves(
        code="number-of-clusters",
        title="How firm and how distinct the clusters are, for each number of them",
        along="Number of clusters",
        steps=tuple(str(k) for k in ks),
        curves=(
            (
                "Likeness of the least stable cluster when drawn again",
                _measured(float(np.min(one)) if one.size else np.nan for one in likeness),
            ),
            (
                "Mean likeness of the clusters when drawn again",
                _measured(float(np.mean(one)) if one.size else np.nan for one in likeness),
            ),
            (
                "Distinctness (mean silhouette width)",
                _measured(
                    silhouettes(segments.tree, ks, smallest=sample.profile.hide_below).tolist()
                ),
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
            *(() if is_whole else (_LEFT_OUT,)),
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


def _measured(values: Iterable[float]) -> tuple[Estimate, ...]:
    """Measures to two decimals, and no more than is printed; hidden where there is none."""
    return tuple(
        Estimate("mean", None, shown=False)
        if np.isnan(value)
        else Estimate("mean", round(float(value), 2), decimals=2)
        for value in values
    )
