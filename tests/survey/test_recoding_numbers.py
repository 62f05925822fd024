"""Typed percentages, bands of numbers and shares of a whole, as recodes make them."""

import csv
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.survey.recoded import AGE, TIME, TYPED, codes, recoded, totals
from tests.survey.small_answers import small_answers
from theodolite.survey.plan import Recode
from theodolite.survey.recoding import read_percentage, recode

UK_2016 = Path(__file__).parents[2] / "../shared/data/surveys/rse-2016-uk/2016_uk_public_data.csv"


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
