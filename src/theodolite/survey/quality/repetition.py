"""Answers that repeat: the same respondent, the same answers, the same number down a grid."""

from collections.abc import Iterator
from typing import Any

import polars as pl

from theodolite.survey.answers.answers import RESPONDENT, ROW, Answers
from theodolite.survey.plan import QualityChecks
from theodolite.survey.quality.findings import QualityFinding, finding, number
from theodolite.survey.quality.routing import answered

LEAST_ANSWERED = 5
"""How many questions two respondents must have answered alike before that looks copied."""


def duplicate_respondents(answers: Answers) -> Iterator[QualityFinding]:
    """Doubt every line but the first of a respondent who is there more than once."""
    lines = answers.frame.select(RESPONDENT, ROW, same=RESPONDENT)
    for first, again in _repeats(lines.drop_nulls()):
        detail = f"Respondent {again[RESPONDENT]!r} is already in row {first[ROW]}."
        yield finding("duplicate_respondent", again, "", detail)


def duplicate_answers(answers: Answers) -> Iterator[QualityFinding]:
    """Doubt respondents who answered everything as someone before them did."""
    questions = answers.questionnaire.questions
    fields = [field for question in questions for field in question.fields()]
    count = pl.sum_horizontal(answered(answers, question) for question in questions)
    lines = answers.frame.select(RESPONDENT, ROW, same=pl.struct(fields), count=count)
    for first, again in _repeats(lines.filter(pl.col("count") >= LEAST_ANSWERED)):
        detail = (
            f"All {again['count']} questions answered were answered as respondent"
            f" {first[RESPONDENT]!r} did in row {first[ROW]}."
        )
        yield finding("duplicate_answers", again, "", detail)


def straight_lines(answers: Answers, checks: QualityChecks) -> Iterator[QualityFinding]:
    """Doubt grids of scales in which one number was given all the way down."""
    for question in answers.questionnaire.questions:
        if question.kind != "scale" or len(question.parts) < 2:
            continue
        parts = list(question.fields())
        count = pl.sum_horizontal(pl.col(parts).is_not_null())
        level = pl.min_horizontal(parts) == pl.max_horizontal(parts)
        straight = level & (count >= max(2, checks.straight_line_parts))
        for line in answers.frame.filter(straight).iter_rows(named=True):
            given = [line[part] for part in parts if line[part] is not None]
            detail = f"All {len(given)} parts answered were given {number(given[0])}."
            yield finding("straight_lining", line, question.code, detail)


def _repeats(lines: pl.DataFrame) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Pairs of the first line, by row of the export, and each later one that is the `same`."""
    repeated = lines.filter(pl.col("same").is_duplicated()).sort(ROW)
    for alike in repeated.partition_by("same", maintain_order=True):
        first, *later = alike.iter_rows(named=True)
        yield from ((first, again) for again in later)
