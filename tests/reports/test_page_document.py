"""What a page of the workspace shows of a report is what every other format prints."""

import json
import re
from typing import Any

import pytest

from theodolite.display import draw
from theodolite.evidence.disclosure import PROFILES
from theodolite.evidence.estimate import count_of
from theodolite.evidence.pictures import Flow
from theodolite.evidence.source_note import SourceNote
from theodolite.reports.chapters import draw_figures
from theodolite.reports.manuscript import write_out
from theodolite.reports.result_files import figure_files
from theodolite.reports.survey_folder import survey_page
from theodolite.reports.survey_report import survey_report
from theodolite.survey.analysis import analyse
from theodolite.survey.findings import Findings
from theodolite.survey.synthetic import write_reconstruction


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> Findings:
    folder = tmp_path_factory.mktemp("survey")
    write_reconstruction(folder)
    return analyse(folder / "answers.csv", folder / "plan.toml", disclosure="lt5_round5")


@pytest.fixture(scope="module")
def page(findings: Findings) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(survey_page(findings, draw_figures(findings.chapters)))
    return found


def blocks(page: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [one for part in page["chapters"] for one in part["blocks"] if one["type"] == kind]


def cells(table: dict[str, Any]) -> list[str]:
    return [cell for body in table["bodies"] for line in body["lines"] for cell in line["cells"]]


def drawn(description: Any) -> list[dict[str, Any]]:
    if isinstance(description, dict):
        own = description.get("data", {}).get("values", [])
        return [*own, *(one for part in description.values() for one in drawn(part))]
    return [one for part in description for one in drawn(part)] if isinstance(
        description, list
    ) else []  # fmt: skip


def test_chapters_tables_and_source_notes_are_those_of_the_report(
    page: dict[str, Any], findings: Findings
) -> None:
    report = write_out(survey_report(findings, draw_figures(findings.chapters)))
    assert [one["title"] for one in page["chapters"]] == [one.title for one in report.chapters]
    assert [cells(one) for one in blocks(page, "printedtable")] == [
        [cell for body in table.bodies for line in body.lines for cell in line.cells]
        for table in report.tables()
    ]
    assert page["sources"] == list(report.sources)


def test_every_figure_brings_its_numbers_as_a_table(page: dict[str, Any]) -> None:
    figures = blocks(page, "pagefigure")
    assert len(figures) == 9
    assert all(figure["tables"] and figure["alt"] for figure in figures)
    assert all(figure["width"] > 300 and figure["height"] > 100 for figure in figures)


def test_no_number_is_drawn_that_the_table_does_not_print(page: dict[str, Any]) -> None:
    tried = 0
    for figure in blocks(page, "pagefigure"):
        printed = {re.sub(r"[,%]", "", cell) for table in figure["tables"] for cell in cells(table)}
        for line in drawn(figure["description"]):
            for number in (line["value"], line.get("low"), line.get("high")):
                if number is not None:
                    tried += 1
                    assert {f"{number:g}", f"{number:.2f}"} & printed, (figure["name"], line)
    assert tried > 400


def test_what_is_hidden_in_the_table_is_hidden_in_the_drawing(page: dict[str, Any]) -> None:
    for figure in blocks(page, "pagefigure"):
        hidden = sum(cell == "[c]" for table in figure["tables"] for cell in cells(table))
        data = [line for line in drawn(figure["description"]) if line["value"] is None]
        told = [line for line in data if line["told"] == "[c]"]
        assert bool(told) == bool(hidden) or figure["description"] is None, figure["name"]
    assert "[c]" in json.dumps(page)


def test_ends_of_intervals_are_printed_where_the_figure_shows_them(page: dict[str, Any]) -> None:
    shown = [one for one in blocks(page, "pagefigure") if one["file"] == "training-needs.svg"]
    assert shown[0]["tables"][0]["columns"] == ["Share", "From", "To"]


def test_an_inside_use_page_says_so(findings: Findings, page: dict[str, Any]) -> None:
    assert page["stamp"] == ""
    assert PROFILES["lt5_round5"].says in page["how_to_read"]


def test_no_code_of_a_figure_leads_out_of_its_folder() -> None:
    flow = Flow("../../out", "Kept", count_of(10), count_of(9), (), SourceNote("a", "b", "1"))
    assert set(figure_files([draw(flow)])) == {"figures/out.svg", "figures/out.txt"}
