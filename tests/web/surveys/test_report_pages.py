"""A report on a page: every number with its source and its table, every download written down."""

import json
import re

import pytest
from django.test import Client, TestCase

from tests.web.conftest import client_of, make_account
from tests.web.surveys.made import NOW, Made, uploaded_survey
from tests.web.surveys.reported import another_report, approved, asked, reported_survey
from theodolite.store.models import Export, Job, Release, Report
from theodolite.store.retention import erase_data_set
from theodolite.store.surveys.reports import ABOUT_PEOPLE

pytestmark = pytest.mark.django_db


@pytest.fixture
def reported(db: None) -> tuple[Made, Report]:
    return reported_survey()


def address(report: Report, more: str = "") -> str:
    return f"/surveys/{report.survey.key}/reports/{report.key}/{more}"


def test_asking_makes_a_job_whose_progress_is_shown_without_scripts() -> None:
    made = uploaded_survey()
    browser = client_of(made.analyst)
    where = f"/surveys/{made.survey.key}/reports/"
    answer = browser.post(where, {"profile": "ons_10_5"}, follow=True)
    assert "Look again" in answer.content.decode()
    job = Job.objects.get(kind="analyse")
    Job.objects.update(state=Job.State.RUNNING, share=0.4, said="Drawing the figures")
    page = browser.get(answer.redirect_chain[-1][0]).content.decode()
    assert "Drawing the figures" in page
    assert '<progress max="100" value="40"' in page
    Job.objects.update(state=Job.State.FAILED, error="Segment 'A' holds no cluster.")
    failed = browser.get(answer.redirect_chain[-1][0]).content.decode()
    assert "Segment &#x27;A&#x27; holds no cluster." in failed
    assert job.detail == {"report": Report.objects.get().key}


def test_every_figure_has_its_picture_its_words_its_table_and_its_source(
    reported: tuple[Made, Report],
) -> None:
    made, report = reported
    browser = client_of(made.analyst)
    said = browser.get(address(report)).content.decode()
    figures = re.findall(r'<img src="([^"]+)" alt="([^"]+)"', said)
    assert len(figures) == 9
    for picture, alt in figures:
        drawn = browser.get(picture)
        assert (drawn.status_code, drawn["Content-Type"]) == (200, "image/svg+xml")
        assert 'viewBox="-30 0 ' in drawn.content.decode()
        assert len(alt) > 40
    assert said.count("The numbers as a table") == 9
    assert said.count("Where these numbers come from") == 9 + 8
    for digest in (report.data, report.settings, report.decisions):
        assert digest in said
    assert f"/plan/versions/{report.plan.number}" in said
    assert all(f'id="{one}"' in said for one in set(re.findall(r'href="#(source-\d+)"', said)))


def test_what_scripts_draw_stands_in_the_page_as_data(reported: tuple[Made, Report]) -> None:
    made, report = reported
    said = client_of(made.analyst).get(address(report)).content.decode()
    described = re.findall(r'<script type="application/json">(.*?)</script>', said, re.DOTALL)
    assert len(described) == 7
    assert all(json.loads(one)["description"] for one in described)
    assert " style=" not in said
    assert "<style" not in said
    assert not re.search(r"<script(?! type=)", said)


def test_a_download_is_an_attachment_and_is_written_down(reported: tuple[Made, Report]) -> None:
    made, report = reported
    browser = client_of(made.analyst)
    answer = browser.get(address(report, "files/tables.xlsx"))
    assert answer["Content-Disposition"] == 'attachment; filename="tables.xlsx"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    export = Export.objects.get()
    assert (export.by, export.profile) == (made.analyst.key, "lt5_round5")
    assert export.rows > 100
    browser.get(address(report, "files/segments.csv"))
    about_people = Export.objects.latest("pk")
    assert (about_people.profile, about_people.rows) == ("none", 113)


@pytest.mark.parametrize(
    "name", ["page.json", "CONTENTS.txt", "..%2f..%2fsecret.key", "figures%2fflow.svg", "nothing"]
)
def test_no_other_file_is_handed_out(reported: tuple[Made, Report], name: str) -> None:
    made, report = reported
    assert client_of(made.analyst).get(address(report, f"files/{name}")).status_code == 404
    assert client_of(made.analyst).get(address(report, f"figures/{name}")).status_code == 404
    assert not Export.objects.exists()


def test_the_list_of_reports_says_what_each_may_show(reported: tuple[Made, Report]) -> None:
    made, _ = reported
    page = client_of(made.analyst).get(f"/surveys/{made.survey.key}/reports/").content.decode()
    assert "Counts of 1 to 4 are not shown; others to the nearest 5" in page
    assert "lt5_round5</td>" not in page


