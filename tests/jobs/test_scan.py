"""A scan as a job: what is new is kept, what failed is told, and what follows is asked for."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.horizon.watched_folder import watch
from tests.jobs.labour import Place

pytestmark = pytest.mark.either_database


@pytest.fixture
def watching(place: Place) -> Place:
    """An installation that watches a file, and an address that it may not ask."""
    watch(place.folder)
    return place


def scan(**detail: Any) -> list[tuple[str, str, str, Any]]:
    """Ask for nothing but a scan, do it, and tell of every job there is then."""
    from theodolite.jobs.kinds import KINDS
    from theodolite.jobs.worker import Pace, Worker, run_next
    from theodolite.store.models import Job
    from theodolite.store.queue import ask_for

    Job.objects.all().delete()
    ask_for("scan", detail, "curator")
    assert run_next(Worker({"scan": KINDS["scan"]}, Pace(beat=0.05)))
    return list(Job.objects.order_by("pk").values_list("kind", "state", "error", "result"))


def scheduled() -> list[str]:
    """The kinds of jobs that the schedule asks for now."""
    from zoneinfo import ZoneInfo

    from theodolite.jobs.schedule import RECURRING, ask_for_what_is_due

    now = datetime(2026, 3, 9, 12, tzinfo=UTC)
    return sorted(
        {job.kind for job in ask_for_what_is_due(RECURRING, now=now, zone=ZoneInfo("UTC"))}
    )


def test_a_scan_keeps_what_is_new_and_has_it_placed(watching: Place) -> None:
    (kind, state, error, result), follows = watching.do(scan)
    assert (kind, state, error) == ("scan", "done", "")
    assert (result["new"], result["asked"], result["not_due"]) == (1, 2, 0)
    (failed,) = result["failed"]
    assert failed.startswith("inside: ")
    assert follows[:2] == ("place", "waiting")


def test_a_second_scan_asks_only_what_is_due_unless_told_which(watching: Place) -> None:
    watching.do(scan)
    again = watching.do(scan)[0][3]
    assert (again["asked"], again["not_due"]) == (0, 2)
    named = watching.do(scan_named)[0][3]
    assert (named["asked"], named["new"]) == (1, 0)


def scan_named() -> list[tuple[str, str, str, Any]]:
    return scan(sources=["our exports"])


def test_without_sources_no_scan_recurs_and_one_that_is_asked_for_says_what_to_do(
    place: Place,
) -> None:
    assert "scan" not in place.do(scheduled)
    ((_, state, error, _),) = place.do(scan)
    assert state == "failed"
    assert "holds no sources.toml" in error
    watch(place.folder)
    assert "scan" in place.do(scheduled)
