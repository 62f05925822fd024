"""Our plain counts equal the tables published with the 2016 survey of research software engineers.

Two faults run through the published tables. "Never" was asked for without the space that ends it
in the export, so it was counted as nobody, or as those few whose answer has no space. And the top
of the scale of the bus factor, "5+", is 5.0 in the export. Those rows are skipped, and said so.
"""

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from theodolite.evidence.disclosure import PROFILES
from theodolite.evidence.rounding import percent
from theodolite.evidence.source_note import SourceNote
from theodolite.survey.answers import Answers, read_answers, read_export
from theodolite.survey.plan import TableBlock, TablePlan
from theodolite.survey.questionnaire import read_questionnaire
from theodolite.survey.sample import Sample
from theodolite.survey.tabulation import tabulate

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "../shared/data/surveys/rse-2016-uk"
EXPORT = FOLDER / "2016_uk_public_data.csv"
PUBLISHED = FOLDER / "published"
QUESTIONNAIRE = ROOT / "examples/rse-2016-uk/questionnaire.toml"
TOTALS = ("Total", "Answered")

pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(not FOLDER.exists(), reason="the shared surveys are not here"),
]

# Counts: answers down and questions across, or one question a line with Yes, No and no answer.
COUNTS = (
    "aff,2_3_Rec3_Rec4_Rec5_Sat1_Sat2_Sat3",
    "affRec,1_2",
    "affRec,1_2_3_4",
    "affRec,1_3_4_5_Rec3_Rec5_Sat2_Sat3",
    "affRec,3_4_5",
    "affRec1_2",
    "affRec3_4_5",
    "affSat,1_2_3",
    "affSat1_2_3",
    "affSat4",
    "currentEmp1",
    "currentEmp10",
    "currentEmp12",
    "currentEmp16b",
    "currentWork2",
    "edu1",
    "edu2",
    "paper,1_2_4_5",
    "paper,2_4_5",
    "paper2_4_5",
    "percEmp,1_2_3",
    "percEmp1_2_3",
    "perfCheck,1_2",
    "perfCheck,1_2_4_5_6_7",
    "perfCheck,4_5_6_7",
    "perfCheck1_2",
    "perfCheck4_5_6_7",
    "prevEmp16a",
    "prevEmp16b",
    "prevEmp16d",
    "progRSE,1_2_3",
    "progRSE,1_2_3_4_5",
    "progRSE,4_5",
    "progRSE1_2_3",
    "progRSE4_5",
    "rse16,a_b_c_d",
    "rse16a_b_c_d",
    "socio1",
    "socio2",
    "socio3",
    "socio4",
    "stability1",
    "stability2",
    "tool2",
    "turnOver,1_2",
    "turnOver,1_2_3_4",
    "turnOver,3_4",
    "turnOver,5_6",
    "turnOver1_2",
    "turnOver3_4",
    "turnOver5_6",
    "ukrse1",
)

# Percentages of those who answered the question.
SHARES = (
    "affSat4[PERC]",
    "currentEmp1[PERC]",
    "currentEmp10[PERC]",
    "currentEmp12[PERC]",
    "currentEmp16b[PERC]",
    "currentWork2[PERC]",
    "edu1[PERC]",
    "edu2[PERC]",
    "paper,1_2_4_5[PERC]",
    "paper,2_4_5[PERC]",
    "prevEmp16a[PERC]",
    "prevEmp16b[PERC]",
    "prevEmp16d[PERC]",
    "rse16,a_b_c_d[PERC]",
    "socio1[PERC]",
    "socio2[PERC]",
    "socio3[PERC]",
    "socio4[PERC]",
    "stability2[PERC]",
    "tool2[PERC]",
    "ukrse1[PERC]",
)

# The same, printed as whole numbers.
WHOLE_SHARES = ("paper2_4_5[PERC]", "rse16a_b_c_d[PERC]")

# Percentages by row: of everyone who gave that answer to any of the table's questions.
ROW_SHARES = (
    "affRec,1_2[PERC]",
    "affRec,3_4_5[PERC]",
    "affSat,1_2_3[PERC]",
    "percEmp,1_2_3[PERC]",
    "perfCheck,1_2[PERC]",
    "perfCheck,4_5_6_7[PERC]",
    "progRSE,1_2_3[PERC]",
    "progRSE,1_2_3_4_5[PERC]",
    "progRSE,4_5[PERC]",
    "turnOver,1_2[PERC]",
    "turnOver,3_4[PERC]",
    "turnOver,5_6[PERC]",
)

# One line for each respondent with the number typed; we count how often each number stands there.
LISTS = ("currentEmp11", "currentEmp16a")

