"""Comparing two surveys through the front door, on answers small enough to check by eye."""

from pathlib import Path
from typing import Any

import pytest

from tests.reference import differences as slow
from tests.survey.comparison.waves_made import PLAN, SCORE, mapping, survey
from theodolite.display.wording import sentence
from theodolite.evidence.estimate import Estimate
from theodolite.evidence.pictures import Intervals
from theodolite.evidence.table import Table
from theodolite.settings.errors import UnknownName, UnusableSettings
from theodolite.survey.comparison import Comparison, compare, share_difference
from theodolite.survey.errors import NobodyLeft

THEN = survey({"plan": ["Yes"] * 12 + ["No"] * 28 + ["Not sure"] * 2, "score": [4, 6] * 21})
NOW = survey({"plan": ["Yes"] * 30 + ["No"] * 20, "score": [6, 8] * 25})


def said(found: Comparison) -> str:
    return " ".join(sentence(one) for chapter in found.chapters for one in chapter.statements)


def evidence(found: Comparison, code: str) -> Any:
    return next(e for chapter in found.chapters for e in chapter.evidence if e.code == code)


def values(table: Table, label: str) -> list[float | None]:
    row = next(row for row in table.rows() if row.label == label)
    return [cell.value for (cell,) in row.cells if cell is not None]


def test_shares_stand_side_by_side_and_what_is_not_mapped_is_counted(tmp_path: Path) -> None:
    table = evidence(compare(THEN, NOW, mapping(tmp_path)), "side-by-side")
    assert values(table, "Yes") == [0.3, 0.6]
    assert values(table, "Answered") == [40, 50]
    assert values(table, "Answered otherwise, left out") == [2, 0]


def test_a_change_has_newcombes_interval_and_is_told_once(tmp_path: Path) -> None:
    found = compare(THEN, NOW, mapping(tmp_path))
    (line,) = evidence(found, "changes").lines
    expected = share_difference(30, 50, 12, 40)
    assert line[:2] == ("A plan", "Yes")
    assert (line[2].value, line[2].low, line[2].high) == pytest.approx(
        tuple(100 * (one or 0) for one in (expected.value, expected.low, expected.high))
    )
    assert "A plan, Yes: 30% in then and 60% in now, up by 30.0 percentage points" in said(found)


def test_swapping_the_surveys_turns_every_change_round(tmp_path: Path) -> None:
    path = mapping(tmp_path, PLAN + SCORE)
    there, back = compare(THEN, NOW, path), compare(NOW, THEN, path)
    for code in ("changes", "mean-changes"):
        for one, other in zip(evidence(there, code).lines, evidence(back, code).lines, strict=True):
            ends = (-one[2].value, -one[2].high, -one[2].low)
            assert ends == pytest.approx((other[2].value, other[2].low, other[2].high))
    assert "down by 30.0 percentage points" in said(back)


def test_means_are_compared_with_their_unit(tmp_path: Path) -> None:
    found = compare(THEN, NOW, mapping(tmp_path, SCORE))
    (line,) = evidence(found, "mean-changes").lines
    assert (line[1], line[2].value) == ("Score, points", 2.0)
    assert "Score: 5.0 in then and 7.0 in now, up by 2.0 points" in said(found)


def test_changes_of_one_family_are_corrected_together(tmp_path: Path) -> None:
    """Alone 0.03; with three others that did not change, 0.12 by Holm."""
    then = survey({"plan": ["Yes"] * 12 + ["No"] * 28, "pen": ["Yes"] * 20 + ["No"] * 20})
    now = survey({"plan": ["Yes"] * 22 + ["No"] * 18, "pen": ["Yes"] * 20 + ["No"] * 20})
    assert "Holm's correction): 1." in said(compare(then, now, mapping(tmp_path)))
    pens = "".join(
        f'[[questions]]\nname = "Pen {i}"\nfirst = "tools"\nsecond = "tools"\n'
        'options = [{ name = "Pen", first = ["pen"], second = ["pen"] }]\n'
        for i in range(3)
    )
    assert "Holm's correction): none." in said(compare(then, now, mapping(tmp_path, PLAN + pens)))
    assert slow.holm([0.03, 1, 1, 1])[0] == pytest.approx(0.12)


def test_of_several_answers_everyone_asked_is_counted(tmp_path: Path) -> None:
    tools = (
        '[[questions]]\nname = "Tools"\nfirst = "tools"\nsecond = "tools"\n'
        'options = [{ name = "Either", first = ["pen", "ink"], second = ["ink"] }]\n'
    )
    then = survey({"pen": ["Yes", "No", "No", None], "ink": ["No", "Yes", "No", None]})
    table = evidence(compare(then, then, mapping(tmp_path, tools)), "side-by-side")
    assert values(table, "Either") == pytest.approx([2 / 3, 1 / 3])


def test_only_some_respondents_may_be_compared(tmp_path: Path) -> None:
    path = mapping(tmp_path, second={"only": [{"question": "score", "equals": 6}]})
    assert values(evidence(compare(THEN, NOW, path), "side-by-side"), "Answered") == [40, 25]


def test_that_nobody_is_left_is_said_with_the_condition(tmp_path: Path) -> None:
    path = mapping(tmp_path, second={"only": [{"question": "score", "equals": 1}]})
    with pytest.raises(
        NobodyLeft, match=r"None of the 50 respondents of 'now' is left.*'score' is 1"
    ):
        compare(THEN, NOW, path)


