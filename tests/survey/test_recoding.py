"""Recodes change what the plan says, keep the rest, and account for every respondent."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.survey.recoded import AGE, JOB, LEVEL, TIME, TOOLS, TYPED, codes, recoded, totals
from tests.survey.small_answers import small_answers
from theodolite.settings.errors import CorrectableError, UnknownName, UnusableSettings
from theodolite.survey.conditions import Condition
from theodolite.survey.plan import Recode
from theodolite.survey.questionnaire import Kind, Option, Question
from theodolite.survey.recoding import recode


def test_merged_options_make_a_new_question_after_their_source() -> None:
    answers, count = recoded(
        LEVEL,
        {"level": ["6", "7", "8a", "other", None]},
        does="merge",
        into="seniority",
        text="Seniority",
        merge={"6": "junior", "7": "junior"},
        options=(Option("junior", "Bands 6 and 7"),),
    )
    assert answers.frame["seniority"].to_list() == ["junior", "junior", "8a", "other", None]
    assert answers.frame["level"].to_list() == ["6", "7", "8a", "other", None]
    made = answers.questionnaire.question("seniority")
    assert [option.label for option in made.options] == ["Bands 6 and 7", "Band 8a", "other"]
    assert (made.text, made.columns) == ("Seniority", ())
    assert [one.code for one in answers.questionnaire.questions] == ["level", "seniority"]
    assert totals(count) == (2, 2, 1, 0)


def test_without_into_the_question_itself_changes() -> None:
    answers, count = recoded(
        LEVEL, {"level": ["6", "8a"]}, does="merge", merge={"6": "other", "8a": "8"}
    )
    assert answers.frame.columns == ["respondent", "row", "seconds", "level"]
    assert answers.frame["level"].to_list() == ["other", "8"]
    assert codes(answers, "level") == ["7", "8", "other"]
    assert answers.questionnaire.question("level").columns == ("Q5",)
    assert count.into == "level"


def test_a_merged_tick_is_set_where_any_of_its_options_was_ticked() -> None:
    columns: dict[str, list[Any]] = {
        "tools.python": [True, False, False, None],
        "tools.r": [False, True, False, None],
        "tools.perl": [False, True, False, None],
        "tools.ruby": [True, False, False, None],
    }
    answers, count = recoded(
        TOOLS, columns, does="merge", merge={"perl": "script", "ruby": "script"}
    )
    assert codes(answers, "tools") == ["python", "r", "script"]
    assert answers.frame["tools.script"].to_list() == [True, True, False, None]
    assert answers.frame["tools.python"].to_list() == [True, False, False, None]
    assert "tools.perl" not in answers.frame.columns
    assert totals(count) == (2, 1, 1, 0)


def test_options_become_their_groups_and_the_others_keep_their_name() -> None:
    speciality = Question(
        "speciality",
        "Speciality",
        "single",
        options=(
            Option("rt", group="Physics"),
            Option("ce", "Engineer"),
            Option("nm", group="Physics"),
        ),
    )
    answers, count = recoded(
        speciality, {"speciality": ["nm", "ce", "rt", None]}, does="group", into="field"
    )
    assert answers.frame["field"].to_list() == ["Physics", "ce", "Physics", None]
    labels = [option.label for option in answers.questionnaire.question("field").options]
    assert labels == ["Physics", "Engineer"]
    assert totals(count) == (2, 1, 1, 0)
    assert count.notes == ("Without a group, and left as they are: 'Engineer'.",)


def test_an_answer_called_as_its_group_is_not_listed_under_it_again() -> None:
    subject = Question(
        "subject", "Subject", "single", options=(Option("Physics", group="Physics"),)
    )
    answers, _ = recoded(subject, {"subject": ["Physics"]}, does="group", into="field")
    assert answers.questionnaire.question("field").options == (Option("Physics"),)


def test_typed_answers_are_coded_whatever_their_case_and_the_rest_is_listed() -> None:
    answers, count = recoded(
        JOB,
        {"job": ["Research  Fellow", "RSE", "rse ", "astronaut", None]},
        does="merge",
        merge={"rse": "engineer", "research fellow": "researcher", "lecturer": "researcher"},
    )
    assert answers.frame["job"].to_list() == ["researcher", "engineer", "engineer", None, None]
    assert answers.questionnaire.question("job").kind == "single"
    assert codes(answers, "job") == ["engineer", "researcher"]
    assert totals(count) == (3, 0, 1, 1)
    assert (count.unreadable[0].value, count.unreadable[0].row) == ("astronaut", 5)
    assert count.notes == ("Nobody typed 'lecturer'.",)


def test_places_not_listed_stay_as_they_were_typed() -> None:
    home = Question("home", "Region", "place")
    answers, count = recoded(
        home, {"home": ["Cymru", "Wales", "Scotland"]}, does="merge", merge={"cymru": "Wales"}
    )
    assert answers.frame["home"].to_list() == ["Wales", "Wales", "Scotland"]
    assert totals(count) == (1, 2, 0, 0)


def test_a_recode_may_start_from_the_result_of_an_earlier_one() -> None:
    answers, counts = recode(
        small_answers([TYPED], {"typed": ["~10%", "60", "all"]}),
        (
            Recode("Read", "typed", "typed_percentages", into="coding"),
            Recode("Cut", "coding", "bands", into="halves", bands=(50.0, 100.0)),
            Recode("Name", "halves", "merge", merge={"0–50": "less", "51–100": "more"}),
        ),
    )
    assert answers.frame["halves"].to_list() == ["less", "more", None]
    assert [one.code for one in answers.questionnaire.questions] == ["typed", "coding", "halves"]
    assert [totals(count) for count in counts] == [(1, 1, 0, 1), (2, 0, 1, 0), (2, 0, 1, 0)]


@pytest.mark.parametrize(
    ("question", "settings", "message"),
    [
        (LEVEL, {"does": "merge", "merge": {"8b": "8"}}, r"no option of 'level' '8b'.*'8a'"),
        (
            LEVEL,
            {"does": "merge", "merge": {"6": "low"}, "options": (Option("lo"),)},
            r"option in the result 'lo'.*'low'",
        ),
        (LEVEL, {"does": "merge"}, "without saying how. Add 'merge'"),
        (LEVEL, {"does": "group"}, "none of its options has a group"),
        (LEVEL, {"does": "group", "bands": (1.0,)}, "gives 'bands', which 'group' does not use"),
        (LEVEL, {"does": "typed_percentages"}, "is of kind 'single'. It works on text"),
        (AGE, {"does": "bands", "bands": (5.0, 5.0)}, "bands 5, 5, which do not rise"),
        (AGE, {"does": "bands", "bands": (-5.0, 5.0)}, "starts at 0. Start the bands higher"),
        (AGE, {"does": "shares_of_total"}, "needs a question with parts; question 'age' has 0"),
        (
            TIME,
            {"does": "bands", "bands": (5.0,)},
            "a question without parts; question 'time' has 3",
        ),
    ],
)
def test_a_recode_that_cannot_be_done_says_why(
    question: Question, settings: dict[str, Any], message: str
) -> None:
    with pytest.raises(CorrectableError, match=message) as caught:
        recoded(question, {question.fields()[0]: [None]}, **settings)
    assert "ecode 'Recode'" in str(caught.value)


def test_a_recode_of_an_unknown_question_offers_the_nearest() -> None:
    with pytest.raises(UnknownName, match=r"no question 'levels', .* 'R' asks.*'level'"):
        recode(small_answers([LEVEL], {"level": ["6"]}), (Recode("R", "levels", "group"),))


def test_a_recode_never_writes_over_another_question() -> None:
    answers = small_answers([LEVEL, AGE], {"level": ["6"]})
    with pytest.raises(UnusableSettings, match="would write over question 'age'"):
        recode(answers, (Recode("R", "level", "merge", into="age", merge={"6": "7"}),))


def test_answers_that_decide_who_is_asked_are_not_changed_in_place() -> None:
    routed = replace(AGE, asked_if=Condition("level", equals="6"))
    answers = small_answers([LEVEL, routed], {"level": ["6"]})
    change = Recode("R", "level", "merge", merge={"6": "7"})
    with pytest.raises(UnusableSettings, match="decides who is asked 'age'"):
        recode(answers, (change,))
    aside, _ = recode(answers, (replace(change, into="levels"),))
    assert aside.frame["levels"].to_list() == ["7"]


ANSWERS: dict[Kind, tuple[Question, Recode, st.SearchStrategy[Any]]] = {
    "single": (
        LEVEL,
        Recode("R", "level", "merge", into="new", merge={"6": "7"}),
        st.sampled_from(["6", "7", "8a", "other"]),
    ),
    "text": (
        TYPED,
        Recode("R", "typed", "typed_percentages", into="new"),
        st.sampled_from(["80", "~75%", "4 hrs", "110%"]) | st.text(min_size=1, max_size=6),
    ),
    "number": (
        AGE,
        Recode("R", "age", "bands", into="new", bands=(20.0, 40.0)),
        st.floats(-10, 100, allow_nan=False),
    ),
}


@pytest.mark.parametrize("kind", ANSWERS)
@given(st.data())
def test_everyone_is_counted_once_and_keeps_their_result_in_any_order(
    kind: Kind, data: st.DataObject
) -> None:
    question, change, answer = ANSWERS[kind]
    column = data.draw(st.lists(st.none() | answer, min_size=1, max_size=12))
    order = data.draw(st.permutations(range(len(column))))
    answers = small_answers([question], {question.code: column})
    after, (count,) = recode(answers, (change,))
    assert sum(totals(count)) == answers.size
    assert count.empty + len(count.unreadable) == after.frame["new"].null_count()
    assert after.frame.select(answers.frame.columns).equals(answers.frame)
    shuffled = replace(answers, frame=answers.frame[order])
    after_shuffling, counts = recode(shuffled, (change,))
    assert counts == (count,)
    assert after_shuffling.frame.sort("row").equals(after.frame)


def test_coding_typed_answers_again_changes_nothing() -> None:
    change = Recode("R", "home", "merge", merge={"cymru": "Wales", "wales": "Wales"})
    home = Question("home", "Region", "place")
    once, _ = recode(small_answers([home], {"home": ["CYMRU", "wales", "Leeds", None]}), (change,))
    twice, (count,) = recode(once, (change,))
    assert twice.frame.equals(once.frame)
    assert count.changed == 0
