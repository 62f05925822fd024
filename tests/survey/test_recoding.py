"""Recodes change what the plan says, keep the rest, and account for every respondent."""

import csv
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.survey.small_answers import small_answers
from theodolite.settings.errors import CorrectableError, UnknownName, UnusableSettings
from theodolite.survey.answers.answers import Answers
from theodolite.survey.conditions import Condition
from theodolite.survey.plan import Recode
from theodolite.survey.questionnaire import Kind, Option, Part, Question
from theodolite.survey.recoding import RecodeCount, read_percentage, recode

UK_2016 = Path(__file__).parents[2] / "../shared/data/surveys/rse-2016-uk/2016_uk_public_data.csv"

LEVEL = Question(
    "level",
    "Level",
    "single",
    options=(
        Option("6", "Band 6"),
        Option("7", "Band 7"),
        Option("8a", "Band 8a"),
        Option("other"),
    ),
    columns=("Q5",),
)
TOOLS = Question(
    "tools", "Tools", "multiple", options=tuple(map(Option, ("python", "r", "perl", "ruby")))
)
JOB = Question("job", "Job title", "text")
TYPED = Question("typed", "Share of time spent writing software", "text")
AGE = Question("age", "Age", "number", low=0)
TIME = Question("time", "Time", "scale", parts=(Part("a", "Research"), Part("b"), Part("c")))


def recoded(
    question: Question, columns: dict[str, list[Any]], **settings: Any
) -> tuple[Answers, RecodeCount]:
    given = Recode(name="Recode", question=question.code, **settings)
    answers, (count,) = recode(small_answers([question], columns), (given,))
    return answers, count


def totals(count: RecodeCount) -> tuple[int, int, int, int]:
    return count.changed, count.unchanged, count.empty, len(count.unreadable)


def codes(answers: Answers, question: str) -> list[str]:
    return [option.code for option in answers.questionnaire.question(question).options]


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


@pytest.mark.parametrize(
    ("typed", "percentage"),
    [
        ("80", 80), ("80%", 80), ("80 %", 80), ("~75%", 75), ("%80", 80), ("75 percent", 75),
        ("about 60 %", 60), ("Approx. 60", 60), ("ca. 5 per cent", 5), ("37.5", 37.5),
        ("37,5 %", 37.5), ("0", 0), ("100%", 100), ("  20\t%", 20),
    ],
)  # fmt: skip
def test_a_percentage_is_read_in_the_ways_people_type_it(typed: str, percentage: float) -> None:
    assert read_percentage(typed) == percentage


@pytest.mark.parametrize(
    "typed",
    [
        "50-60%", "50–60", ">50%", "90+", "80% +", "70% and higher", "4 hrs", "6hrs", "101", "-5",
        "It varies massively.", "1,000", "0.5.1", "%", "", "eighty", "٨٠", "100% of working time",
    ],
)  # fmt: skip
def test_a_percentage_that_could_mean_two_things_is_not_read(typed: str) -> None:
    assert read_percentage(typed) is None


@given(st.integers(0, 10_000).map(lambda hundredths: hundredths / 100))
def test_a_percentage_written_out_is_read_back(percentage: float) -> None:
    assert read_percentage(f"{percentage:g}") == float(f"{percentage:g}")
    assert read_percentage(f"about {percentage:.2f} %") == percentage


def test_typed_percentages_become_a_number_question_and_the_rest_is_listed() -> None:
    answers, count = recoded(
        TYPED,
        {"typed": ["80", "~75%", "4 hrs", None, "50-60%"]},
        does="typed_percentages",
        into="coding",
    )
    assert answers.frame["coding"].to_list() == [80, 75, None, None, None]
    made = answers.questionnaire.question("coding")
    assert (made.kind, made.low, made.high, made.unit) == ("number", 0, 100, "%")
    assert totals(count) == (1, 1, 1, 2)
    assert [(cell.row, cell.value, cell.expected) for cell in count.unreadable] == [
        (4, "4 hrs", "one percentage from 0 to 100"),
        (6, "50-60%", "one percentage from 0 to 100"),
    ]


def test_an_upper_bound_belongs_to_its_band_and_what_is_over_has_its_own() -> None:
    answers, count = recoded(
        AGE,
        {"age": [0, 20, 21, 40, 40.5, 90, None, -1]},
        does="bands",
        into="ages",
        bands=(20.0, 40.0),
    )
    assert codes(answers, "ages") == ["0–20", "21–40", "over 40"]
    assert answers.frame["ages"].to_list() == [
        "0–20", "0–20", "21–40", "21–40", "over 40", "over 40", None, None,
    ]  # fmt: skip
    assert totals(count) == (6, 0, 1, 1)
    assert count.unreadable[0].value == "-1"
    assert count.notes == ("Not whole, so that 20.5 would stand with 21: 1.",)