NOT_COMPARABLE = {
    "contact16a": "The public export leaves out who asked for the report.",
    "contact16a[PERC]": "The public export leaves out who asked for the report.",
    "currentEmp2": "The public export leaves out the university.",
    "currentEmp2[PERC]": "The public export leaves out the university.",
    "currentEmp4": "The public export leaves out the organisation.",
    "currentEmp4[PERC]": "The public export leaves out the organisation.",
    "currentEmp6": "The public export leaves out whether another job title is used.",
    "currentEmp6[PERC]": "The public export leaves out whether another job title is used.",
    "currentEmp16a[PERC]": "Holds first jobs, not years; 17.71 % is no share of 272.",
    "paper1_2_4_5": "Counts two waves together: 592 people, of whom 273 are in this one.",
    "paper1_2_4_5[PERC]": "Percentages of the two waves added up.",
    "stability1[PERC]": "Its base is 250: the 21 who said five or more are not in it.",
}

SKIPPED = {("perfCheck", "Never"), ("turnOver", "Never"), ("stability1", "5+")}


class Cell(NamedTuple):
    """One published number: an answer's, or under an empty answer the number who gave none."""

    question: str
    answer: str
    number: float


@cache
def answers() -> Answers:
    return read_answers(EXPORT, read_questionnaire(QUESTIONNAIRE))


@cache
def counts(question: str) -> dict[str, int]:
    """How many gave each answer, by our own table; under an empty answer how many gave none."""
    sample = Sample(answers(), PROFILES["none"], SourceNote("", "", ""))
    table = tabulate(sample, TablePlan("t", "t", (TableBlock((question,)),), by=""))
    rows = {row.label: row.cells[0][0].count for row in table.blocks[1].rows}
    return {
        **{label.casefold(): number for label, number in rows.items() if label not in TOTALS},
        "": answers().size - rows["Total"],
    }


@cache
def codes() -> dict[str, str]:
    """The code of each question by what the published tables call it: code and text, or text."""
    columns = read_export(EXPORT).columns
    by_text = {column.text: column.code for column in columns}
    return by_text | {f"{column.code}. {column.text}": column.code for column in columns}


def published(name: str) -> list[Cell]:
    with (PUBLISHED / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        header, *lines = ([_plain(cell) for cell in line] for line in csv.reader(file))
    asked_down = header[1:3] == ["Yes", "No"]
    cells = list(_cells(header, lines, asked_down=asked_down))
    assert cells, f"{name} was read as empty"
    return cells


def _plain(cell: str) -> str:
    return cell.replace("[PERCENTAGE]", "").strip()


def _cells(header: list[str], lines: list[list[str]], *, asked_down: bool) -> Iterator[Cell]:
    """Every number but those of the rows that are known to be wrong; an empty one is nobody."""
    for line in lines:
        for above, number in zip(header[1:], line[1:], strict=True):
            question, answer = (line[0], above) if asked_down else (above, line[0])
            code = codes()[question]
            if not any(code.startswith(begins) and answer == row for begins, row in SKIPPED):
                yield Cell(code, answer.casefold(), float(number or 0))


def test_every_published_table_is_compared_or_said_not_to_be() -> None:
    compared = (*COUNTS, *SHARES, *WHOLE_SHARES, *ROW_SHARES, *LISTS)
    there = sorted(path.stem for path in PUBLISHED.glob("*.csv"))
    assert sorted([*compared, *NOT_COMPARABLE]) == there


@pytest.mark.parametrize("name", COUNTS)
def test_counts_equal_the_published_ones(name: str) -> None:
    for cell in published(name):
        assert counts(cell.question)[cell.answer] == cell.number, cell


@pytest.mark.parametrize("name", SHARES)
def test_shares_of_those_who_answered_equal_the_published_ones(name: str) -> None:
    for cell in published(name):
        found, base = _count_and_base(cell)
        assert 100 * found / base == pytest.approx(cell.number, abs=1e-9), cell


@pytest.mark.parametrize("name", WHOLE_SHARES)
def test_whole_percentages_equal_the_published_ones(name: str) -> None:
    for cell in published(name):
        assert percent(*_count_and_base(cell)) == cell.number, cell


def _count_and_base(cell: Cell) -> tuple[int, int]:
    given = counts(cell.question)
    return given[cell.answer], answers().size - given[""]


@pytest.mark.parametrize("name", ROW_SHARES)
def test_shares_of_a_row_equal_the_published_ones(name: str) -> None:
    cells = published(name)
    for cell in cells:
        row = [counts(one.question)[one.answer] for one in cells if one.answer == cell.answer]
        share = 100 * counts(cell.question)[cell.answer] / sum(row)
        assert share == pytest.approx(cell.number, abs=1e-9), cell


@pytest.mark.parametrize("name", LISTS)
def test_numbers_typed_occur_as_often_as_in_the_published_list(name: str) -> None:
    with (PUBLISHED / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        _, *lines = csv.reader(file)
    typed = sorted(float(number) for _, number in lines if number)
    assert len(lines) == answers().size
    assert sorted(answers().frame[name].drop_nulls().to_list()) == typed


def test_nothing_in_the_columns_that_are_read_is_unreadable() -> None:
    assert answers().unreadable == ()
    assert answers().size == 273


def test_the_rows_skipped_are_wrong_in_the_published_tables() -> None:
    assert counts("turnOver2")["never"] == 27 + 16
    assert counts("perfCheck1")["never"] == 7
    assert counts("stability1")["5+"] == 21
