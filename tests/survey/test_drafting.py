"""A drafted questionnaire guesses kinds, gives its reasons, and reads its own export."""

import tomllib
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from theodolite.settings.settings_file import settings_from
from theodolite.survey.answers import answers_in, export_from_frame, read_export
from theodolite.survey.drafting import draft_questionnaire
from theodolite.survey.questionnaire import Question, Questionnaire


@pytest.mark.parametrize(
    ("header", "cells", "kind"),
    [
        ("job", ["Nurse", "Engineer", "Nurse", "Nurse", "Engineer"], "single"),
        ("agreed", ["Yes", "No", "No"], "single"),
        ("happy", ["1", "5", "3", "5"], "scale"),
        ("happy", ["1 (None at all)", "2", "10 (All)"], "scale"),
        ("happy", ["Agree", "Strongly agree", "Disagree", "Agree"], "scale"),
        ("years in post", ["1", "5", "3"], "number"),
        ("pay", ["30000", "41500.5", "£28,000"], "number"),
        ("county", ["Kent", "Devon", "Kent", "Essex"], "place"),
        ("why", ["Because", "Why not", "It varies massively."], "text"),
        ("why", ["", "", ""], "text"),
        ("hours", [*map(str, range(11)), "about 7"], "text"),
        ("uses", ["R;Python;", "R;", "Python;R;"], "multiple"),
    ],
)
def test_the_kind_is_guessed_from_the_answers(header: str, cells: list[str], kind: str) -> None:
    assert _drafted({header: cells, "other": ["x"] * len(cells)})[0].kind == kind


def test_options_stand_in_their_natural_order() -> None:
    bands = ["11 or above", "3 to 10", "Below 3"] * 2 + ["Prefer not to say"] * 9
    options = _drafted({"team size": bands})[0].options
    assert [one.code for one in options] == [
        "Below 3",
        "3 to 10",
        "11 or above",
        "Prefer not to say",
    ]


def test_words_from_low_to_high_get_their_values() -> None:
    options = _drafted({"q": ["Agree", "Disagree", "Strongly disagree", "Agree"]})[0].options
    assert [(one.code, one.value) for one in options] == [
        ("Strongly disagree", 1),
        ("Disagree", 2),
        ("Agree", 4),
    ]


def test_long_options_get_short_codes() -> None:
    long = "I would rather not say anything at all about that, if it is all the same to you"
    options = _drafted({"q": [long, long, f"{long} now", f"{long} now", "No", "No"]})[0].options
    assert {one.text for one in options} == {"", long, f"{long} now"}
    assert all(len(one.code) <= 63 for one in options)


def test_columns_of_ticks_are_one_question() -> None:
    ticks = {f"q20{letter}_uses_{what}_ind": ["Yes", "No", ""] for letter, what in _LETTERED}
    drafted = _drafted({**ticks, "q20d_uses_other_txt": ["Julia, I think", "None", "x"]})
    assert [(one.code, one.kind) for one in drafted] == [
        ("q20", "multiple"),
        ("q20d_uses_other_txt", "text"),
    ]
    assert [one.code for one in drafted[0].options] == ["r", "python", "excel"]
    assert drafted[0].options[0].column == "q20a_uses_r_ind"


def test_columns_on_one_scale_are_a_grid() -> None:
    grid = {f"joy{n}": ["Agree", "Disagree", "Strongly agree"] for n in (1, 2, 3)}
    (question,) = _drafted(grid)
    assert question.kind == "scale"
    assert [part.column for part in question.parts] == ["joy1", "joy2", "joy3"]


def test_numbers_that_add_up_to_100_are_shares() -> None:
    drafted = _drafted(
        {
            "age": ["31", "45", "52"],
            "teaching": ["20%", "50", "0"],
            "research": ["80%", "25", "100"],
            "clinic": ["", "25", "0"],
        }
    )
    assert [(one.kind, len(one.parts)) for one in drafted] == [("number", 0), ("share", 3)]


def test_who_and_when_are_told_apart_from_questions(tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    file.write_text(
        "ID,Start time,Completion time,Email,Name,Job?\n"
        "1,2024-01-01 09:00,2024-01-01 09:05,a@b.org,Ann,Nurse\n"
        "2,2024-01-01 10:00,2024-01-01 10:05,c@d.org,Bea,Nurse\n"
    )
    text = draft_questionnaire(read_export(file))
    drafted = tomllib.loads(text)
    assert drafted["respondent"] == {
        "id": "ID",
        "started": "Start time",
        "ended": "Completion time",
    }
    assert [one["columns"] for one in drafted["questions"]] == [["Job?"]]
    assert "# Left out as personal: Email, Name." in text


def test_every_question_has_its_reason_above_it() -> None:
    text = draft_questionnaire(
        export_from_frame(pl.DataFrame({"job": ["Nurse", "Nurse", "Engineer", "Engineer", "-"]}))
    )
    assert text == _JOB


_JOB = """\
# Drafted from the data frame (plain layout): 1 questions, 5 respondents.
# Every kind is a guess, with its reason above the question: correct it where it is wrong.

title = "The data frame"
# What cells hold where nothing was answered.
missing = ["-"]

# single: 2 different answers; answered by 4 of 5.
[[questions]]
code = "job"
text = "job"
kind = "single"
options = ["Engineer", "Nurse"]
"""

_LETTERED = (("a", "r"), ("b", "python"), ("c", "excel"))

COLUMNS = st.one_of(
    st.lists(st.sampled_from(["Yes", "No", ""]), min_size=8, max_size=8),
    st.lists(st.sampled_from(["Agree", "Disagree ", "Strongly agree", ""]), min_size=8, max_size=8),
    st.lists(st.sampled_from(["R;", "R;Python;", "x; y;R;", ""]), min_size=8, max_size=8),
    st.lists(st.sampled_from(["R, C", "C", "R", "A; B", "n/a", "-"]), min_size=8, max_size=8),
    st.lists(st.integers(0, 100).map(str), min_size=8, max_size=8),
    st.lists(st.sampled_from(["1 (Low)", "2", "5 - High", "~3", "1.0"]), min_size=8, max_size=8),
    st.lists(st.text(max_size=4), min_size=8, max_size=8),
)
LIKELY = ["job", "q1a_x", "q1b_y", "q1c_z", "skill1", "skill2", "skill3", "Which county?", "ID"]
ODD = ["use [R]", "use [C]", "1. Why?", "2. R", "2. C", 'a "b" = [c]', "Name", "column 2", "ends"]
HEADERS = st.sampled_from([*LIKELY, *ODD]) | st.text(min_size=1, max_size=6)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(HEADERS, COLUMNS, min_size=1, max_size=6))
def test_a_draft_reads_whatever_it_was_drafted_from(columns: dict[str, list[str]]) -> None:
    columns = {header.replace("\ufeff", ""): cells for header, cells in columns.items()}
    frame = pl.DataFrame({**columns, "always": ["x"] * 8})
    export = export_from_frame(frame)
    drafted = _questionnaire(draft_questionnaire(export))
    answers = answers_in(export, drafted)
    assert answers.unreadable == ()


def _drafted(columns: dict[str, list[str]]) -> tuple[Question, ...]:
    return _questionnaire(draft_questionnaire(export_from_frame(pl.DataFrame(columns)))).questions


def _questionnaire(text: str) -> Questionnaire:
    return settings_from(tomllib.loads(text), Questionnaire, where="The draft")
