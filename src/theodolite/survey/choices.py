"""What can be counted about a question: each possible answer, who gave it, and who was asked."""

import math
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from theodolite.settings.errors import UnusableSettings
from theodolite.survey.questionnaire import Option, Question
from theodolite.survey.sample import Sample

LONGEST_SCALE = 21

OTHERS = "Other values"
"""Where numbers are counted that are no point of their scale, such as 7.5 from 0 to 10."""


@dataclass(frozen=True)
class Choice:
    """One possible answer: who gave it, among those who answered the question."""

    code: str
    label: str
    chosen: NDArray[np.bool_]
    answered: NDArray[np.bool_]
    group: str = ""


def choices(sample: Sample, question: Question, *, where: str) -> tuple[Choice, ...]:
    """Every answer to a question that respondents can be counted by, in the order it was asked."""
    if question.kind == "multiple":
        return tuple(
            _ticked(sample, field, option)
            for field, option in zip(question.fields(), question.options, strict=True)
        )
    if question.parts or question.kind == "text":
        raise UnusableSettings(
            f"{where} wants to count the answers to {question.code!r}, which is of kind"
            f" {question.kind!r}. Ask for its means instead (measure = 'mean'), or recode it first."
        )
    if question.kind in ("single", "place"):
        return _of_text(*sample.single_answers(question))
    return _of_numbers(sample.answers.frame[question.code], question, where)


def _ticked(sample: Sample, field: str, option: Option) -> Choice:
    ticks = sample.answers.frame[field]
    return Choice(
        option.code,
        option.label,
        ticks.fill_null(value=False).to_numpy(),
        ticks.is_not_null().to_numpy(),
        option.group,
    )


def _of_text(options: tuple[Option, ...], values: pl.Series) -> tuple[Choice, ...]:
    answered = values.is_not_null().to_numpy()
    return tuple(
        Choice(
            option.code,
            option.label,
            (values == option.code).fill_null(value=False).to_numpy(),
            answered,
            option.group,
        )
        for option in options
    )


def _of_numbers(values: pl.Series, question: Question, where: str) -> tuple[Choice, ...]:
    answered = values.is_not_null().to_numpy()
    points = tuple(
        Choice(code, label, (values == number).fill_null(value=False).to_numpy(), answered)
        for code, label, number in _scale_points(question, where)
    )
    others = answered & ~np.logical_or.reduce([point.chosen for point in points])
    return (*points, Choice(OTHERS, OTHERS, others, answered)) if others.any() else points


def _scale_points(question: Question, where: str) -> list[tuple[str, str, float]]:
    """Code, label and number of each point: options with a value, or whole numbers low to high."""
    if question.options:
        valued = [one for one in question.options if one.value is not None]
        return [(one.code, one.label, float(one.value or 0)) for one in valued]
    low, high = question.low, question.high
    if low is None or high is None or high - low >= LONGEST_SCALE:
        raise UnusableSettings(
            f"{where} wants to count each value of {question.code!r}, which has too many."
            " Cut it into bands with a recode, or ask for means (measure = 'mean')."
        )
    points = range(math.ceil(low), math.floor(high) + 1)
    return [(str(point), str(point), float(point)) for point in points]
