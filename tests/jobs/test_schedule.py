"""What recurs is due at its moments, by the clock on the wall, and each moment asks once."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier
from zoneinfo import ZoneInfo

import pytest
from django.db import connections
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from theodolite.jobs.crew import at_work
from theodolite.jobs.kinds import KINDS
from theodolite.jobs.schedule import (
    NEVER,
    RECURRING,
    Recurring,
    ask_for_what_is_due,
    chosen,
    last_due,
    once_for_each_group,
)
from theodolite.jobs.worker import Pace, Worker, run_due
from theodolite.settings.errors import UnknownName, UnusableSettings
from theodolite.store import queue
from theodolite.store.installation import Installation
from theodolite.store.models import Group, Job

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")

moments = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))
zones = st.sampled_from(["UTC", "Europe/London", "America/St_Johns", "Pacific/Auckland"])
times = st.sampled_from(
    ["hourly", "00:00", "01:30", "02:30", "23:59", "monday 07:00", "sunday 01:30"]
)
STEPS = {"hourly": timedelta(hours=1), "daily": timedelta(hours=25), "weekly": timedelta(hours=169)}


@given(moments, zones, times)
def test_the_last_due_moment_is_near_and_stays_the_same_until_the_next(
    now: datetime, zone: str, when: str
) -> None:
    due = last_due(when, now=now, zone=ZoneInfo(zone))
    assert due is not None
    assert due <= now
    step = STEPS["hourly" if when == "hourly" else "weekly" if " " in when else "daily"]
    assert now - due < step
    between = due + (now - due) / 2
    assert last_due(when, now=between, zone=ZoneInfo(zone)) == due


@given(moments, zones)
def test_a_time_of_day_is_that_of_the_wall_clock_summer_and_winter(
    now: datetime, zone: str
) -> None:
    due = last_due("07:00", now=now, zone=ZoneInfo(zone))
    assert due is not None
    assert f"{due.astimezone(ZoneInfo(zone)):%H:%M}" == "07:00"


def test_a_day_of_the_week_is_the_last_such_day() -> None:
    due = last_due("friday 16:00", now=NOON, zone=LONDON)
    assert due == datetime(2026, 3, 6, 16, tzinfo=UTC)
    assert last_due(NEVER, now=NOON, zone=LONDON) is None


def test_an_installation_may_choose_other_times_and_is_told_of_those_it_cannot_mean() -> None:
    found = {one.kind: one.when for one in chosen(RECURRING, {"backup": "01:15", "scan": "never"})}
    assert (found["backup"], found["scan"], found["retain"]) == ("01:15", "never", "02:30")
    with pytest.raises(UnusableSettings, match="'soonish', which is no time of a schedule"):
        chosen(RECURRING, {"backup": "soonish"})
    with pytest.raises(UnknownName, match="Did you mean 'backup'"):
        chosen(RECURRING, {"backups": "01:15"})


@pytest.mark.django_db
def test_a_moment_that_passed_while_nothing_ran_is_made_up_for_once_unless_it_is_long_ago() -> None:
    weekly = Recurring("digest", "sunday 07:00", late=timedelta(days=2))
    asked = [
        len(ask_for_what_is_due([weekly], now=NOON + timedelta(days=days), zone=LONDON))
        for days in (0, 0.5, 1, 2, 3)
    ]
    assert asked == [1, 1, 0, 0, 0]
    assert Job.objects.count() == 1


@pytest.mark.django_db
def test_what_recurs_for_each_group_is_one_job_a_group() -> None:
    groups = [Group.objects.create(name=name).pk for name in ("Imaging", "Therapy")]
    digest = Recurring("digest", "monday 07:00", once_for_each_group)
    ask_for_what_is_due([digest], now=NOON, zone=LONDON)
    assert list(Job.objects.values_list("detail__group", flat=True)) == groups


@pytest.mark.django_db(transaction=True)
def test_the_schedule_is_looked_at_though_the_clock_is_set_back() -> None:
    shown = [NOON]
    worker = Worker({"retain": lambda _: {}}, Pace(pause=0.01, beat=0.01), lambda: shown[-1])
    with at_work(worker, Installation(), threads=1):
        shown.append(NOON - timedelta(days=3))
        until = time.monotonic() + 20
        while not Job.objects.filter(kind="retain", state="done").exists():
            assert time.monotonic() < until, "nothing was asked for in 20 seconds"
            time.sleep(0.01)


@pytest.mark.django_db
def test_no_job_is_forgotten_while_its_moment_could_ask_for_it_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "installation.toml").write_text("[keep]\ndays_of_jobs = 0\n")
    monkeypatch.setenv("THEODOLITE_WORKSPACE", str(tmp_path))
    worker, when = Worker({"retain": KINDS["retain"], "digest": lambda _: {}}), timezone.now()
    for once, days in (("lately", 1), ("long ago", 9)):
        job = queue.ask_for("digest", {}, queue.SCHEDULE, when - timedelta(days=days), once=once)
        Job.objects.filter(pk=job.pk).update(state="done", ended_at=job.due_at)
    queue.ask_for("retain", {}, queue.SCHEDULE)
    assert run_due(worker) == 1
    assert list(Job.objects.exclude(kind="retain").values_list("once", flat=True)) == ["lately"]


@pytest.mark.either_database
@pytest.mark.django_db(transaction=True)
def test_two_workers_that_look_at_the_same_moment_ask_once_for_each_due_moment() -> None:
    hours, recurring = 12, [Recurring("scan", "hourly"), Recurring("retain", "02:30")]
    together = Barrier(2)

    def look(_: int) -> None:
        for hour in range(hours):
            together.wait(30)
            ask_for_what_is_due(recurring, now=NOON + timedelta(hours=hour), zone=LONDON)
        connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(look, range(2)))
    assert Job.objects.filter(kind="scan").count() == hours
    assert Job.objects.filter(kind="retain").count() == 1
