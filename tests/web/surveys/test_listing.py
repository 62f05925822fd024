"""Surveys in a list, a new one, and who may see them."""

import pytest
from django.test import Client

from tests.web.surveys.made import screened_survey
from theodolite.store.models import Entry, Survey
from theodolite.store.surveys.screening import screened

pytestmark = pytest.mark.django_db


def test_an_analyst_begins_a_survey_and_finds_it_in_the_list(analyst: Client) -> None:
    answer = analyst.post("/surveys/new/", {"title": "Workforce 2026", "about": "To plan."})
    survey = Survey.objects.get()
    assert answer.status_code == 302
    assert survey.key in answer.headers["Location"]
    assert "Workforce 2026" in analyst.get("/surveys/").text
    assert Entry.objects.filter(kind="survey begun", subject=survey.key).exists()


def test_a_survey_without_a_title_is_refused_beside_its_field(analyst: Client) -> None:
    said = analyst.post("/surveys/new/", {"title": " "}).text
    assert "Give the survey a title" in said
    assert not Survey.objects.exists()


@pytest.mark.parametrize("step", ["questionnaire", "texts", "quality", "plan", "reports"])
def test_a_step_that_is_too_early_leads_back_to_the_survey(step: str, analyst: Client) -> None:
    analyst.post("/surveys/new/", {"title": "Workforce 2026"})
    address = f"/surveys/{Survey.objects.get().key}/"
    said = analyst.get(f"{address}{step}/")
    assert said.status_code == 422
    assert f'<a href="{address}">Back to the survey</a>' in said.text


def test_a_made_up_survey_ends_with_113_of_125() -> None:

    found = screened(screened_survey().survey)
    assert (found.received, found.kept.size) == (125, 113)
    assert dict(found.reasons) == {
        "No computing hours": 4,
        "Role outside scientific computing": 8,
    }
    assert len(found.disagreements) == 3
    assert not found.waiting
