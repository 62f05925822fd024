"""Findings are counted, listed, filtered, and taken out exactly as shown."""

import csv
import io

import pytest
from django.test import Client

from tests.web.conftest import client_of
from tests.web.surveys.made import SMALL, Made, small_survey, upload_again
from theodolite.store.models import Export


@pytest.fixture
def made(db: None) -> Made:
    return small_survey()


@pytest.fixture
def client(made: Made) -> Client:
    return client_of(made.analyst)


def at(made: Made, query: str = "") -> str:
    return f"/surveys/{made.survey.key}/quality/{query}"


def test_findings_are_counted_by_kind_with_what_is_done_about_them(
    client: Client, made: Made
) -> None:
    page = client.get(at(made)).text
    for said in (
        "Respondents checked: 6.",
        "Cell that cannot be read",
        "Counts as not answered",
        "about ten",
        "Out of range",
        "columns belong to no question",
    ):
        assert said in page
    assert "REG-1004" not in page


def test_what_is_done_follows_the_plan(client: Client, made: Made) -> None:
    plan = made.survey.files.get(name="plan")
    plan.text += "\n[quality]\nrescale = true\nrescale_within = 5.0\n"
    plan.save()
    assert "only sums within 5 points of 100 are rescaled" in client.get(at(made)).text


def test_filters_leave_only_what_is_asked_for(client: Client, made: Made) -> None:
    page = client.get(at(made, "?rule=unreadable")).text
    assert "Number of findings: 1." in page
    assert "about ten" in page
    page = client.get(at(made, "?rule=too_fast")).text
    assert "Nothing was found" in page


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_the_file_holds_exactly_what_the_page_shows_and_is_written_down(
    client: Client, made: Made
) -> None:
    answer = client.post(at(made, "?rule=unreadable"), {"why": "For the tool's makers"})
    header, *lines = rows(answer.content)
    assert header[0] == "Respondent"
    assert len(lines) == 1
    assert "about ten" in lines[0][-1]
    assert lines[0][1] == "5"
    export = Export.objects.get()
    assert (export.rows, export.chosen, export.why) == (
        1,
        "rule=unreadable",
        "For the tool's makers",
    )


def test_without_a_reason_nothing_is_taken_out(client: Client, made: Made) -> None:
    answer = client.post(at(made), {"why": ""})
    assert "Say why" in answer.text
    assert not Export.objects.exists()


def test_words_typed_as_a_formula_stay_words_in_the_table(client: Client, made: Made) -> None:
    text = SMALL.replace("about ten", "ten;=1+1")
    upload_again(made, text)
    _, *lines = rows(client.post(at(made), {"why": "to ask them"}).content)
    (typed,) = (cell for line in lines for cell in line if "ten;" in cell)
    assert "ten;'=1+1" in typed
