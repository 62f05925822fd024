"""A condition holds for exactly those whose answers say so, and silence says nothing."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.survey.small_answers import small_answers
from theodolite.settings.errors import UnusableSettings
from theodolite.settings.settings_file import settings_from
from theodolite.survey.answers.answers import Answers
from theodolite.survey.conditions import Condition
from theodolite.survey.matching import in_words, meets
from theodolite.survey.questionnaire import Option, Part, Question

ROLE = Question("role", "Role", "single", options=(Option("staff"), Option("student")))
TOOLS = Question("tools", "Tools", "multiple", options=(Option("python"), Option("r")))
HOURS = Question("hours", "Hours", "scale", parts=(Part("code"), Part("support")))
AGE = Question("age", "Age", "number")


def four() -> Answers:
    """Four respondents; the last one answered nothing at all."""
    columns: dict[str, list[Any]] = {
        "role": ["staff", "student", "staff", None],
        "tools.python": [True, False, False, None],
        "tools.r": [True, True, False, None],
        "hours.code": [10, 0, None, None],
        "hours.support": [5, 0, 2, None],
        "age": [30, 41, 50, None],
    }
    return small_answers([ROLE, TOOLS, HOURS, AGE], columns)


@pytest.mark.parametrize(
    ("condition", "rows"),
    [
        (Condition("role", equals="staff"), [0, 2]),
        (Condition("role", one_of=("staff", "student")), [0, 1, 2]),
        (Condition("role", is_missing=True), [3]),
        (Condition("role", is_missing=False), [0, 1, 2]),
        (Condition("tools", part="r", equals=True), [0, 1]),
        (Condition("tools", part="r", equals=False), [2]),
        (Condition("tools", total_at_most=1), [1, 2]),
        (Condition("hours", part="code", at_least=0), [0, 1]),
        (Condition("hours", total_at_most=2), [1, 2]),
        (Condition("hours", total_at_most=0), [1]),
        (Condition("hours", is_missing=True), [3]),
        (Condition("age", at_least=30, at_most=41), [0, 1]),
        (Condition("age", equals=50.0), [2]),
    ],
    ids=lambda given: in_words(given) if isinstance(given, Condition) else "",
)
def test_a_condition_holds_for_those_whose_answers_say_so(
    condition: Condition, rows: list[int]
) -> None:
    held = meets(four(), condition, where="the test")
    assert [row for row, holds in enumerate(held) if holds] == rows


@given(st.lists(st.none() | st.integers(-3, 3), min_size=1), st.integers(-3, 3))
def test_at_least_and_at_most_divide_those_who_answered(ages: list[int | None], bound: int) -> None:
    answers = small_answers([AGE], {"age": ages})
    above = meets(answers, Condition("age", at_least=bound), where="the test")
    below = meets(answers, Condition("age", at_most=bound), where="the test")
    missing = meets(answers, Condition("age", is_missing=True), where="the test")
    assert (above | below | missing).all()
    assert (above & below).sum() == ages.count(bound)
    assert missing.sum() == ages.count(None)


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (Condition("age", at_least=18, at_most=65.5), "'age' is at least 18 and is at most 65.5"),
        (Condition("tools", part="r", equals=True), "'tools.r' is ticked"),
        (Condition("hours", total_at_most=0), "'hours' adds up to at most 0"),
        (Condition("role", is_missing=True), "'role' is not answered"),
    ],
)
def test_a_condition_can_be_said_in_words(condition: Condition, words: str) -> None:
    assert in_words(condition) == words


def test_a_condition_that_tests_nothing_is_refused() -> None:
    with pytest.raises(UnusableSettings, match=r"The condition on 'age' tests nothing\. Add"):
        Condition("age")


@pytest.mark.parametrize(("given", "held"), [(True, True), ("true", "true"), (3, 3.0), (2.5, 2.5)])
def test_what_a_file_says_keeps_its_type(given: object, held: object) -> None:
    condition = settings_from({"question": "q", "equals": given}, Condition, where="The test")
    assert condition.equals == held
    assert type(condition.equals) is type(held)
