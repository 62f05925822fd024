"""Read percentages that people typed, and refuse to guess."""

import re
from dataclasses import replace

import polars as pl

from theodolite.survey.plan import Recode
from theodolite.survey.questionnaire import Question
from theodolite.survey.recoding.recoded import Recoded, nothing_unreadable, result_question

_ABOUT = r"(?:~|≈|about|around|approx\.?|approximately|roughly|circa|ca\.|c\.)"
_NUMBER = r"(?P<number>[0-9]{1,3}(?:[.,][0-9]{1,2})?)"
_PERCENT = r"(?:%|percent|per cent|pct\.?)"
_TYPED = re.compile(rf"{_ABOUT}?\s*%?\s*{_NUMBER}\s*{_PERCENT}?")


def read_percentage(typed: str) -> float | None:
    """The percentage from 0 to 100 that was meant; None where that is not certain.

    A number may stand with a percent sign or word and with a word for about. Ranges, bounds,
    hours and sentences are not read: no one can say which number was meant.

    >>> [read_percentage(typed) for typed in ("~75%", "%80", "about 60 %", "37,5")]
    [75.0, 80.0, 60.0, 37.5]
    >>> [read_percentage(typed) for typed in ("50-60%", ">50%", "4 hrs", "110%")]
    [None, None, None, None]
    """
    found = _TYPED.fullmatch(typed.strip().casefold())
    if found is None:
        return None
    value = float(found["number"].replace(",", "."))
    return value if value <= 100 else None


def typed_percentages(frame: pl.DataFrame, source: Question, recode: Recode) -> Recoded:
    """Turn typed percentages into a question with numbers from 0 to 100."""
    typed = frame.to_series()
    read = [None if one is None else read_percentage(one) for one in typed]
    percentages = pl.Series(read, dtype=pl.Float64)
    question = replace(
        result_question(source, recode), kind="number", low=0.0, high=100.0, unit="%"
    )
    nothing = nothing_unreadable(frame.height)
    plain = [None if one is None else f"{one:g}" for one in read]
    return Recoded(
        question,
        pl.DataFrame({question.code: percentages}),
        changed=(pl.Series(plain, dtype=pl.String) != typed).fill_null(value=False),
        unreadable=typed.zip_with(percentages.is_null(), nothing),
        expected="one percentage from 0 to 100",
    )
