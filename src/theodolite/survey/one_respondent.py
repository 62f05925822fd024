"""Everything that one respondent answered, in the words of the questionnaire."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from theodolite.survey.answers.answers import RESPONDENT, ROW, Answers
from theodolite.survey.pseudonyms import is_withheld
from theodolite.survey.quality.findings import number
from theodolite.survey.questionnaire import Question


@dataclass(frozen=True, slots=True)
class Said:
    """One question and what was answered to it: one or several words, or none.

    Words are withheld that were typed and that nobody has read yet; an answer is unreadable where
    a cell of it is not one that its question allows.
    """

    question: str
    words: tuple[str, ...]
    is_withheld: bool = False
    is_unreadable: bool = False


def said_by(answers: Answers, respondent: str) -> tuple[tuple[Said, ...], ...]:
    """What a respondent answered to every question, once for each line they are on."""
    lines = answers.frame.filter(pl.col(RESPONDENT) == respondent)
    unread = {(cell.row, cell.question) for cell in answers.unreadable}
    return tuple(
        tuple(
            _said(question, line, is_unreadable=(line[ROW], question.code) in unread)
            for question in answers.questionnaire.questions
        )
        for line in lines.iter_rows(named=True)
    )


def _said(question: Question, line: Mapping[str, Any], *, is_unreadable: bool) -> Said:
    return Said(
        question.text,
        tuple(_words(question, line)),
        is_withheld=any(is_withheld(question, line[field]) for field in question.fields()),
        is_unreadable=is_unreadable,
    )


def _words(question: Question, line: Mapping[str, Any]) -> Iterator[str]:
    fields = list(zip(question.fields(), question.field_labels(), strict=True))
    for field, label in fields:
        value = line[field]
        if value is None or value is False or is_withheld(question, value):
            continue
        if value is True:
            yield label
        elif len(fields) > 1:
            yield f"{label}: {_plain(question, value)}"
        else:
            yield _plain(question, value)


def _plain(question: Question, value: object) -> str:
    if isinstance(value, float):
        return f"{number(value)} {question.unit}".strip()
    labels = {option.code: option.label for option in question.options}
    return labels.get(str(value), str(value))
