"""Answers whose day has come are deleted everywhere, with a receipt."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings

from tests.web.surveys.made import screened_survey
from theodolite.jobs.worker import run_due
from theodolite.store.backup import BACKUPS, back_up, backups_in, check
from theodolite.store.models import DataSet, Entry, Job
from theodolite.store.queue import ask_for
from theodolite.store.survey_files import survey_folder

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.fixture
def overdue(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> DataSet:
    """A data set that should have been deleted yesterday, also in a backup."""
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "theodolite.web.settings")
    survey = screened_survey().survey
    DataSet.objects.update(retain_until=date(2026, 11, 24))
    back_up(settings.FOLDER, now=NOW)
    return survey.data_sets.get()


def files_about(data_set: DataSet) -> list[Path]:
    return [
        file for file in Path(settings.FOLDER).rglob("*")
        if data_set.key in str(file) and file.is_file()
    ]  # fmt: skip


def test_the_nightly_job_leaves_a_receipt_and_nothing_else(overdue: DataSet) -> None:
    assert len(files_about(overdue)) >= 6, "original, export and analysis, here and in a backup"
    ask_for("retain", {}, "schedule")
    ask_for("backup", {}, "schedule")
    assert run_due() == 2
    assert [job.state for job in Job.objects.all()] == ["done", "done"], Job.objects.first()

    assert files_about(overdue) == []
    overdue.refresh_from_db()
    assert overdue.deleted_at is not None
    receipt = Entry.objects.get(kind="data set erased", subject=overdue.key)
    assert json.loads(receipt.detail)["sha256"] == overdue.sha256
    for one in backups_in(settings.FOLDER / BACKUPS):
        check(one.folder)
    assert survey_folder(overdue.survey.key).is_dir(), "what is released stays"


def test_the_oldest_backups_make_room_for_new_ones(transactional_db: None) -> None:
    before = len(backups_in(settings.FOLDER / BACKUPS))
    for number in range(16 - before):
        back_up(settings.FOLDER, now=datetime(2026, 11, 1 + number, tzinfo=UTC))
    ask_for("backup", {}, "schedule")
    run_due()
    made = backups_in(settings.FOLDER / BACKUPS)
    assert len(made) == settings.INSTALLATION.keep.backups
    assert Job.objects.get().result["removed"] == 3
