"""What every kind of recode makes: a question, its columns, and what became of each answer."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import polars as pl

from theodolite.settings.errors import unknown_name
from theodolite.survey.plan import Recode
from theodolite.survey.questionnaire import Option, Question


@dataclass(frozen=True)
class Recoded:
    """A recoded question; `columns` are its fields, one line for each respondent.

    `changed` is true where the answer is another than before. `unreadable` holds the answer where
    it could not be recoded, null elsewhere; `expected` says what could have been.
    """

    question: Question
    columns: pl.DataFrame
    changed: pl.Series
    unreadable: pl.Series
    expected: str = ""
    notes: tuple[str, ...] = ()


def result_question(source: Question, recode: Recode) -> Question:
    """The source question under the code and text that the recode gives to its result."""
    text = recode.text or source.text
    if recode.into in ("", source.code):
        return replace(source, text=text)
    return replace(source, code=recode.into, text=text, columns=(), layout_columns={})


def nothing_unreadable(size: int) -> pl.Series:
    """The `unreadable` of a recode that every answer fits."""
    return pl.repeat(None, size, dtype=pl.String, eager=True)


def described(codes: Iterable[str], source: Question, recode: Recode) -> tuple[Option, ...]:
    """Options for these codes, described by the recode, else by the source, else by their code."""
    wanted = list(dict.fromkeys(codes))
    for option in recode.options:
        if option.code not in wanted:
            where = f"the recode {recode.name!r}"
            raise unknown_name("option in the result", option.code, wanted, where=where)
    known = {option.code: option for option in (*source.options, *recode.options)}
    return tuple(known.get(code, Option(code)) for code in wanted)