@pytest.mark.parametrize("profile", ["lt5_round5", "ons_10_5"])
def test_a_change_never_says_more_than_the_shares_that_may_be_shown(
    tmp_path: Path, profile: str
) -> None:
    path = mapping(tmp_path)
    line = evidence(compare(THEN, NOW, path, disclosure=profile), "changes").lines[0][2]
    assert line.value == pytest.approx(100 * (30 / 50 - 10 / 40))
    few = survey({"plan": ["Yes"] * 3 + ["No"] * 37})
    hidden = evidence(compare(few, NOW, path, disclosure=profile), "changes").lines[0][2]
    assert hidden == Estimate("mean", None, shown=False)


def test_rounding_makes_no_finding(tmp_path: Path) -> None:
    """By exact counts the change may be chance; rounded to fives it would stand out."""
    then = survey({"plan": ["Yes"] * 32 + ["No"] * 48})
    now = survey({"plan": ["Yes"] * 43 + ["No"] * 37})
    path = mapping(tmp_path)
    assert (share_difference(43, 80, 32, 80).p or 0) > 0.05
    assert (share_difference(45, 80, 30, 80).p or 1) < 0.05
    assert "Holm's correction): none." in said(compare(then, now, path, disclosure="lt5_round5"))


def test_people_who_answered_both_are_compared_with_themselves(tmp_path: Path) -> None:
    then = survey({"plan": ["Yes", "No"] * 20, "score": [5, 6, 7, 8] * 10})
    now = survey({"plan": ["Yes", "Yes", "Yes", "No"] * 10, "score": [6, 8, 8, 10] * 10})
    path = mapping(
        tmp_path, PLAN + SCORE, first={"person": "respondent"}, second={"person": "respondent"}
    )
    found = compare(then, now, path)
    (line,) = evidence(found, "mean-changes-linked").lines
    assert line[2].value == 1.5
    assert line[2].high - line[2].low < 0.4
    assert evidence(found, "changes-linked").lines[0][2].value == 25.0
    assert "40 people answered both surveys." in said(found)


@pytest.mark.parametrize(
    ("top", "sentence_said"),
    [
        ("", "Whether the same people answered both surveys is not known."),
        ('people = "different"\n', "The two surveys reached different people"),
    ],
)
def test_whether_people_overlap_is_said(tmp_path: Path, top: str, sentence_said: str) -> None:
    assert sentence_said in said(compare(THEN, NOW, mapping(tmp_path, top=top)))


def test_a_person_named_twice_in_one_survey_is_not_linked(tmp_path: Path) -> None:
    named = {"person": "work"}
    then = survey({"work": ["a", "a", "b"], "plan": ["Yes", "No", "Yes"]})
    now = survey({"work": ["a", "b", None], "plan": ["Yes", "No", "Yes"]})
    found = compare(then, now, mapping(tmp_path, first=named, second=named))
    assert found.log["linked_people"] == 1
    assert found.log["not_linked_because_named_twice"] == 1


def test_both_data_sets_can_be_followed_from_every_number(tmp_path: Path) -> None:
    found = compare(THEN, NOW, mapping(tmp_path))
    for chapter in found.chapters:
        for one in chapter.evidence:
            trails = [note for note in one.notes if "Source: data" in note]
            assert [trail.split(":")[0] for trail in trails] == ["then", "now"]
    assert evidence(found, "changes").source.questions == ("plan (then)", "plan (now)")


def test_the_order_of_respondents_changes_nothing(tmp_path: Path) -> None:
    path = mapping(tmp_path, PLAN + SCORE)
    there = compare(THEN, NOW, path)
    back = compare(THEN.reverse(), NOW.sample(fraction=1, shuffle=True, seed=5), path)
    for one, other in zip(there.chapters, back.chapters, strict=True):
        for left, right in zip(one.evidence, other.evidence, strict=True):
            if isinstance(left, Intervals) and isinstance(right, Intervals):
                assert left.lines == right.lines


@pytest.mark.parametrize(
    ("questions", "problem", "message"),
    [
        (PLAN.replace('"Yes"] }', '"Yess"] }'), UnknownName, "Did you mean 'Yes'?"),
        (PLAN.replace('second = "plan"', 'second = "plam"'), UnknownName, "Did you mean 'plan'?"),
        (PLAN.replace('"plan"', '"score"'), UnknownName, "no option of 'score' 'Yes'"),
        (SCORE.replace('"score"', '"plan"'), UnusableSettings, "of kind 'single'"),
        (
            SCORE.replace('"score"', '"time"'),
            UnusableSettings,
            "has the parts time.care, time.code",
        ),
        (PLAN + PLAN, UnusableSettings, "Two questions of the mapping are called 'A plan'"),
        ("", UnusableSettings, "compares nothing"),
    ],
)
def test_a_mapping_that_does_not_fit_says_where(
    tmp_path: Path, questions: str, problem: type[Exception], message: str
) -> None:
    with pytest.raises(problem, match=r"then|now|mapping") as caught:
        compare(THEN, NOW, mapping(tmp_path, questions))
    assert message in str(caught.value)


def test_a_setting_of_the_other_kind_of_survey_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnusableSettings, match="gives 'posts', which only a survey of posts has"):
        compare(THEN, NOW, mapping(tmp_path, first={"posts": "staff"}))


def test_a_rule_that_shows_exact_counts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnusableSettings, match="Choose a profile that rounds"):
        compare(THEN, NOW, mapping(tmp_path), disclosure="lt5_suppress")


def test_empty_answers_leave_a_dash_and_no_test(tmp_path: Path) -> None:
    silent = survey({"plan": [None] * 5, "score": [None] * 5, "work": ["a"] * 5})
    found = compare(silent, NOW, mapping(tmp_path, PLAN + SCORE))
    assert evidence(found, "changes").lines[0][2] == Estimate("mean", None)
    assert evidence(found, "mean-changes").lines[0][2] == Estimate("mean", None)
