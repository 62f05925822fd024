"""Jobs are asked for, taken, told of, cancelled, tried again and ended, each once."""

import logging
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from threading import Event
from typing import Any

import pytest
from django.db import transaction

from theodolite.jobs.kinds import KINDS, work_of
from theodolite.jobs.running import Running
from theodolite.jobs.worker import Pace, Worker, run_due, run_next
from theodolite.settings.errors import CorrectableError
from theodolite.store import queue
from theodolite.store.models import Entry, Job

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
LEASE = timedelta(seconds=30)


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.at = NOON

    def __call__(self) -> datetime:
        """What it shows."""
        return self.at

    def move(self, **by: float) -> None:
        """Let time pass."""
        self.at += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def ask(kind: str = "alder", **detail: Any) -> Job:
    return queue.ask_for(kind, detail, "asker", NOON)


def worker(clock: Clock, pace: Pace | None = None, **kinds: Any) -> Worker:
    return Worker(kinds, pace or Pace(), clock, Event(), "one")


def nothing(running: Running) -> Mapping[str, Any]:
    return {}


def taken_by(holder: str, at: datetime) -> queue.Lease:
    taken = queue.take(holder, now=at, lease=LEASE)
    assert taken is not None
    return taken[1]


def test_a_job_asked_for_in_a_change_that_is_undone_is_not_there() -> None:
    with transaction.atomic():
        ask()
        transaction.set_rollback(True)
    assert not Job.objects.exists()


def test_what_a_kind_gives_back_is_the_result_of_its_job(clock: Clock) -> None:
    job = ask(number=7)
    run_due(worker(clock, alder=lambda running: {"twice": 2 * running.detail["number"]}))
    job.refresh_from_db()
    assert (job.state, job.share, job.result) == ("done", 1.0, {"twice": 14})
    assert job.began_at == job.ended_at == NOON


def test_a_job_is_not_begun_before_its_time(clock: Clock) -> None:
    queue.ask_for("alder", {}, "asker", NOON + timedelta(hours=1))
    assert run_due(worker(clock, alder=nothing)) == 0
    clock.move(hours=1)
    assert run_due(worker(clock, alder=nothing)) == 1


def test_how_far_a_job_is_can_be_seen_while_it_runs(clock: Clock) -> None:
    seen: list[tuple[float, str, str]] = []
    job = ask()

    def half(running: Running) -> Mapping[str, Any]:
        running.tell(0.5, "Half of it")
        seen.append(Job.objects.values_list("share", "said", "state").get(pk=job.pk))
        return {}

    run_due(worker(clock, alder=half))
    assert seen == [(0.5, "Half of it", "running")]


def test_what_was_just_done_is_done_again_a_while_later_or_at_once_if_it_must() -> None:
    hour, seen = timedelta(hours=1), []

    def asks_anew(running: Running) -> Mapping[str, Any]:
        queue.ask_once_more("alder", "asker", apart=hour)
        seen.append(Job.objects.get(state="waiting").due_at - running.now())
        return {}

    def due() -> timedelta:
        queue.ask_once_more("alder", "asker", apart=hour)
        last = Job.objects.exclude(ended_at=None).latest("ended_at")
        return Job.objects.get(state="waiting").due_at - last.ended_at

    crew = Worker({"alder": asks_anew})
    queue.ask_once_more("alder", "asker", apart=hour)
    assert run_due(crew) == 1
    assert timedelta(minutes=59) < seen[0] <= hour
    assert timedelta(minutes=59) < due() <= hour
    assert run_due(crew) == 0
    queue.ask_once_more("alder", "asker")
    assert run_due(crew) == 1
    Job.objects.filter(state="waiting").delete()
    assert due() == hour


def test_a_clock_that_was_wrong_for_a_while_keeps_nothing_from_being_done() -> None:
    queue.ask_once_more("alder", "asker", apart=LEASE)
    run_due(Worker({"alder": nothing}, now=lambda: NOON.replace(year=2099)))
    queue.ask_once_more("alder", "asker", apart=LEASE)
    assert Job.objects.get(state="waiting").due_at.year < 2099


