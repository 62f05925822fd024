"""The worker: takes jobs that are due, one after another, and sees each of them to its end."""

import logging
import os
import secrets
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event, Thread

from django.db import connections
from django.utils import timezone

from theodolite.jobs.kinds import KINDS, Work, work_of
from theodolite.jobs.running import Interrupted, Running
from theodolite.settings.errors import CorrectableError, unknown_name
from theodolite.store import queue
from theodolite.store.models import Job

_LOG = logging.getLogger(__name__)

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Pace:
    """How often a worker does what, in seconds; what is not told has sensible values.

    A job whose worker has not been heard of for `lease` is given to another. One that fails for a
    reason of ours is tried `most_failures` times in all, `first_wait` after the first failure and
    four times as long after each further one, up to `longest_wait`; one that took its worker down
    `most_attempts` times is not taken again.
    """

    pause: float = 0.5
    beat: float = 1.0
    lease: float = 30.0
    first_wait: float = 30.0
    longest_wait: float = 3_600.0
    most_failures: int = 5
    most_attempts: int = 25


@dataclass(frozen=True, slots=True)
class Worker:
    """What a worker goes by: the kinds it knows, its pace, its clock and its name."""

    kinds: Mapping[str, Work | str] = field(default_factory=lambda: KINDS)
    pace: Pace = Pace()
    now: Clock = timezone.now
    stopping: Event = field(default_factory=Event)
    name: str = field(default_factory=lambda: _name())


def work(worker: Worker, often: Callable[[], object] = lambda: None) -> None:
    """Take and do jobs until the worker is to stop; `often` is called between them."""
    while not worker.stopping.is_set():
        try:
            often()
            done = run_next(worker)
        except Exception:
            # A database that cannot be reached now may be there again soon.
            _LOG.exception("The worker could not take a job; it goes on trying.")
            done = False
            connections.close_all()
            worker.stopping.wait(worker.pace.beat)
        if not done:
            worker.stopping.wait(worker.pace.pause)
    connections.close_all()


def run_due(worker: Worker | None = None, *, most: int = 1_000) -> int:
    """Do everything that is due now, in this thread, and say how many jobs that was."""
    worker = worker or Worker()
    done = 0
    while done < most and run_next(worker, has_pulse=False):
        done += 1
    return done


def run_next(worker: Worker, *, has_pulse: bool = True) -> bool:
    """Take one job and see it to its end; whether there was one."""
    lasts = timedelta(seconds=worker.pace.lease)
    taken = queue.take(worker.name, now=worker.now(), lease=lasts)
    if taken is None:
        return False
    job, lease = taken
    running = Running(
        job.detail, job.by, job.pk, worker.now, lease, lasts, worker.stopping, not has_pulse
    )
    with _pulse(running, worker.pace.beat) if has_pulse else _still():
        _see_to_its_end(running, job, worker)
    return True


def _see_to_its_end(running: Running, job: Job, worker: Worker) -> None:
    try:
        _do(running, job, worker)
    except (Interrupted, queue.LeaseLost):
        _give_up(running, worker)
    except CorrectableError as problem:
        queue.fail(running.lease, str(problem), now=worker.now())
    except Exception as problem:
        _put_off(running, job, worker, problem)


def _do(running: Running, job: Job, worker: Worker) -> None:
    if job.kind not in worker.kinds:
        raise unknown_name("kind of job", job.kind, worker.kinds, where=f"job {job.pk}")
    if job.attempts > worker.pace.most_attempts:
        raise CorrectableError(
            f"This work was begun {job.attempts - 1} times and never came to an end. Ask for"
            " less at once, or let whoever keeps the program look at what stops it."
        )
    result = work_of(worker.kinds[job.kind])(running)
    if not running.is_finished:
        with running.finishing() as kept:
            kept.update(result)


def _give_up(running: Running, worker: Worker) -> None:
    """Leave a job that must not go on: cancelled, put back for another, or no longer ours."""
    row = running.lease.rows.first()
    if row is not None and row.is_cancel_asked:
        queue.has_cancelled(running.lease, now=worker.now())
    elif row is not None:
        queue.put_back(running.lease)


def _put_off(running: Running, job: Job, worker: Worker, problem: Exception) -> None:
    """Try a job again later, or give it up after too many failures; the log has the details."""
    pace, failures, reference = worker.pace, job.failures + 1, secrets.token_hex(4)
    _LOG.error("Job %s (%s) failed, reference %s", job.pk, job.kind, reference, exc_info=problem)
    said = f"Something went wrong here that is not yours to put right (reference {reference})."
    if failures >= pace.most_failures:
        told = f"{said} It was tried {failures} times. Tell whoever keeps the program."
        queue.fail(running.lease, told, now=worker.now())
        return
    wait = min(pace.first_wait * 4 ** (failures - 1), pace.longest_wait)
    at = worker.now() + timedelta(seconds=wait)
    told = f"{said} It will be tried again."
    queue.try_again(running.lease, told, at=at, failures=failures)


@contextmanager
def _pulse(running: Running, every: float) -> Iterator[None]:
    """Hold the lease from a thread of its own, however long the work says nothing."""
    ended = Event()

    def beat() -> None:
        while not ended.wait(every):
            try:
                running.beat()
            except Exception:
                _LOG.exception("Job %s could not be held; it goes on trying.", running.number)
        connections.close_all()

    thread = Thread(target=beat, name=f"job-{running.number}-pulse", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


@contextmanager
def _still() -> Iterator[None]:
    yield


def _name() -> str:
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"
