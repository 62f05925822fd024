"""The clustermap as evidence: respondents in tree order, averaged where one must not show."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from theodolite.evidence.estimate import Estimate, count_of, mean_of
from theodolite.evidence.pictures import Clustermap, Dendrogram, Strip
from theodolite.survey.clustering import (
    column_tree,
    cut_height,
    dendrogram,
    leaf_order,
    row_order,
)
from theodolite.survey.sample import SEGMENT, Groups, Sample
from theodolite.survey.segments import Segments

RESPONDENTS_PER_LINE = 10
"""About how many respondents a line stands for where single ones must not be shown."""


@dataclass(frozen=True)
class _Lines:
    """The lines of the picture from top to bottom, and what can be drawn beside them."""

    values: NDArray[np.float64]
    segment: NDArray[np.int64]
    strips: tuple[Strip, ...] = ()
    tree: Dendrogram | None = None
    cut_height: float | None = None
    respondents_each: int = 1


def clustermap(sample: Sample, strips: tuple[str, ...]) -> Clustermap:
    """Lay out the clustering: one line a respondent for inside use, averaged lines otherwise."""
    segments = sample.segments
    assert segments is not None, "a clustermap shows segments that were found"
    question = sample.answers.questionnaire.question(segments.settings.question)
    rows = sample.answers.frame.select(question.fields()).to_numpy()[segments.clustered]
    rows = rows.astype(np.float64)
    groups = [sample.groups(code, where="strips") for code in strips]
    lines = (
        _single_lines(segments, rows, groups)
        if sample.profile.is_inside_use
        else _averaged_lines(sample, segments, rows)
    )
    # From the lines that are shown, so that the columns' tree tells no more than they do.
    columns = column_tree(lines.values) if len(lines.values) else None
    order = columns.order if columns else np.arange(rows.shape[1])
    labels = question.field_labels()
    return Clustermap(
        code="clustermap",
        title=f"Respondents grouped by their answers to: {question.text}",
        columns=tuple(labels[i] for i in order),
        values=lines.values[:, order],
        segments=Strip("Segment", segments.names, lines.segment),
        strips=lines.strips,
        row_tree=lines.tree,
        column_tree=columns.dendrogram if columns else None,
        cut_height=lines.cut_height,
        unit="percent" if question.kind == "share" else question.unit or "points",
        source=sample.note(question.code, *strips),
        respondents=sample.count(segments.clustered),
        segment_sizes=tuple(
            sample.count(segments.membership == i) for i in range(len(segments.names))
        ),
        segment_means=tuple(
            tuple(_mean(sample, question.fields()[i], members) for i in order)
            for members in sample.groups(SEGMENT).members()
        ),
        respondents_per_line=lines.respondents_each,
    )


def _mean(sample: Sample, field: str, members: NDArray[np.bool_]) -> Estimate:
    """A mean without its base, since the size of a segment may still have to be hidden."""
    return replace(sample.mean(sample.numbers(field), members), base=None)


def _single_lines(segments: Segments, rows: NDArray[np.float64], groups: list[Groups]) -> _Lines:
    order = _drawn_order(segments, [one.codes[segments.clustered] for one in groups])
    return _Lines(
        values=rows[order],
        segment=segments.membership[segments.clustered][order],
        strips=tuple(
            Strip(one.title, one.labels, one.codes[segments.clustered][order]) for one in groups
        ),
        tree=dendrogram(segments.tree),
        cut_height=cut_height(segments.tree, segments.settings.k),
    )


def _drawn_order(segments: Segments, codes: list[NDArray[np.int64]]) -> NDArray[np.int64]:
    """Rows from top to bottom; strips order those with equal answers, not how they came."""
    place = np.argsort(leaf_order(segments.tree))
    return np.lexsort((*codes[::-1], place[segments.tree.leaf_of_row]))


def _averaged_lines(sample: Sample, segments: Segments, rows: NDArray[np.float64]) -> _Lines:
    """Neighbours in the tree, averaged within their segment; too small a segment has no line."""
    order = row_order(segments.tree)
    membership = segments.membership[segments.clustered][order]
    values, segment = [], []
    for i in range(len(segments.names)):
        members = order[membership == i]
        for chunk in _chunks(sample, members):
            values.append([_line_mean(sample, column) for column in rows[chunk].T])
            segment.append(i)
    return _Lines(
        values=np.array(values).reshape(len(values), rows.shape[1]),
        segment=np.array(segment, dtype=np.int64),
        respondents_each=RESPONDENTS_PER_LINE,
    )


def _line_mean(sample: Sample, answers: NDArray[np.float64]) -> float:
    shown = sample.profile.protect(mean_of(float(answers.mean()), len(answers))).value
    assert shown is not None, "a line stands for as many respondents as may be shown"
    return shown


def _chunks(sample: Sample, members: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """Runs of respondents, as many as the size that may be shown allows (so it tells no more)."""
    size = sample.profile.protect(count_of(len(members))).count
    if not size:
        return []
    return np.array_split(members, max(1, size // RESPONDENTS_PER_LINE))