def test_a_waiting_job_is_cancelled_at_once_and_never_begun(clock: Clock) -> None:
    job = queue.cancel(ask().pk, now=NOON)
    assert job.state == "cancelled"
    assert run_due(worker(clock, alder=nothing)) == 0


def test_a_running_job_stops_where_it_next_says_how_far_it_is(clock: Clock) -> None:
    reached: list[str] = []
    job = ask()

    def cancelled_midway(running: Running) -> Mapping[str, Any]:
        running.tell(0.1)
        queue.cancel(job.pk, now=clock())
        reached.append("after the cancel")
        running.tell(0.2)
        reached.append("after the next word")
        return {}

    run_due(worker(clock, alder=cancelled_midway))
    job.refresh_from_db()
    assert (job.state, reached) == ("cancelled", ["after the cancel"])


def test_a_job_cancelled_before_it_finishes_keeps_nothing_of_its_finish(clock: Clock) -> None:
    job = ask()

    def too_late(running: Running) -> Mapping[str, Any]:
        queue.cancel(job.pk, now=clock())
        with running.finishing() as result:
            queue.ask_for("birch", {}, "asker")
        return result

    run_due(worker(clock, alder=too_late, birch=nothing))
    assert list(Job.objects.values_list("kind", "state")) == [("alder", "cancelled")]


def test_what_is_over_cannot_be_cancelled_and_what_is_not_need_not_be_asked_again(
    clock: Clock,
) -> None:
    job = ask(number=1)
    with pytest.raises(queue.JobIsOver, match="Wait until it has ended"):
        queue.ask_again(job, "other")
    run_due(worker(clock, alder=nothing))
    job.refresh_from_db()
    with pytest.raises(queue.JobIsOver, match="done already"):
        queue.cancel(job.pk, now=NOON)
    again = queue.ask_again(job, "other")
    assert (again.kind, again.detail, again.by, again.state) == (
        "alder", {"number": 1}, "other", "waiting",
    )  # fmt: skip


def test_what_a_person_can_put_right_fails_with_its_sentence_and_is_not_tried_again(
    clock: Clock,
) -> None:
    job = ask()

    def refuse(_: Running) -> Mapping[str, Any]:
        raise CorrectableError("The file is empty. Send one with answers in it.")

    run_due(worker(clock, alder=refuse))
    clock.move(days=1)
    assert run_due(worker(clock, alder=refuse)) == 0
    job.refresh_from_db()
    assert (job.state, job.error) == ("failed", "The file is empty. Send one with answers in it.")


