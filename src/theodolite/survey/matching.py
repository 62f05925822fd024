"""Whom a condition holds for, once it is sure that the condition can be put to the answers."""

from collections.abc import Mapping

import polars as pl

from theodolite.settings.errors import UnusableSettings, unknown_name
from theodolite.survey.answers.answers import Answers
from theodolite.survey.conditions import Condition
from theodolite.survey.questionnaire import Question

_PER_RESPONDENT = ("total_at_most", "is_missing")
_NUMBER = ("equals", "at_least", "at_most", *_PER_RESPONDENT)
_TICK = ("equals", *_PER_RESPONDENT)
_WORDS = ("equals", "one_of", "is_missing")


def meets(answers: Answers, condition: Condition, *, where: str) -> pl.Series:
    """Tell for each respondent whether the condition holds; `where` names it in messages."""
    question = answers.questionnaire.question(condition.question, where=where)
    _check_part(question, condition, where)
    _check_tests(question, condition, where)
    _check_options(question, condition, where)
    return answers.frame.select(holds=condition.holds(question.fields()))["holds"]


def in_words(condition: Condition) -> str:
    """Say what a condition claims.

    >>> print(in_words(Condition("role", one_of=("student", "retired"))))
    'role' is one of 'student', 'retired'
    """
    said: Mapping[str, str] = {
        "equals": f"is {_plain(condition.equals)}",
        "one_of": f"is one of {', '.join(repr(one) for one in condition.one_of)}",
        "at_least": f"is at least {_plain(condition.at_least)}",
        "at_most": f"is at most {_plain(condition.at_most)}",
        "total_at_most": f"adds up to at most {_plain(condition.total_at_most)}",
        "is_missing": "is not answered" if condition.is_missing else "is answered",
    }
    asked = f"{condition.question}.{condition.part}" if condition.part else condition.question
    return f"{asked!r} {' and '.join(said[name] for name in condition.tests())}"


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "ticked" if value else "not ticked"
    return f"{value:g}" if isinstance(value, int | float) else repr(value)


def _check_part(question: Question, condition: Condition, where: str) -> None:
    codes = [field.removeprefix(f"{question.code}.") for field in question.fields()]
    if condition.part and condition.part not in codes:
        raise unknown_name(f"part of {question.code!r}", condition.part, codes, where=where)
    if condition.part or len(codes) == 1:
        return
    needing = [test for test in condition.tests() if test not in _PER_RESPONDENT]
    if needing:
        raise UnusableSettings(
            f"{where} tests {question.code!r} with {needing[0]}, but that question has"
            f" {len(codes)} parts. Add part = {codes[0]!r}, or whichever is meant."
        )


def _check_tests(question: Question, condition: Condition, where: str) -> None:
    allowed, held = _answers_of(question)
    for test in condition.tests():
        if test not in allowed:
            raise UnusableSettings(
                f"{where} tests {question.code!r} with {test}, but its answers are {held}."
                f" Use {', '.join(allowed[:-1])} or {allowed[-1]}."
            )
    given = condition.equals
    if given is not None and not _is_such(given, held):
        raise UnusableSettings(
            f"{where} asks whether {question.code!r} equals {given!r}, but its answers are {held}."
            f" Give one of the {held} instead."
        )


def _answers_of(question: Question) -> tuple[tuple[str, ...], str]:
    """The tests that fit a question, and what its answers are."""
    if question.kind == "multiple":
        return _TICK, "ticks (true or false)"
    if question.kind in ("share", "scale", "number"):
        return _NUMBER, "numbers"
    return _WORDS, "words"


def _is_such(given: object, held: str) -> bool:
    if isinstance(given, bool):
        return held.startswith("ticks")
    return held == ("words" if isinstance(given, str) else "numbers")


def _check_options(question: Question, condition: Condition, where: str) -> None:
    if question.kind != "single":
        return
    known = [option.code for option in question.options]
    equal = (condition.equals,) if isinstance(condition.equals, str) else ()
    for code in (*condition.one_of, *equal):
        if code not in known:
            raise unknown_name(f"option of {question.code!r}", code, known, where=where)
