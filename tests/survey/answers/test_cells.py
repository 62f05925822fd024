"""A cell becomes an answer of its question's kind, or is listed with what was expected."""

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from theodolite.settings.errors import CorrectableError, UnusableSettings
from theodolite.survey.answers import Answers, read_answers
from theodolite.survey.questionnaire import Option, Question, Questionnaire, RespondentColumns


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("80", 80),
        ("80%", 80),
        (" 80 % ", 80),
        ("1,234", 1234),
        ("12,5", 12.5),
        ("-3.5", -3.5),
        ("£30,000", 30000),
        ("10 (All my time)", 10),
        ("\ufeff1 (None at all)", 1),
        ("(2)\xa0Minor.", 2),
        ("5 - Mostly other people", 5),
        ("400", 400),
    ],
)
def test_a_number_with_one_meaning_is_read(typed: str, number: float) -> None:
    assert _one(Question("q", "Q", "number"), typed) == number


@pytest.mark.parametrize("typed", ["~75%", "%80", "4 hrs", "5 - 10", "1,23,4", "inf", "9" * 400])
def test_a_number_with_several_meanings_is_listed(typed: str) -> None:
    answers = _answers(Question("q", "Q", "number"), [typed])
    assert answers.frame["q"].to_list() == [None]
    cell = answers.unreadable[0]
    assert (cell.row, cell.column, cell.respondent, cell.question) == (2, "q", "2", "q")
    assert (cell.value, cell.expected) == (typed, "a number")


def test_a_unit_after_the_number_is_taken_off() -> None:
    assert _one(Question("q", "Q", "number", unit="hours"), "4 Hours") == 4


def test_an_option_is_known_by_code_text_and_other_spellings() -> None:
    option = Option("b8", text="Band 8a – 8b", also=("Eight",))
    band = Question("q", "Q", "single", options=(option,))
    spellings = ["b8", "band 8A - 8b", "\ufeffBand\xa08a — 8b ", "EIGHT"]
    answers = _answers(band, [*spellings, "nine"])
    assert answers.frame["q"].to_list() == ["b8"] * 4 + [None]
    assert answers.unreadable[0].expected == "one of 'Band 8a – 8b'"


def test_words_on_a_scale_stand_for_their_values() -> None:
    options = (Option("Agree", value=4), Option("Disagree", value=2))
    scale = Question("q", "Q", "scale", options=options)
    assert _answers(scale, ["agree", "Disagree", "3"]).frame["q"].to_list() == [4, 2, 3]


def test_a_word_on_a_scale_without_a_value_is_refused() -> None:
    scale = Question("q", "Q", "scale", options=(Option("Agree"),))
    with pytest.raises(UnusableSettings, match="'Agree' of the scale question 'q' has no number"):
        _answers(scale, ["Agree"])


def test_ticks_are_read_in_all_their_spellings() -> None:
    use = Question("q", "Q", "multiple", options=(Option("R", column="q"),))
    ticks = ["Yes", "y", "1", "TRUE", "checked", "R", "No", "0", "false", "maybe"]
    answers = _answers(use, ticks)
    assert answers.frame["q.R"].to_list() == [True] * 6 + [False] * 3 + [None]
    assert [cell.value for cell in answers.unreadable] == ["maybe"]


def test_spellings_of_missing_are_not_answers() -> None:
    question = Question("q", "Q", "number")
    questionnaire = Questionnaire("T", (question,), missing=("n/a",))
    answers = read_answers(pl.DataFrame({"q": ["N/A", "3"]}), questionnaire)
    assert answers.frame["q"].to_list() == [None, 3.0]
    assert answers.unreadable == ()


def test_numbers_out_of_range_are_kept_for_the_quality_checks() -> None:
    assert _one(Question("q", "Q", "scale", low=1, high=5), "9") == 9


def test_respondents_who_share_an_id_are_both_kept() -> None:
    questionnaire = Questionnaire("T", (Question("q", "Q", "text"),), RespondentColumns(id="who"))
    frame = pl.DataFrame({"who": ["a", "a", None], "q": ["x", "y", "z"]})
    assert read_answers(frame, questionnaire).frame["respondent"].to_list() == ["a", "a", "4"]


def test_the_time_taken_is_read_and_what_is_no_time_is_listed() -> None:
    questionnaire = Questionnaire(
        "T",
        (Question("q", "Q", "text"),),
        RespondentColumns(started="from", ended="to"),
    )
    frame = pl.DataFrame(
        {
            "from": ["01/02/2024 09:00", "01/02/2024 9:00 PM", "soon"],
            "to": ["13/02/2024 09:00", "2024-02-01T21:01:30Z", "13/02/2024"],
            "q": ["a", "b", "c"],
        }
    )
    answers = read_answers(frame, questionnaire)
    assert answers.frame["seconds"].to_list() == [12 * 86400.0, 90.0, None]
    assert [(cell.question, cell.value) for cell in answers.unreadable] == [
        ("respondent.started", "soon")
    ]


@pytest.mark.parametrize("kind", [pd.DataFrame, pl.DataFrame, pa.table])
def test_any_kind_of_data_frame_gives_the_same_answers(kind: type) -> None:
    questions = (Question("n", "N", "number"), Question("t", "T", "text"))
    frame = kind({"n": [1.0, None, 2.5], "t": ["a", None, "c"], "flag": [True, False, None]})
    flag = Question("flag", "F", "single", options=(Option("Yes"), Option("No")))
    answers = read_answers(frame, Questionnaire("T", (*questions, flag)))
    assert answers.layout == "plain"
    assert answers.frame.drop("row", "respondent", "seconds").rows() == [
        (1.0, "a", "Yes"),
        (None, None, "No"),
        (2.5, "c", None),
    ]
    assert len(answers.digest) == 64


def test_what_is_no_data_frame_is_refused() -> None:
    with pytest.raises(CorrectableError, match="cannot be read from a int"):
        read_answers(3, Questionnaire("T", (Question("q", "Q", "text"),)))


def _one(question: Question, cell: str) -> object:
    answers = _answers(question, [cell])
    assert answers.unreadable == ()
    return answers.frame["q"].to_list()[0]


def _answers(question: Question, cells: list[str]) -> Answers:
    return read_answers(pl.DataFrame({"q": cells}), Questionnaire("T", (question,)))