def test_what_goes_wrong_on_our_side_is_tried_later_and_later_then_told_with_a_reference(
    clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    job, begun = ask(), []

    def break_down(_: Running) -> Mapping[str, Any]:
        begun.append(clock())
        raise KeyError("a secret of ours")

    pace = Pace(first_wait=60, longest_wait=600, most_failures=4)
    with caplog.at_level(logging.ERROR):
        for _ in range(60):
            run_due(worker(clock, pace, alder=break_down))
            clock.move(minutes=1)
    job.refresh_from_db()
    minutes = [round((at - NOON).total_seconds() / 60) for at in begun]
    assert (job.state, minutes) == ("failed", [0, 1, 5, 15])
    assert "It was tried 4 times" in job.error
    assert "secret" not in job.error
    assert "Traceback" not in job.error
    reference = job.error.split("reference ")[1][:8]
    (told,) = [one for one in caplog.records if reference in one.getMessage()]
    assert told.exc_info is not None


def test_a_job_that_failed_once_can_still_be_done(clock: Clock) -> None:
    job, tries = ask(), []

    def second_time(_: Running) -> Mapping[str, Any]:
        tries.append(1)
        return {"tries": len(tries)} if len(tries) > 1 else {}[""]

    run_due(worker(clock, alder=second_time))
    job.refresh_from_db()
    assert "will be tried again" in job.error
    clock.move(minutes=1)
    run_due(worker(clock, alder=second_time))
    job.refresh_from_db()
    assert (job.state, job.result, job.error) == ("done", {"tries": 2}, "")


def test_a_kind_that_nobody_knows_is_refused_with_the_nearest_ones(clock: Clock) -> None:
    job = ask("aldr")
    run_due(worker(clock, alder=nothing))
    job.refresh_from_db()
    assert job.state == "failed"
    assert "There is no kind of job 'aldr'" in job.error
    assert "Did you mean 'alder'?" in job.error


def test_the_lease_of_a_dead_worker_is_taken_over_and_what_it_writes_later_is_not_kept() -> None:
    job = ask()
    first = taken_by("dead", NOON)
    assert queue.take("other", now=NOON + LEASE, lease=LEASE) is None
    second = taken_by("other", NOON + LEASE + timedelta(seconds=1))
    assert (second.job, second.attempt) == (job.pk, 2)
    with pytest.raises(queue.LeaseLost), queue.finishing(first, now=NOON):
        Entry.objects.create(kind="effect", subject="of the dead", by="one", at=NOON)
    assert not Entry.objects.exists()
    with pytest.raises(queue.LeaseLost):
        queue.keep_lease(first, until=NOON + 9 * LEASE, share=0.9, said="still here")
    assert not queue.fail(first, "too late", now=NOON)
    with queue.finishing(second, now=NOON) as result:
        result["by"] = "other"
    job.refresh_from_db()
    assert (job.state, job.result) == ("done", {"by": "other"})


def test_the_lease_of_a_worker_that_died_before_the_clock_was_set_back_is_taken_over() -> None:
    job = ask()
    taken_by("dead", NOON)
    assert queue.take("other", now=NOON - timedelta(minutes=1), lease=LEASE) is None
    assert taken_by("other", NOON - timedelta(hours=1)).job == job.pk


def test_a_worker_that_is_heard_of_keeps_its_job() -> None:
    ask()
    lease = taken_by("slow", NOON)
    assert queue.keep_lease(lease, until=NOON + 9 * LEASE, share=0.5, said="")
    assert queue.take("other", now=NOON + 8 * LEASE, lease=LEASE) is None


def test_a_job_that_was_cancelled_while_its_worker_lay_dead_is_not_begun_anew(
    clock: Clock,
) -> None:
    job = ask()
    taken_by("dead", NOON)
    queue.cancel(job.pk, now=NOON)
    clock.move(minutes=5)
    run_due(worker(clock, alder=nothing))
    job.refresh_from_db()
    assert job.state == "cancelled"


def test_a_job_that_took_its_worker_down_again_and_again_is_given_up_with_a_sentence(
    clock: Clock,
) -> None:
    job = ask()
    for _ in range(3):
        taken_by("dead", clock())
        clock.move(minutes=5)
    run_due(worker(clock, Pace(most_attempts=3), alder=nothing))
    job.refresh_from_db()
    assert job.state == "failed"
    assert "begun 3 times" in job.error


def test_a_job_whose_worker_is_stopped_waits_as_if_it_had_not_been_begun(clock: Clock) -> None:
    job, one = ask(), worker(clock)

    def stopped(running: Running) -> Mapping[str, Any]:
        one.stopping.set()
        running.tell(0.7)
        return {}

    run_next(Worker({"alder": stopped}, one.pace, clock, one.stopping, "one"), has_pulse=False)
    job.refresh_from_db()
    assert (job.state, job.share, job.failures) == ("waiting", 0.0, 0)


def test_of_one_kind_one_job_runs_at_a_time_and_another_kind_beside_it() -> None:
    first, _, other = ask("alder"), ask("alder"), ask("birch")
    assert taken_by("one", NOON).job == first.pk
    assert taken_by("two", NOON).job == other.pk
    assert queue.take("three", now=NOON, lease=LEASE) is None


def test_of_several_that_name_the_same_moment_the_first_is_kept() -> None:
    jobs = {queue.ask_for("alder", {}, "schedule", NOON, once="alder at noon").pk for _ in "abc"}
    assert len(jobs) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_that_can_be_asked_for_is_there(kind: str) -> None:
    assert callable(work_of(KINDS[kind]))
