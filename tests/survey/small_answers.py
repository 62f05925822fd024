"""A few answers typed into a test, small enough to check by eye."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from theodolite.survey.answers.answers import Answers, UnreadableCell
from theodolite.survey.questionnaire import Question, Questionnaire

_TYPES = {"share": pl.Float64, "scale": pl.Float64, "number": pl.Float64, "multiple": pl.Boolean}


def small_answers(
    questions: Sequence[Question],
    columns: Mapping[str, Sequence[Any]],
    *,
    ids: Sequence[str] = (),
    seconds: Sequence[float | None] = (),
    unreadable: tuple[UnreadableCell, ...] = (),
) -> Answers:
    """Answers to these questions, one column for each field; rows count from 2 as in a sheet."""
    size = max(len(values) for values in columns.values())
    fields = {
        field: pl.Series(columns.get(field, [None] * size), dtype=_TYPES.get(one.kind, pl.String))
        for one in questions
        for field in one.fields()
    }
    leading = {
        "respondent": list(ids) or [f"r{number}" for number in range(1, size + 1)],
        "row": pl.Series(range(2, size + 2), dtype=pl.Int64),
        "seconds": pl.Series(list(seconds) or [None] * size, dtype=pl.Float64),
    }
    return Answers(
        Questionnaire("A small survey", tuple(questions)),
        pl.DataFrame(leading | fields),
        layout="plain",
        digest="0" * 64,
        unreadable=unreadable,
    )
