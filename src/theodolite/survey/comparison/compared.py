"""Who gave which mapped answer, in one survey, and what that may be shown as."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from theodolite.settings.errors import UnusableSettings, unknown_name
from theodolite.survey.comparison.waves import Wave

Members = NDArray[np.bool_]
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Compared:
    """One mapped question in one survey.

    `chosen` has for each mapped option those who gave it. `counted` are those whose answer is
    mapped at all, and `left_out` those who answered something else.
    """

    chosen: tuple[Members, ...]
    counted: Members
    left_out: Members


def compared(wave: Wave, code: str, options: Sequence[tuple[str, ...]]) -> Compared:
    """Find who gave each mapped answer to a question; several options may stand for one answer.

    Of a question with several answers, everyone who was asked is counted.
    """
    question = wave.sample.answers.questionnaire.question(code, where=wave.where)
    known = [option.code for option in question.options]
    for option in (one for codes in options for one in codes):
        if option not in known:
            raise unknown_name(f"option of {code!r}", option, known, where=wave.where)
    frame = wave.sample.answers.frame
    if question.kind == "multiple":
        ticks = [[frame[f"{code}.{one}"] for one in codes] for codes in options]
        asked = _any([~field.is_null() for fields in ticks for field in fields])
        chosen = [_any([field.fill_null(value=False) for field in fields]) for fields in ticks]
        return Compared(tuple(chosen), asked, np.zeros_like(asked))
    if question.kind not in ("single", "place"):
        raise UnusableSettings(
            f"The mapping of {wave.label!r} compares answers to {code!r}, which is of kind"
            f" {question.kind!r}. Leave out the options to compare its means, or recode it"
            " into options first."
        )
    given = frame[code]
    single = tuple(_any([given.is_in(list(codes)).fill_null(value=False)]) for codes in options)
    counted = np.logical_or.reduce(single)
    return Compared(single, counted, given.is_not_null().to_numpy() & ~counted)


def numbers_of(wave: Wave, code: str) -> Numbers:
    """The numbers answered to a question, or to one part of it (`code.part`); NaN for none."""
    questions = wave.sample.answers.questionnaire
    known = {one.code for one in questions.questions}
    parent = code if code in known else code.rpartition(".")[0] or code
    question = questions.question(parent, where=wave.where)
    if question.kind not in ("scale", "number", "share"):
        raise UnusableSettings(
            f"The mapping of {wave.label!r} wants numbers from {code!r}, which is of kind"
            f" {question.kind!r}. Name a number, scale or share, or compare its options."
        )
    if code not in question.fields():
        raise UnusableSettings(
            f"The mapping of {wave.label!r} wants one number from {code!r}, but the question"
            f" has the parts {', '.join(question.fields())}. Name one of them."
        )
    return wave.sample.numbers(code)


def _any(fields: Sequence[pl.Series]) -> Members:
    return np.asarray(np.logical_or.reduce([field.to_numpy() for field in fields]), dtype=bool)