@pytest.mark.parametrize(
    ("low", "high", "bounds", "labels"),
    [
        (None, None, (20.0, 40.0), ["up to 20", "21–40", "over 40"]),
        (0.0, 100.0, (50.0, 100.0), ["0–50", "51–100"]),
        (0.0, 10.0, (0.0, 1.0, 10.0), ["0", "1", "2–10"]),
        (0.0, None, (0.5, 2.5), ["0–0.5", "over 0.5 to 2.5", "over 2.5"]),
    ],
)
def test_bands_are_named_by_their_bounds(
    low: float | None, high: float | None, bounds: tuple[float, ...], labels: list[str]
) -> None:
    question = replace(AGE, low=low, high=high)
    answers, _ = recoded(question, {"age": [0.5]}, does="bands", bands=bounds)
    assert codes(answers, "age") == labels


def test_numbers_above_the_highest_band_are_listed_where_there_is_no_band_over_it() -> None:
    question = replace(AGE, high=100.0)
    answers, count = recoded(question, {"age": [100, 101]}, does="bands", bands=(50.0, 100.0))
    assert answers.frame["age"].to_list() == ["51–100", None]
    assert [cell.value for cell in count.unreadable] == ["101"]


def test_a_grid_of_scales_becomes_shares_of_100() -> None:
    columns: dict[str, list[Any]] = {
        "time.a": [3, 1, 1, None, 0],
        "time.b": [2, 5, 1, None, 5],
        "time.c": [2, None, 1, None, 5],
    }
    answers, count = recoded(TIME, columns, does="shares_of_total", into="shares", zero=1.0)
    made = answers.questionnaire.question("shares")
    assert (made.kind, made.parts) == ("share", TIME.parts)
    assert answers.frame.select(made.fields()).rows() == [
        (50, 25, 25),
        (0, 100, 0),
        (None, None, None),
        (None, None, None),
        (None, None, None),
    ]
    assert totals(count) == (2, 0, 1, 2)
    assert [cell.value for cell in count.unreadable] == ["1, 1, 1", "0, 5, 5"]
    assert count.notes == ("Left a part empty, which counts as none: 1.",)


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


SCALES = st.lists(
    st.tuples(*[st.none() | st.integers(0, 10).map(float)] * 3), min_size=1, max_size=10
)


@given(SCALES)
def test_shares_of_shares_are_the_same_shares(lines: list[tuple[float | None, ...]]) -> None:
    columns = {
        f"time.{part}": list(one) for part, one in zip("abc", zip(*lines, strict=True), strict=True)
    }
    again = Recode("Again", "once", "shares_of_total", into="twice")
    answers, _ = recode(
        small_answers([TIME], columns),
        (Recode("Once", "time", "shares_of_total", into="once"), again),
    )
    once = answers.frame.select("once.a", "once.b", "once.c").rows()
    twice = answers.frame.select("twice.a", "twice.b", "twice.c").rows()
    for one, other in zip(once, twice, strict=True):
        if one[0] is None:
            assert other == (None, None, None)
        else:
            assert other == pytest.approx(one)
            assert sum(one) == pytest.approx(100)


def test_coding_typed_answers_again_changes_nothing() -> None:
    change = Recode("R", "home", "merge", merge={"cymru": "Wales", "wales": "Wales"})
    home = Question("home", "Region", "place")
    once, _ = recode(small_answers([home], {"home": ["CYMRU", "wales", "Leeds", None]}), (change,))
    twice, (count,) = recode(once, (change,))
    assert twice.frame.equals(once.frame)
    assert count.changed == 0


@pytest.mark.real_data
def test_typed_percentages_of_a_real_survey_are_read_or_listed() -> None:
    if not UK_2016.exists():
        pytest.skip("the survey stands beside the checkout only where it was fetched")
    with UK_2016.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    column = next(name for name in lines[0] if name.startswith("currentWork16a."))
    typed = [line[column] or None for line in lines]
    _, count = recoded(TYPED, {"typed": typed}, does="typed_percentages")
    assert totals(count) == (90, 173, 0, 10)
    assert sorted(cell.value for cell in count.unreadable) == [
        "100% of working time, 55/168 hours during the week",
        "4 hrs",
        "50-60%",
        "6hrs",
        "70% and higher",
        "80% +",
        "80-90%",
        "90+",
        ">50%",
        "It varies massively.",
    ]
