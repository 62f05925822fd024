"""An upload is read apart and kept whole, or refused and gone."""

import io
import os
import shutil
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import polars as pl
import pyreadstat
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, TestCase
from django.utils import timezone
from openpyxl import Workbook

from tests.web.conftest import client_of, make_account
from tests.web.surveys.made import SMALL, exported, small_survey
from theodolite.jobs.worker import run_due
from theodolite.store import survey_files
from theodolite.store.models import DataSet, Entry, Job, Survey
from theodolite.store.surveys import parsing, receiving
from theodolite.store.surveys.making import make_survey
from theodolite.store.surveys.uploads import arrival_from, keep_arrival, parse_arrival

pytestmark = pytest.mark.django_db

RETAIN = "31 12 2030"


@pytest.fixture
def survey(db: None) -> Survey:
    return make_survey("Workforce", by="a" * 16, at=timezone.now())


def send(client: Client, survey: Survey, name: str, content: bytes, **said: str) -> HttpResponse:
    sent = {"export": SimpleUploadedFile(name, content), "retain_until": RETAIN, **said}
    with TestCase.captureOnCommitCallbacks(execute=True):
        return client.post(f"/surveys/{survey.key}/upload/", sent)


def work() -> int:
    with TestCase.captureOnCommitCallbacks(execute=True):
        return run_due()


@pytest.fixture(autouse=True)
def nothing_comes_in() -> None:
    shutil.rmtree(survey_files.incoming_file("0" * 16).parent, ignore_errors=True)


def files_of(survey: Survey) -> list[Path]:
    everything = [
        survey_files.survey_folder(survey.key),
        survey_files.incoming_file("0" * 16).parent,
    ]
    return [file for folder in everything for file in folder.rglob("*") if file.is_file()]


def test_a_small_export_is_read_while_its_sender_waits(analyst: Client, survey: Survey) -> None:
    answer = send(analyst, survey, "small.csv", SMALL.encode())
    assert answer.headers["Location"] == f"/surveys/{survey.key}/questionnaire/"
    kept = DataSet.objects.get()
    assert (kept.respondents, kept.columns, kept.name) == (6, 6, "small.csv")
    assert kept.retain_until.isoformat() == "2030-12-31"
    said = analyst.get(answer.headers["Location"]).text
    assert "single: 3 different answers" in said
    assert Entry.objects.filter(kind="survey uploaded", subject=survey.key).exists()
    assert not Job.objects.exists()


def test_files_of_answers_are_for_the_program_only(analyst: Client, survey: Survey) -> None:
    send(analyst, survey, "../../small.csv", SMALL.encode())
    files = files_of(survey)
    assert {file.name for file in files} == {"original", "export.parquet"}
    for file in files:
        assert file.stat().st_mode & 0o777 == 0o600
    for folder in {file.parent for file in files}:
        assert folder.stat().st_mode & 0o777 == 0o700
        assert "static" not in folder.parts


def test_a_large_export_is_read_by_a_job_whose_page_tells_how_far_it_is(
    analyst: Client, survey: Survey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiving, "READ_AT_ONCE_BYTES", 100)
    answer = send(analyst, survey, "small.csv", SMALL.encode())
    job = Job.objects.get()
    assert answer.headers["Location"] == f"/surveys/{survey.key}/reading/{job.pk}/"
    assert "Waiting for its turn" in analyst.get(answer.headers["Location"]).text
    assert not DataSet.objects.exists()
    assert work() == 1
    assert analyst.get(answer.headers["Location"]).status_code == 302
    assert DataSet.objects.get().respondents == 6
    assert {file.name for file in files_of(survey)} == {"original", "export.parquet"}


def test_a_job_that_is_done_again_after_a_crash_keeps_one_data_set(
    analyst: Client, survey: Survey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiving, "READ_AT_ONCE_BYTES", 100)
    send(analyst, survey, "small.csv", SMALL.encode())
    half = survey_files.identified_folder(survey.key) / f"{Job.objects.get().detail['key']}"
    half.mkdir(parents=True)
    (half / "original").write_bytes(b"left by a process that was killed")
    work()
    assert DataSet.objects.count() == 1
    assert (half / "original").read_bytes() == SMALL.encode()


class Killed(BaseException):
    """The process ends here, as kill -9 ends it: nothing that was to come is done."""


