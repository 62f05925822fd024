"""Planted faults are found, honest answers are left alone, and nobody is dropped."""

from dataclasses import replace
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reference.break_off import unanswered_at_the_end
from tests.survey.small_answers import small_answers
from theodolite.settings.errors import UnknownName
from theodolite.survey.answers.answers import Answers, UnreadableCell
from theodolite.survey.conditions import Condition
from theodolite.survey.plan import QualityChecks
from theodolite.survey.quality import RULES, QualityReport, check_quality, findings_frame
from theodolite.survey.questionnaire import Option, Part, Question

TIME = Question("time", "Time spent", "share", parts=(Part("a"), Part("b"), Part("c")))
ROLE = Question("role", "Role", "single", options=(Option("staff"), Option("student")))
THESIS = Question("thesis", "Thesis", "text", asked_if=Condition("role", equals="student"))
GRID = Question("grid", "How sure", "scale", parts=tuple(map(Part, "vwxyz")), low=1, high=5)


def shares(*lines: tuple[float | None, ...]) -> Answers:
    columns = zip(*lines, strict=True)
    return small_answers(
        [TIME], {f"time.{p}": list(c) for p, c in zip("abc", columns, strict=True)}
    )


def details(report: QualityReport, rule: str) -> list[tuple[str, str]]:
    return [(one.respondent, one.detail) for one in report.findings if one.rule == rule]


def checked(answers: Answers, **checks: Any) -> tuple[Answers, QualityReport]:
    return check_quality(answers, QualityChecks(**checks))


def test_shares_far_from_100_are_doubted_with_their_sum() -> None:
    answers = shares((50, 30, 20), (50, 30, 10), (33.3, 33.3, 33.4), (33, 33, 33))
    after, report = checked(answers)
    assert details(report, "not_100") == [
        ("r2", "The shares add up to 90; they should add up to 100.")
    ]
    assert after.frame.equals(answers.frame)


def test_whoever_left_all_shares_empty_is_not_doubted() -> None:
    _, report = checked(shares((None, None, None), (50, 50, 0)))
    assert details(report, "not_100") == []
    assert details(report, "empty_part") == []


def test_an_empty_share_counts_as_0_only_where_the_others_make_100() -> None:
    after, report = checked(shares((60, 40, None), (60, 30, None)))
    assert after.frame["time.c"].to_list() == [0, None]
    assert details(report, "empty_part") == [
        ("r1", "The shares add up to 100, with 1 of 3 left empty; an empty share counts as 0.")
    ]
    assert details(report, "not_100") == [
        ("r2", "The shares add up to 90, with 1 of 3 left empty; they should add up to 100.")
    ]


def test_shares_near_100_are_rescaled_where_the_plan_allows_it_and_this_is_counted() -> None:
    answers = shares((50, 30, 10), (20, 20, 20), (0, 0, 0))
    after, report = checked(answers, rescale=True)
    assert after.frame.select(TIME.fields()).row(0) == pytest.approx((500 / 9, 300 / 9, 100 / 9))
    assert after.frame.select(TIME.fields()).row(1) == (20, 20, 20)
    assert details(report, "rescaled") == [
        ("r1", "The shares add up to 90; they were rescaled to 100.")
    ]
    assert [who for who, _ in details(report, "not_100")] == ["r2", "r3"]
    assert report.rescaled == report.counts["rescaled"] == 1


def test_shares_outside_0_to_100_are_errors_and_never_rescaled() -> None:
    answers = shares((120, -10, -5))
    after, report = checked(answers, rescale=True)
    assert details(report, "out_of_range") == [
        ("r1", "a: 120 is not from 0 to 100."),
        ("r1", "b: -10 is not from 0 to 100."),
        ("r1", "c: -5 is not from 0 to 100."),
    ]
    assert report.counts["not_100"] == 1
    assert after.frame.equals(answers.frame)


def test_a_share_that_could_not_be_read_is_not_taken_for_none() -> None:
    cell = UnreadableCell(2, "time[c]", "r1", "time", "4 hrs", "a number from 0 to 100")
    after, report = checked(replace(shares((60, 40, None)), unreadable=(cell,)))
    assert after.frame["time.c"].to_list() == [None]
    assert [one.rule for one in report.findings] == ["unreadable"]
    assert report.findings[0].detail == (
        "'4 hrs' in column 'time[c]' was not read: expected a number from 0 to 100."
    )


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(0, 60, "from 0 to 60"), (None, 60, "at most 60"), (61.5, None, "at least 61.5")],
)
def test_numbers_outside_their_bounds_are_shown_with_the_bounds(
    low: float | None, high: float | None, expected: str
) -> None:
    hours = Question("hours", "Hours a week", "number", low=low, high=high)
    value = 10.0 if high is None else 61.0
    _, report = checked(small_answers([hours], {"hours": [value, None]}))
    assert details(report, "out_of_range") == [
        ("r1", f"Hours a week: {value:g} is not {expected}.")
    ]


