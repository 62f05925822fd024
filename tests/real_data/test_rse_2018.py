"""A real survey of 707 columns becomes a report, and its numbers are those of the file."""

import csv
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from theodolite.evidence.table import Table
from theodolite.reports.survey_folder import write_survey_folder
from theodolite.survey.analysis import analyse
from theodolite.survey.findings import Findings

ROOT = Path(__file__).parents[2]
EXPORT = ROOT / "../shared/data/surveys/rse-2018/2018_public_data.csv"
PLAN = ROOT / "examples/rse-2018/plan.toml"
SEGMENTS = {
    "Developers": 311,
    "Researchers": 244,
    "Other duties": 124,
    "All-rounders": 156,
    "Managers": 121,
}
EDUCATION = ("de", "nl", "uk", "us", "zaf", "nzl", "can", "aus", "world")
DOCTORATES = {"doctorate", "phd", "ph.d.", "dr. phil.", "aqf 10 - doctoral degree"}

pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(not EXPORT.exists(), reason="the shared surveys are not here"),
]


@pytest.fixture(scope="module")
def exact() -> Findings:
    return analyse(EXPORT, PLAN, disclosure="none")


@pytest.fixture(scope="module")
def lines() -> list[dict[str, str]]:
    """The lines of those who write software, under the codes of their columns."""
    with EXPORT.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    named = [dict(zip((name.split("._.")[0] for name in header), row, strict=True)) for row in rows]
    return [one for one in named if one["rse1"] == "Yes"]


def _table(findings: Findings, code: str) -> Table:
    return next(table for table in findings.tables() if table.code == code)


def _column(table: Table, block: str, column: str) -> dict[str, float | None]:
    """The numbers of one block in one column."""
    place = table.columns.index(column)
    (rows,) = (one.rows for one in table.blocks if one.label == block)
    cells = ((row.label, row.cells[place][0]) for row in rows)
    return {label: cell.value for label, cell in cells if cell is not None}


def test_everything_the_questionnaire_asks_for_is_read(exact: Findings) -> None:
    assert exact.log["respondents"] == 997
    assert exact.log["unreadable"] == []
    assert exact.log["kept"] == 956
    reasons = Counter(one["reason"] for one in exact.log["rejected"])
    assert reasons == {"Does not write software for research": 41}


def test_no_recode_leaves_an_answer_unread(exact: Findings) -> None:
    assert [one["name"] for one in exact.log["recodes"] if one["unreadable"]] == []


def test_the_segments_are_those_that_were_named(exact: Findings) -> None:
    assert exact.warnings == ()
    assert Counter(exact.segments["segment"].to_list()) == SEGMENTS


def test_each_segment_is_named_after_the_activity_that_stands_out(exact: Findings) -> None:
    table = _table(exact, "segment-means")
    everyone = _column(table, "Share of time", "All")
    stands_out = {}
    for segment in SEGMENTS:
        means = _column(table, "Share of time", segment)
        assert sum(means.values()) == pytest.approx(100)
        stands_out[segment] = max(means, key=lambda one: means[one] / everyone[one])
    assert stands_out == {
        "Developers": "Software",
        "Researchers": "Research",
        "Other duties": "Other activities",
        "All-rounders": "Teaching",
        "Managers": "Management",
    }


def test_countries_are_those_of_the_file_and_small_ones_stand_together(
    exact: Findings, lines: list[dict[str, str]]
) -> None:
    counted = Counter(line["socio1"] for line in lines)
    table = _column(_table(exact, "background"), "Country", "All")
    assert table["Germany"] == counted["Germany"]
    assert table["United States"] == counted["United States of America"]
    small = [name for name, number in counted.items() if number < 20]
    assert table["Other countries"] == sum(counted[name] for name in small)
    assert table["Total"] == len(lines)


def test_nine_versions_of_one_question_are_one(
    exact: Findings, lines: list[dict[str, str]]
) -> None:
    given = [[line[f"edu1q{version}"] for version in EDUCATION] for line in lines]
    doctorates = sum(any(one.strip().casefold() in DOCTORATES for one in line) for line in given)
    table = _column(_table(exact, "background"), "Highest level of education", "All")
    assert table["Doctorate"] == doctorates
    assert table["Total"] == sum(any(line) for line in given)


def test_shares_of_languages_are_of_those_who_were_asked(
    exact: Findings, lines: list[dict[str, str]]
) -> None:
    python = [line["tool4can[SQ025]"] for line in lines if line["socio1"] == "Germany"]
    shown = _column(
        _table(exact, "languages-country_group"), "Programming languages used at work", "Germany"
    )
    assert shown["Python"] == python.count("Yes") / (python.count("Yes") + python.count("No"))


def test_a_satisfied_respondent_gave_eight_or_more(
    exact: Findings, lines: list[dict[str, str]]
) -> None:
    given = [line["likert3[satisGen1]"] for line in lines if line["likert3[satisGen1]"]]
    satisfied = sum(one in ("8", "9", "10 - Completely satisfied") for one in given)
    table = _column(_table(exact, "satisfaction"), "Satisfaction with the position", "All")
    assert table["Satisfied (8 to 10)"] == satisfied / len(given)
    assert table["Answered"] == len(given)


def test_the_report_is_built_and_shows_no_small_number(tmp_path: Path, exact: Findings) -> None:
    findings = analyse(EXPORT, PLAN)
    write_survey_folder(findings, tmp_path / "report")
    counts = [
        cell.value
        for table in findings.tables()
        for row in table.rows()
        for column in row.cells
        for cell in column
        if cell is not None and cell.unit == "count" and cell.value is not None
    ]
    assert counts
    assert all(count % 5 == 0 for count in counts)
    assert replace(findings.source, settings="") == replace(exact.source, settings="")
    page = (tmp_path / "report/report.html").read_text("utf-8")
    assert "University of Edinburgh on behalf of the Software Sustainability Institute" in page
    assert json.loads((tmp_path / "report/log.json").read_text("utf-8"))["kept"] == 956