def test_only_analysts_see_reports_in_the_office(reported: tuple[Made, Report]) -> None:
    _, report = reported
    for role in ("curator", "council", "administrator"):
        browser = client_of(make_account(role))
        assert browser.get(address(report)).status_code == 403
        assert browser.get(address(report, "files/report.pdf")).status_code == 403
        assert browser.get(address(report, "figures/flow.svg")).status_code == 403


def test_an_inside_use_report_is_stamped_and_offers_no_release() -> None:
    made = uploaded_survey()
    report = another_report(made)
    Report.objects.update(profile="none", attack=None)
    said = client_of(made.analyst).get(address(report)).content.decode()
    assert "stays in the office" in said
    assert "Ask for its release" not in said


def test_from_asking_to_withdrawal_each_page_says_what_holds(
    reported: tuple[Made, Report],
) -> None:
    made, report = reported
    analyst, other = client_of(made.analyst), client_of(make_account("administrator"))
    assert "200 hidden numbers were tried" in analyst.get(address(report)).content.decode()
    waiting = analyst.post(address(report), {"audience": "members", "why": "For the board."})
    where = waiting["Location"]
    seen = analyst.get(where).content.decode()
    assert "someone else decides" in seen
    assert "does not look into words that an analyst typed" in seen
    assert "Ask for its release" not in analyst.get(address(report)).content.decode()
    silent = other.post(where, {"decision": "refuse"})
    assert "Say why you refuse" in silent.content.decode()
    other.post(where, {"decision": "refuse", "reason": "The base is not told."})
    assert "The base is not told." in analyst.get(where).content.decode()


def test_readers_find_what_was_let_out_to_them_and_nothing_else(
    reported: tuple[Made, Report],
) -> None:
    made, report = reported
    release = approved(asked(report, made.analyst, "council"), make_account("analyst"))
    page, figure = f"/releases/{release.number}/", f"/releases/{release.number}/figures/flow.svg"
    council, member = client_of(make_account("council")), client_of(make_account())
    for browser, status in ((council, 200), (member, 404), (Client(), 404)):
        assert browser.get(page).status_code == status
        assert browser.get(figure).status_code == status
        assert (report.title in browser.get("/releases/").content.decode()) == (status == 200)
    Release.objects.update(audience="public")
    said = Client().get(page).content.decode()
    assert report.title in said
    assert "Published 25 November 2026" in said
    assert not any(name in said for name in ABOUT_PEOPLE)
    assert Client().get(f"{page}files/segments.csv").status_code == 404
    assert Client().get(f"{page}files/report.pdf").status_code == 200
    assert Export.objects.get().by == "anyone"


def test_a_withdrawn_report_leaves_its_number_and_the_reason(
    reported: tuple[Made, Report],
) -> None:
    made, report = reported
    release = approved(asked(report, made.analyst, "public"), make_account("analyst"))
    office, where = client_of(made.analyst), f"/releases/waiting/{release.pk}/withdraw/"
    assert office.post(where, {"because": ""}).status_code == 200
    office.post(where, {"because": "Table 3 had a wrong base."})
    said = Client().get(f"/releases/{release.number}/").content.decode()
    assert "Table 3 had a wrong base." in said
    assert "The numbers as a table" not in said
    assert Client().get(f"/releases/{release.number}/files/report.pdf").status_code == 404
    assert Client().get(f"/releases/{release.number}/figures/flow.svg").status_code == 404


def test_whoever_decides_too_late_is_told_that_it_did_not_count(
    reported: tuple[Made, Report],
) -> None:
    made, report = reported
    release = asked(report, made.analyst)
    where, refusal = f"/releases/waiting/{release.pk}/", {"decision": "refuse", "reason": "Why?"}
    own = client_of(made.analyst).post(where, refusal)
    assert (own.status_code, "someone else must decide" in own.text) == (422, True)
    approved(release, make_account("analyst"))
    late = client_of(make_account("administrator")).post(where, refusal)
    assert (late.status_code, "nothing was changed" in late.text) == (422, True)
    assert Release.objects.get().state == Release.State.PUBLISHED


@pytest.mark.parametrize("name", ["segments.csv", "log.json", "report.pdf"])
def test_no_file_of_a_report_that_went_with_its_answers_is_there(
    reported: tuple[Made, Report], name: str
) -> None:
    made, report = reported
    office, where = client_of(made.analyst), f"{address(report)}files/{name}"
    assert office.get(where).status_code == 200
    with TestCase.captureOnCommitCallbacks(execute=True):
        erase_data_set(report.data_set.key, by=made.analyst.key, at=NOW)
    assert office.get(where).status_code == 404