def test_an_answer_to_a_question_that_was_not_asked_is_a_skip_violation() -> None:
    answers = small_answers(
        [ROLE, THESIS],
        {
            "role": ["staff", "student", "staff", "student", None],
            "thesis": ["On light", "On sound", None, None, "On heat"],
        },
    )
    _, report = checked(answers)
    only = "although it is asked only where 'role' is 'student'."
    assert details(report, "skip_violation") == [
        ("r1", f"Answered 'On light', {only}"),
        ("r5", f"Answered 'On heat', {only}"),
    ]


def test_nobody_is_blamed_for_routing_that_could_not_be_read() -> None:
    cell = UnreadableCell(2, "role", "r1", "role", "stud.", "one of staff, student")
    answers = small_answers(
        [ROLE, THESIS], {"role": [None], "thesis": ["On heat"]}, unreadable=(cell,)
    )
    _, report = checked(answers)
    assert report.counts["skip_violation"] == 0


def test_a_box_left_unticked_is_not_an_answer_to_a_skipped_question() -> None:
    tools = Question(
        "tools",
        "Tools",
        "multiple",
        options=(Option("py", "Python"), Option("r", "R")),
        asked_if=Condition("role", equals="student"),
    )
    answers = small_answers(
        [ROLE, tools],
        {"role": ["staff", "staff"], "tools.py": [False, True], "tools.r": [False, True]},
    )
    _, report = checked(answers)
    assert [who for who, _ in details(report, "skip_violation")] == ["r2"]
    assert "'Python, R'" in details(report, "skip_violation")[0][1]


def test_a_respondent_who_is_there_twice_is_doubted_from_the_second_line_on() -> None:
    answers = small_answers([ROLE], {"role": ["staff", "staff", "student"]}, ids=["x", "y", "x"])
    _, report = checked(answers)
    assert [(one.row, one.detail) for one in report.findings] == [
        (4, "Respondent 'x' is already in row 2.")
    ]


def test_equal_answers_to_five_questions_look_copied_and_to_four_do_not() -> None:
    questions = [Question(code, code, "number") for code in "abcdef"]
    columns = {code: [1.0, 1.0, 2.0, 2.0] for code in "abcd"} | {"e": [1.0, 1.0, None, None]}
    _, report = checked(small_answers(questions, columns), break_off_share=1)
    assert details(report, "duplicate_answers") == [
        ("r2", "All 5 questions answered were answered as respondent 'r1' did in row 2.")
    ]


def test_one_number_all_the_way_down_a_grid_is_straight_lining() -> None:
    columns = {
        f"grid.{part}": [3, 3, 3, None] for part in "vwxy"
    } | {"grid.z": [3, 4, None, None]}  # fmt: skip
    answers = small_answers([GRID], columns)
    _, report = checked(answers)
    assert details(report, "straight_lining") == [("r1", "All 5 parts answered were given 3.")]
    _, stricter = checked(answers, straight_line_parts=4)
    assert [who for who, _ in details(stricter, "straight_lining")] == ["r1", "r3"]


def test_breaking_off_counts_only_questions_that_were_asked() -> None:
    questions = [ROLE, THESIS, *(Question(code, code, "text") for code in "xy")]
    columns = {
        "role": ["staff", "student", "staff", None],
        "x": [None, None, "yes", None],
        "thesis": [None, "On light", None, None],
    }
    _, report = checked(small_answers(questions, columns))
    assert details(report, "break_off") == [
        ("r1", "Nothing is answered from 'x' on: 2 of 3 questions asked."),
        ("r2", "Nothing is answered from 'x' on: 2 of 4 questions asked."),
        ("r4", "Nothing is answered from 'role' on: 3 of 3 questions asked."),
    ]


def test_speed_is_doubted_only_where_a_limit_and_a_time_are_given() -> None:
    answers = small_answers([ROLE], {"role": ["staff"] * 3}, seconds=[45, 300, None])
    assert checked(answers)[1].counts["too_fast"] == 0
    _, report = checked(answers, fastest_seconds=60)
    assert details(report, "too_fast") == [("r1", "Answered in 45 seconds; under 60 is doubted.")]


