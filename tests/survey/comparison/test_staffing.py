"""Posts against people, and whole-time equivalents, on answers small enough to check by eye."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.survey.comparison.waves_made import mapping, survey
from theodolite.display.wording import written
from theodolite.settings.errors import CorrectableError
from theodolite.survey.comparison import Comparison, compare

DEPARTMENTS = survey(
    {"work": ["A", "A", "B", "C", None], "staff": [6, 4, 20, 5, 9], "hours": [5, 2, 10, 5, 9]}
)
PEOPLE = survey(
    {
        "work": ["A", "A", "B", "D", None],
        "care": [50, 20, 0, 100, None],
        "code": [50, 80, 100, 0, None],
        "hours": [37.5, 15, 37.5, 37.5, 37.5],
    }
)
POSTS = {"kind": "posts", "institution": "work", "posts": "staff", "whole_time": "hours"}
BY_TIME = {
    "institution": "work",
    "time": "time",
    "activities": ["code"],
    "working": {"question": "hours", "whole": 37.5},
}


def table(found: Comparison, code: str) -> dict[str, list[str]]:
    every = {one.code: one for chapter in found.chapters for one in chapter.evidence}
    one: Any = every[code]
    return {row.label: [written(cell) for (cell,) in row.cells] for row in one.rows()}


def compared(folder: Path, *, disclosure: str = "none") -> Comparison:
    path = mapping(folder, "", first=POSTS, second=BY_TIME)
    return compare(DEPARTMENTS, PEOPLE, path, disclosure=disclosure)


def test_people_are_set_against_posts_where_both_surveys_reached(tmp_path: Path) -> None:
    assert table(compared(tmp_path), "people-per-posts") == {
        "A": ["10", "2", "20"],
        "B": ["20", "1", "5"],
        "All of them": ["30", "3", "10"],
    }


def test_an_institution_too_small_to_be_shown_is_not_named(tmp_path: Path) -> None:
    shown = table(compared(tmp_path, disclosure="lt5_round5"), "people-per-posts")
    assert shown == {
        "Institutions too small to be named": ["30", "[c]", "[c]"],
        "All of them": ["30", "[c]", "[c]"],
    }


def test_time_shares_and_hours_make_whole_time_equivalents(tmp_path: Path) -> None:
    """0.5 + 0.8 · 0.4 + 1 + 0 = 1.82 of 4 people; departments told 31 of 44."""
    assert table(compared(tmp_path), "whole-time") == {
        "Staff behind it": ["44", "4"],
        "Whole-time equivalents": ["31.0", "1.8"],
        "For each 100 staff": ["70.5", "45.5"],
        "Answers left out, time not told": ["0", "1"],
    }


def test_the_kinds_may_stand_either_way_round(tmp_path: Path) -> None:
    there = table(compared(tmp_path), "people-per-posts")
    path = mapping(tmp_path, "", first=BY_TIME, second=POSTS)
    assert table(compare(PEOPLE, DEPARTMENTS, path), "people-per-posts") == there


def test_posts_left_blank_leave_their_institution_out(tmp_path: Path) -> None:
    blank = DEPARTMENTS.with_columns(
        pl.when(pl.col("staff") == "4").then(None).otherwise(pl.col("staff")).alias("staff")
    )
    path = mapping(tmp_path, "", first=POSTS, second=BY_TIME)
    assert "A" not in table(compare(blank, PEOPLE, path), "people-per-posts")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"time": "score"}, "Name a question that shares out 100"),
        ({"activities": ["cod"]}, "Did you mean"),
        ({"working": {"question": "plan", "fractions": {"Yess": 1.0}}}, "Did you mean 'Yes'?"),
        ({"institution": "score"}, "Name a question that was answered with one name"),
    ],
)
def test_settings_that_do_not_fit_say_what_to_write(
    tmp_path: Path, change: dict[str, object], message: str
) -> None:
    path = mapping(tmp_path, "", first=POSTS, second=BY_TIME | change)
    with pytest.raises(CorrectableError, match=message):
        compare(DEPARTMENTS, PEOPLE, path)
