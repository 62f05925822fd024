"""Who was asked and who answered: answers to questions not asked, and breaking off."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from theodolite.survey.answers.answers import ROW, Answers
from theodolite.survey.matching import in_words, meets
from theodolite.survey.plan import QualityChecks
from theodolite.survey.quality.findings import QualityFinding, finding, number
from theodolite.survey.questionnaire import Question


def skip_violations(answers: Answers) -> Iterator[QualityFinding]:
    """Doubt answers to questions that the routing did not ask."""
    for question in answers.questionnaire.questions:
        if question.asked_if is None:
            continue
        strayed = answered(answers, question) & ~_asked(answers, question)
        for line in answers.frame.filter(strayed).iter_rows(named=True):
            detail = (
                f"Answered {_said(line, question)},"
                f" although it is asked only where {in_words(question.asked_if)}."
            )
            yield finding("skip_violation", line, question.code, detail)


def breaks_off(answers: Answers, checks: QualityChecks) -> Iterator[QualityFinding]:
    """Doubt respondents who answered nothing from some question on."""
    questions = answers.questionnaire.questions
    has_answered = _columns([answered(answers, question) for question in questions])
    was_asked = _columns([_asked(answers, question) for question in questions])
    after_last = np.cumsum(has_answered[:, ::-1], axis=1)[:, ::-1] == 0
    tail = was_asked & after_last
    share = tail.sum(axis=1) / np.maximum(was_asked.sum(axis=1), 1)
    for at in np.flatnonzero((share >= checks.break_off_share) & tail.any(axis=1)):
        first = questions[int(tail[at].argmax())].code
        detail = (
            f"Nothing is answered from {first!r} on:"
            f" {tail[at].sum()} of {was_asked[at].sum()} questions asked."
        )
        yield finding("break_off", answers.frame.row(int(at), named=True), first, detail)


def answered(answers: Answers, question: Question) -> pl.Series:
    """Who gave an answer, readable or not; in a multi-select, who ticked something."""
    fields = list(question.fields())
    given = pl.col(fields) if question.kind == "multiple" else pl.col(fields).is_not_null()
    in_frame = answers.frame.select(given=pl.any_horizontal(given).fill_null(value=False))["given"]
    return in_frame | unread(answers, question)


def _asked(answers: Answers, question: Question) -> pl.Series:
    """Who was asked; where the deciding answer could not be read, the respondent is not doubted."""
    condition = question.asked_if
    if condition is None:
        return pl.repeat(value=True, n=answers.size, eager=True)
    where = f"the routing of {question.code!r}"
    deciding = answers.questionnaire.question(condition.question, where=where)
    return meets(answers, condition, where=where) | unread(answers, deciding)


def unread(answers: Answers, question: Question) -> pl.Series:
    """Whose answer has a cell that could not be read, which is a doubt of its own already."""
    rows = [cell.row for cell in answers.unreadable if cell.question == question.code]
    return answers.frame[ROW].is_in(rows)


def _said(line: Mapping[str, Any], question: Question) -> str:
    """What a respondent answered, shortened."""
    pairs = zip(question.fields(), question.field_labels(), strict=True)
    if question.kind == "multiple":
        said = ", ".join(label for field, label in pairs if line[field])
    else:
        given = [line[field] for field, _ in pairs if line[field] is not None]
        said = ", ".join(number(one) if isinstance(one, float) else str(one) for one in given)
    return repr(said if len(said) <= 60 else f"{said[:59]}…") if said else "something unreadable"


def _columns(series: list[pl.Series]) -> NDArray[np.bool_]:
    return np.column_stack([one.to_numpy() for one in series])
