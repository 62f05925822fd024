"""Doubts about single values: unreadable, out of range, answered too fast."""

from collections.abc import Iterator

import polars as pl

from theodolite.survey.answers.answers import RESPONDENT, ROW, SECONDS, Answers
from theodolite.survey.plan import QualityChecks
from theodolite.survey.quality.findings import QualityFinding, finding, number
from theodolite.survey.questionnaire import Question


def unreadable(answers: Answers) -> Iterator[QualityFinding]:
    """List the cells that the reader could not read."""
    for cell in answers.unreadable:
        line = {RESPONDENT: cell.respondent, ROW: cell.row}
        detail = f"{cell.value!r} in column {cell.column!r} was not read: expected {cell.expected}."
        yield finding("unreadable", line, cell.question, detail)


def out_of_range(answers: Answers) -> Iterator[QualityFinding]:
    """Doubt shares outside 0 to 100, and numbers and scales outside their bounds."""
    for question in answers.questionnaire.questions:
        low, high = _bounds(question)
        for field, label in zip(question.fields(), question.field_labels(), strict=True):
            outside = pl.lit(value=False)
            outside = outside if low is None else outside | (pl.col(field) < low)
            outside = outside if high is None else outside | (pl.col(field) > high)
            for line in answers.frame.filter(outside).iter_rows(named=True):
                detail = f"{label}: {number(line[field])} is not {_allowed(low, high)}."
                yield finding("out_of_range", line, question.code, detail)


def too_fast(answers: Answers, checks: QualityChecks) -> Iterator[QualityFinding]:
    """Doubt respondents who took less time than a person needs."""
    if SECONDS not in answers.frame.columns:
        return
    hurried = answers.frame.filter(pl.col(SECONDS) < checks.fastest_seconds)
    for line in hurried.iter_rows(named=True):
        detail = (
            f"Answered in {number(line[SECONDS])} seconds;"
            f" under {number(checks.fastest_seconds)} is doubted."
        )
        yield finding("too_fast", line, "", detail)


def _bounds(question: Question) -> tuple[float | None, float | None]:
    if question.kind == "share":
        return 0, 100
    if question.kind in ("scale", "number"):
        return question.low, question.high
    return None, None


def _allowed(low: float | None, high: float | None) -> str:
    if low is None:
        return f"at most {number(high)}"
    return f"at least {number(low)}" if high is None else f"from {number(low)} to {number(high)}"
