"""Reports are made as jobs, attacked, let out by a second person, and withdrawn for all to see."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction
from django.test import TestCase

from tests.web.conftest import make_account
from tests.web.surveys.made import NOW, Made, exported, parsed, screened_survey, uploaded_survey
from tests.web.surveys.reported import QUIET, analysed, another_report, approved, asked, released
from theodolite.jobs.worker import run_due
from theodolite.reports.result_files import write_files
from theodolite.settings.errors import CorrectableError
from theodolite.store import survey_files
from theodolite.store.models import DataSet, Entry, Job, Release, Report
from theodolite.store.retention import erase_data_set
from theodolite.store.surveys import releases
from theodolite.store.surveys.files_saved import file_of, save_text
from theodolite.store.surveys.reports import (
    ABOUT_PEOPLE,
    ask_for_report,
    note_made,
    page_in,
    report_folder,
    shareable,
)
from theodolite.store.surveys.uploads import Arrival, keep_arrival, sweep_surveys

pytestmark = pytest.mark.django_db(transaction=False)


@pytest.fixture
def made(db: None) -> Made:
    return uploaded_survey()


def report_on(made: Made, profile: str = "lt5_round5") -> Report:
    return another_report(made, profile)


def test_a_report_is_made_whole_with_its_trail_and_its_attack() -> None:
    made = screened_survey()
    report = ask_for_report(made.survey, "lt5_round5", by=made.analyst.key, at=NOW)
    assert run_due() == 1
    report.refresh_from_db()
    assert report.job is not None
    assert report.job.state == Job.State.DONE, report.job.error
    assert page_in(report_folder(report))["title"].startswith("Clinical and scientific computing")
    assert {"report.html", "report.pdf", "report.docx", "tables.xlsx"} <= set(
        shareable(report_folder(report))
    )
    assert ABOUT_PEOPLE.isdisjoint(shareable(report_folder(report)))
    assert [len(one) for one in (report.data, report.settings, report.decisions)] == [64] * 3
    assert report.attack == {**QUIET, "unread": report.attack["unread"]}
    kinds = Entry.objects.filter(subject=made.survey.key).values_list("kind", flat=True)
    assert {"report asked", "report made"} <= set(kinds)


def test_an_impossible_plan_fails_with_its_sentence(made: Made) -> None:
    plan = file_of(made.survey, "plan")
    text = plan.text.replace("clusters = [1, 3]", "clusters = [1]").replace(", 4]\ndesc", "]\ndesc")
    save_text(plan, text, seen_version=plan.version, by=made.analyst.key, at=NOW)
    report = ask_for_report(made.survey, "lt5_round5", by=made.analyst.key, at=NOW)
    assert run_due() == 1
    report.refresh_from_db()
    assert report.job is not None
    assert report.job.state == Job.State.FAILED
    assert "each of 1 to 4 must be used once" in report.job.error
    assert not report_folder(report).exists()


def test_a_release_needs_a_second_person_and_is_registered(made: Made) -> None:
    report = report_on(made)
    release = asked(report, made.analyst)
    with pytest.raises(CorrectableError, match="someone else must decide"):
        approved(release, made.analyst)
    out = approved(release, make_account("analyst"))
    assert (out.state, out.number, out.registered_as) == ("published", 1, 1)
    names = {one.name for one in releases.release_folder(out).iterdir()}
    assert {"report.html", "page.json"} <= names
    assert ABOUT_PEOPLE.isdisjoint(names)
    assert releases.earlier_releases(made.survey) == 1
    assert Entry.objects.filter(kind="release approved").count() == 1
    with pytest.raises(CorrectableError, match="is published by now"):
        approved(release, make_account("administrator"))


def test_the_same_report_may_not_wait_twice(made: Made) -> None:
    report = report_on(made)
    asked(report, made.analyst)
    with pytest.raises(CorrectableError, match="waits for approval or is published already"):
        asked(report, made.analyst)


def test_exact_counts_cannot_be_let_out(made: Made) -> None:
    report = report_on(made)
    report.profile = "none"
    with pytest.raises(CorrectableError, match="inside use"):
        asked(report, made.analyst)


def test_a_second_release_that_would_tell_by_difference_is_refused(made: Made) -> None:
    approved(asked(report_on(made), made.analyst), make_account("analyst"))
    finer = report_on(made)
    told = releases.told_with_earlier(made.survey, released("lt5_suppress"), on=NOW.date())
    assert "must not be released" in told
    with pytest.raises(CorrectableError, match="must not be released"):
        approved(asked(finer, made.analyst), make_account("administrator"), "lt5_suppress")
    finer.attack = {**QUIET, "with_earlier": told}
    with pytest.raises(CorrectableError, match="must not be released"):
        asked(finer, made.analyst)
    assert releases.earlier_releases(made.survey) == 1


def test_nothing_of_a_failed_approval_is_kept(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    release = asked(report_on(made), made.analyst)
    register = releases.register_of(made.survey)
    register.parent.mkdir(parents=True, exist_ok=True)
    register.write_text("this is no register\n")
    with pytest.raises(CorrectableError, match="does not follow"):
        approved(release, make_account("analyst"))
    release.refresh_from_db()
    assert (release.state, release.number) == ("waiting", None)
    assert not Entry.objects.filter(kind="release approved").exists()


def test_a_refusal_and_a_withdrawal_leave_their_reasons(made: Made) -> None:
    report, other = report_on(made), make_account("administrator")
    refused = releases.refuse(asked(report, made.analyst), by=other.key, reason="Not yet.", at=NOW)
    assert (refused.state, refused.reason) == ("refused", "Not yet.")
    out = approved(asked(report, made.analyst, "public"), other)
    gone = releases.withdraw(out, by=made.analyst.key, because="An error.", at=NOW)
    assert (gone.state, gone.number) == ("withdrawn", 1)
    assert list(Release.objects.visible_to_all()) == [gone]
    assert releases.earlier_releases(made.survey) == 1


def test_each_audience_sees_what_was_let_out_to_it(made: Made) -> None:
    report = report_on(made)
    release = asked(report, made.analyst, "council")
    people = {role: make_account(role) for role in ("council", "curator", "administrator")}

    def seen() -> set[str]:
        return {
            role
            for role, one in people.items()
            if Release.objects.visible_to(one).filter(pk=release.pk).exists()
        }

    assert seen() == {"administrator"}
    approved(release, people["administrator"])
    assert seen() == {"administrator", "council"}
    Release.objects.filter(pk=release.pk).update(audience="members")
    assert seen() == {"administrator", "council", "curator"}
    assert not Release.objects.visible_to_all().exists()


def erase(made: Made, data_set: DataSet) -> None:
    erase_data_set(data_set.key, by=made.analyst.key, at=NOW)


def replace_by_a_new_upload(made: Made, data_set: DataSet) -> None:
    with (exported() / "answers.csv").open("rb") as export:
        key = survey_files.take_in(export)
    arrival = Arrival(made.survey.key, key, "again.csv", made.analyst.key, date(2031, 1, 1))
    with transaction.atomic():
        keep_arrival(arrival, parsed(), at=NOW)


@pytest.mark.parametrize("end", [erase, replace_by_a_new_upload])
def test_reports_go_with_the_answers_and_releases_stay(
    made: Made, end: Callable[[Made, DataSet], None]
) -> None:
    report = report_on(made)
    out = approved(asked(report, made.analyst), make_account("analyst"))
    folder: Path = report_folder(report)
    assert folder.exists()
    with TestCase.captureOnCommitCallbacks(execute=True):
        end(made, report.data_set)
    report.refresh_from_db()
    assert report.deleted_at == NOW
    assert not folder.exists()
    assert (releases.release_folder(out) / "report.html").exists()


@pytest.mark.parametrize("end", [erase, replace_by_a_new_upload])
def test_a_report_whose_answers_go_while_it_is_made_does_not_come_back(
    made: Made, end: Callable[[Made, DataSet], None]
) -> None:
    report = ask_for_report(made.survey, "lt5_round5", by=made.analyst.key, at=NOW)
    with TestCase.captureOnCommitCallbacks(execute=True):
        end(made, Report.objects.get(pk=report.pk).data_set)
    files, told = analysed("lt5_round5")
    write_files(report_folder(report), files)
    with pytest.raises(CorrectableError, match="have been deleted since it was asked for"):
        note_made(report, told, by=made.analyst.key, at=NOW)
    report.refresh_from_db()
    assert (report.done_at, report.deleted_at) == (None, NOW)
    assert not report_folder(report).exists()


@pytest.mark.parametrize("end", [erase, replace_by_a_new_upload])
def test_a_report_that_a_killed_process_left_goes_at_night(
    made: Made, end: Callable[[Made, DataSet], None]
) -> None:
    report, other = report_on(made), uploaded_survey(title="Another")
    kept = report_on(other)
    end(made, report.data_set)
    assert report_folder(report).exists(), "nothing is removed before the transaction lasts"
    sweep_surveys()
    assert not report_folder(report).exists()
    assert report_folder(kept).exists()