def test_every_rule_is_counted_even_where_it_found_nothing() -> None:
    _, report = checked(small_answers([ROLE], {"role": ["staff"]}))
    assert report.counts == dict.fromkeys(RULES, 0)
    assert findings_frame(report).columns == [
        "rule", "respondent", "row", "question", "severity", "detail",
    ]  # fmt: skip


def test_nobody_at_all_has_no_faults() -> None:
    empty = small_answers([TIME, ROLE, THESIS, GRID], {"role": [None]})
    _, report = checked(replace(empty, frame=empty.frame.clear()), fastest_seconds=60)
    assert report.findings == ()


def test_routing_that_names_an_unknown_option_offers_the_nearest() -> None:
    misled = replace(THESIS, asked_if=Condition("role", equals="studnet"))
    with pytest.raises(UnknownName, match=r"the routing of 'thesis'.*Did you mean 'student'\?"):
        checked(small_answers([ROLE, misled], {"role": ["staff"]}))


PERCENT = st.one_of(st.none(), st.sampled_from([0.0, 10.0, 25.0, 50.0, 95.0, 100.0, 130.0]))
LINES = st.lists(st.tuples(PERCENT, PERCENT, PERCENT), min_size=1, max_size=8)


@given(LINES, st.booleans())
def test_nobody_is_dropped_and_every_finding_is_counted(
    lines: list[tuple[float | None, ...]], rescale: bool
) -> None:
    answers = shares(*lines)
    after, report = checked(answers, rescale=rescale)
    assert after.frame.select("respondent", "row").equals(answers.frame.select("respondent", "row"))
    assert sum(report.counts.values()) == len(report.findings) == findings_frame(report).height
    again, second = checked(after, rescale=rescale)
    assert second.rescaled == second.counts["empty_part"] == 0
    assert again.frame.equals(after.frame)


@given(LINES, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(
    lines: list[tuple[float | None, ...]], chance: Any
) -> None:
    answers = shares(*lines)
    order = list(range(answers.size))
    chance.shuffle(order)
    shuffled = replace(answers, frame=answers.frame[order])
    after, report = checked(answers, rescale=True)
    after_shuffling, report_shuffled = checked(shuffled, rescale=True)
    assert report_shuffled == report
    assert after_shuffling.frame.sort("row").equals(after.frame)


@given(st.sets(st.integers(0, 19), max_size=6))
def test_planted_faults_are_found_where_they_were_planted(planted: set[int]) -> None:
    ids = [f"r{number}" for number in range(20)]
    at = [number in planted for number in range(20)]
    columns = {
        "time.a": [40.0 if bad else 50.0 for bad in at],
        "time.b": [30.0] * 20,
        "time.c": [20.0] * 20,
        "role": ["staff"] * 20,
        "thesis": ["What thesis?" if bad else None for bad in at],
    } | {
        f"grid.{part}": [4.0 if bad else float(1 + place) for bad in at]
        for place, part in enumerate("vwxyz")
    }
    answers = small_answers([TIME, ROLE, THESIS, GRID], columns, ids=ids)
    found = findings_frame(checked(answers)[1])
    for rule in ("not_100", "skip_violation", "straight_lining"):
        who = found.filter(pl.col("rule") == rule)["respondent"].to_list()
        assert who == [one for one, bad in zip(ids, at, strict=True) if bad]


MAYBE = st.sampled_from(["staff", "student", None])


@given(st.lists(st.tuples(MAYBE, *[st.sampled_from(["yes", None])] * 4), min_size=1, max_size=6))
def test_breaking_off_is_found_as_by_walking_back(lines: list[tuple[str | None, ...]]) -> None:
    rest = [Question(code, code, "text") for code in "xyz"]
    codes = ["role", "thesis", "x", "y", "z"]
    columns = dict(zip(codes, map(list, zip(*lines, strict=True)), strict=True))
    _, report = checked(small_answers([ROLE, THESIS, *rest], columns))
    expected = []
    for number, line in enumerate(lines, start=1):
        asked = [True, line[0] == "student", True, True, True]
        left = unanswered_at_the_end(asked, [one is not None for one in line])
        if left >= sum(asked) / 2:
            expected.append(f"r{number}")
    assert [who for who, _ in details(report, "break_off")] == expected
