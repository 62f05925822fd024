"""Answers without the people: new names for respondents, and nothing typed that nobody has read.

A name is a keyed HMAC (RFC 2104, SHA-256): who lacks the key cannot find a person by trying out
registration numbers, and the same person has the same name each time the answers are read.
"""

import hmac
import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

import polars as pl

from theodolite.survey.answers.answers import RESPONDENT, ROW, Answers
from theodolite.survey.answers.export import Export
from theodolite.survey.answers.matching import Columns
from theodolite.survey.place_names import same_name
from theodolite.survey.questionnaire import Question, Questionnaire

EVERYONE = ""
"""Stands for all answers to a question where it is said which may pass."""

_WITHHELD = re.compile("text [0-9a-f]{8}")
"""What stands in the place of a typed answer: the same for the same answer."""

Passed = Collection[tuple[str, str]]
"""Question and `answer_key` (or `EVERYONE`) of what a person has read and let pass."""


@dataclass(frozen=True, slots=True)
class TypedAnswer:
    """Something a respondent typed freely, and whether it has been let pass."""

    question: str
    respondent: str
    words: str
    key: str
    has_passed: bool


def is_free_text(question: Question) -> bool:
    """Whether people typed what they liked, so that it may tell who they are."""
    return question.kind in ("text", "place") and not question.options


def is_withheld(question: Question, value: object) -> bool:
    """Whether an answer is a code, in the place of words that nobody has let pass."""
    return is_free_text(question) and _WITHHELD.fullmatch(str(value)) is not None


def pseudonyms(export: Export, questionnaire: Questionnaire, key: bytes) -> tuple[str, ...]:
    """A name for each respondent, by what the export calls them or, without that, by their answers.

    Rows that are alike throughout are told apart by their order.
    """
    column = questionnaire.respondent.id
    place = Columns(export).one(column, where="respondent.id") if column else None
    seen: Counter[str] = Counter()
    found = []
    for _, cells in export.respondents:
        called = "" if place is None else cells[place]
        whole = "\x1f".join(cells)
        seen[whole] += not called
        found.append(_name(f"called {called}" if called else f"row {seen[whole]} {whole}", key))
    return tuple(found)


def renamed(answers: Answers, names: Sequence[str]) -> Answers:
    """The same answers under new names: for those in the office who may read all of them."""
    called = dict(zip(answers.frame[ROW], names, strict=True))
    return replace(
        answers,
        frame=answers.frame.with_columns(pl.Series(RESPONDENT, names, dtype=pl.String)),
        unreadable=tuple(replace(cell, respondent=called[cell.row]) for cell in answers.unreadable),
    )


def withheld(answers: Answers, key: bytes, passed: Passed) -> Answers:
    """Renamed answers without what was typed freely and has not been let pass.

    So go cells that could not be read, which may hold anything, and notes, which quote the file.
    What is withheld leaves a code that only tells which answers were the same, so that counting
    still works.
    """
    frame = answers.frame
    for question in free_text_questions(answers.questionnaire):
        for field in question.fields():
            words = _coded(frame, field, question.code, key, passed)
            frame = frame.with_columns(pl.Series(field, words, dtype=pl.String))
    unreadable = tuple(replace(one, value=_code(one.value, key)) for one in answers.unreadable)
    return replace(answers, frame=frame, unreadable=unreadable, notes=())


def typed_answers(answers: Answers, key: bytes, passed: Passed) -> tuple[TypedAnswer, ...]:
    """Everything that was typed freely in renamed answers, for a person to read."""
    return tuple(
        TypedAnswer(
            question.code,
            name,
            words,
            answer_key(name, words, key),
            _has_passed(question.code, answer_key(name, words, key), passed),
        )
        for question in free_text_questions(answers.questionnaire)
        for field in question.fields()
        for name, words in zip(answers.frame[RESPONDENT], answers.frame[field], strict=True)
        if words is not None
    )


def free_text_questions(questionnaire: Questionnaire) -> tuple[Question, ...]:
    """The questions whose answers were typed freely."""
    return tuple(filter(is_free_text, questionnaire.questions))


def _coded(
    frame: pl.DataFrame, field: str, question: str, key: bytes, passed: Passed
) -> list[str | None]:
    return [
        words
        if words is None or _has_passed(question, answer_key(name, words, key), passed)
        else _code(words, key)
        for name, words in zip(frame[RESPONDENT], frame[field], strict=True)
    ]


def answer_key(name: str, words: str, key: bytes) -> str:
    """Names what a respondent typed: other words of the same person are another answer."""
    return f"{name} {_code(words, key).removeprefix('text ')}"


def _has_passed(question: str, answer: str, passed: Passed) -> bool:
    return (question, EVERYONE) in passed or (question, answer) in passed


def _name(who: str, key: bytes) -> str:
    digest = hmac.new(key, who.encode(), sha256).hexdigest()
    return "-".join((digest[:4], digest[4:8], digest[8:12]))


def _code(words: str, key: bytes) -> str:
    """Equal for what reads alike, as places are compared; nobody can go back from it."""
    digest = hmac.new(key, b"words\x00" + same_name(words).encode(), sha256).hexdigest()
    return f"text {digest[:8]}"