@pytest.mark.parametrize(
    "where", ["shutil.copyfile", "polars.DataFrame.write_parquet", "pathlib.Path.replace"]
)
def test_a_job_that_is_killed_while_it_keeps_leaves_no_data_set_and_is_done_whole_later(
    analyst: Client, survey: Survey, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    monkeypatch.setattr(receiving, "READ_AT_ONCE_BYTES", 100)
    send(analyst, survey, "small.csv", SMALL.encode())
    arrival = arrival_from(Job.objects.get().detail)
    parsed = parse_arrival(arrival)

    def killed(*given: object, **named: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(where, killed)
        with pytest.raises(Killed), transaction.atomic():
            keep_arrival(arrival, parsed, at=timezone.now())
    assert not DataSet.objects.exists()
    assert not survey.files.exists()
    work()
    assert DataSet.objects.get().respondents == 6
    assert {file.name for file in files_of(survey)} == {"original", "export.parquet"}


def bomb(*, entries: int = 1, size: int = 30_000_000) -> bytes:
    """A workbook whose parts unpack to far more than they look like."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
        for number in range(entries):
            packed.writestr(f"xl/worksheets/sheet{number}.xml", b"0" * size)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (bomb, "times its size"),
        (lambda: bomb(entries=8), "bytes; at most 200,000,000"),
        (lambda: bomb(entries=1_001, size=1), "packed from 1,002 files"),
        (lambda: b"", "empty"),
        (lambda: b"%PDF-1.7 ...", "is a PDF document"),
        (lambda: b"PK\x03\x04 cut short", "damaged"),
    ],
    ids=["ratio", "size", "entries", "empty", "pdf", "cut short"],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence_and_leaves_nothing(
    analyst: Client, survey: Survey, content: Callable[[], bytes], said: str
) -> None:
    answer = send(analyst, survey, "answers.xlsx", content())
    assert answer.status_code == 200
    assert said in answer.text
    assert not DataSet.objects.exists()
    assert not survey.files.exists()
    assert files_of(survey) == []


def test_a_refused_job_leaves_nothing_and_its_page_says_why(
    analyst: Client, survey: Survey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiving, "READ_AT_ONCE_BYTES", 100)
    where = send(analyst, survey, "answers.xlsx", bomb()).headers["Location"]
    work()
    assert "times its size" in analyst.get(where).text
    assert files_of(survey) == []


def test_reading_stops_where_it_takes_more_processor_time_than_is_given(tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    file.write_text("id,words\n" + "1,a\n" * 200_000)
    limits = parsing.Limits(processor_seconds=0, seconds=30)
    with pytest.raises(parsing.TookTooLong, match="processor time"):
        parsing.parse(parsing.Uploaded(file, "answers.csv"), limits)


def test_reading_stops_where_it_takes_more_memory_than_is_given(tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    file.write_text("id,words\n" + "1,a\n" * 400_000)
    with pytest.raises(parsing.TookTooLong, match="memory"):
        parsing.parse(parsing.Uploaded(file, "answers.csv"), parsing.Limits(megabytes=150))


def test_what_takes_too_long_while_someone_waits_becomes_a_job(
    analyst: Client, survey: Survey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiving, "AT_ONCE", parsing.Limits(seconds=0.01))
    assert "/reading/" in send(analyst, survey, "small.csv", SMALL.encode()).headers["Location"]
    work()
    assert DataSet.objects.get().respondents == 6


def test_a_file_larger_than_any_that_is_read_is_not_taken_in(
    analyst: Client, survey: Survey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("theodolite.web.surveys.quota.LARGEST_UPLOAD", 100_000)
    said = send(analyst, survey, "answers.csv", b"x" * 200_000).text
    assert "at most 50 MB" in said
    assert files_of(survey) == []


def test_workbooks_and_spss_files_are_read_too(
    analyst: Client, survey: Survey, tmp_path: Path
) -> None:
    book = Workbook()
    for line in (["id", "post"], ["a", "Scientist"], ["b", "Engineer"], ["c", "Engineer"]):
        book.active.append(line)
    file = io.BytesIO()
    book.save(file)
    send(analyst, survey, "answers.xlsx", file.getvalue())
    assert survey.data_set is not None
    assert survey.data_set.respondents == 3
    spss = tmp_path / "answers.sav"
    pyreadstat.write_sav(pl.DataFrame({"id": ["a", "b"], "hours": [1.0, 2.0]}), spss)
    send(analyst, survey, "answers.sav", spss.read_bytes())
    assert (survey.data_set.respondents, survey.data_set.layout) == (2, "spss")


def test_answers_may_not_be_kept_without_an_end(analyst: Client, survey: Survey) -> None:
    today = timezone.localdate()
    for day in ("", today.isoformat(), (today + timedelta(days=4_000)).isoformat()):
        answer = send(analyst, survey, "small.csv", SMALL.encode(), retain_until=day)
        assert answer.status_code == 200
        assert "until" in answer.text
    assert not DataSet.objects.exists()


def test_a_second_upload_replaces_the_first_and_knows_respondents_again(analyst: Client) -> None:
    survey = small_survey().survey
    first = survey.data_set
    assert first is not None
    send(
        analyst,
        survey,
        "again.csv",
        SMALL.encode() + b"REG-1007,Gus Example,g@example.org,Porter,9,\n",
    )
    second = survey.data_set
    assert second is not None
    assert (second.respondents, second.name) == (7, "again.csv")
    first.refresh_from_db()
    assert first.deleted_at is not None


def test_uploads_that_nobody_read_are_cleared_away(analyst: Client, survey: Survey) -> None:
    key = survey_files.take_in(io.BytesIO(b"left behind"))
    old = survey_files.incoming_file(key)
    os.utime(old, (0, 0))
    send(analyst, survey, "small.csv", SMALL.encode())
    assert not old.exists()


@pytest.mark.parametrize("role", ["", "curator", "council", "administrator"])
def test_only_analysts_upload(survey: Survey, role: str) -> None:
    client = client_of(make_account(*filter(None, [role])))
    assert send(client, survey, "small.csv", SMALL.encode()).status_code == 403
    assert not DataSet.objects.exists()


def test_the_made_up_survey_of_125_is_read_from_its_export(analyst: Client, survey: Survey) -> None:
    send(analyst, survey, "answers.csv", (exported() / "answers.csv").read_bytes())
    assert DataSet.objects.get().respondents == 125
