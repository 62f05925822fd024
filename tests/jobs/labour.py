"""Processes that ask for jobs, work on them and count what was done, to be killed at any moment.

Each job's effect is a line of the history, so that the chain of it tells of any harm, too.
"""

import multiprocessing
import os
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

# A server that has imported everything but opened nothing forks them, which is quick and sound.
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(
    [
        "theodolite.store.sqlite",
        "tests.jobs.labour",
        "django.db.backends.sqlite3.base",
        "django.db.models",
        "psycopg",
    ]
)

KINDS = ("alder", "birch", "cedar", "dogwood")
"""One of a kind runs at a time, so several kinds are needed for work side by side."""


@dataclass(frozen=True)
class Place:
    """A folder, and the database server to use instead of its file, if any."""

    folder: Path
    address: str = ""

    def set_up(self) -> None:
        """Make the store usable in this process."""
        os.environ["DATABASE_URL"] = self.address
        os.environ["THEODOLITE_WORKSPACE"] = str(self.folder)
        from theodolite.store.configuring import configure

        self.folder.mkdir(parents=True, exist_ok=True)
        configure(self.folder)

    def do(self, what: Callable[..., Any], *given: Any) -> Any:
        """Do something there in a process of its own, and give back what it said."""
        with PROCESSES.Pool(1) as pool:
            return pool.apply(_there, (self, what, *given))


def _there(place: Place, what: Callable[..., Any], *given: Any) -> Any:
    place.set_up()
    return what(*given)


def make_tables() -> None:
    """An empty database, ready for jobs."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def ask(jobs: int) -> None:
    """Ask for jobs of several kinds, numbered."""
    from django.db import transaction

    from theodolite.store.queue import ask_for

    with transaction.atomic():
        for number in range(jobs):
            ask_for(KINDS[number % len(KINDS)], {"number": number}, "tester")


def tally() -> dict[str, Any]:
    """How often each job's effect is there, how the jobs stand, and whether the chain holds."""
    from theodolite.store.history import verify
    from theodolite.store.models import Entry, Job

    return {
        "effects": Counter(Entry.objects.filter(kind="effect").values_list("subject", flat=True)),
        "states": Counter(Job.objects.values_list("state", flat=True)),
        "attempts": sum(Job.objects.values_list("attempts", flat=True)),
        "broken_at": verify().broken_at,
    }


def over() -> int:
    """How many jobs have ended."""
    from theodolite.store.models import Job

    return Job.objects.filter(ended_at__isnull=False).count()


def work_for_ever(place: Place, ready: Connection, lease: float) -> None:
    """Work on whatever is due until killed."""
    place.set_up()
    from theodolite.jobs.crew import at_work
    from theodolite.jobs.worker import Pace, Worker
    from theodolite.store.installation import Installation

    pace = Pace(pause=0.01, beat=0.1, lease=lease)
    kinds = dict.fromkeys(KINDS, leave_an_effect)
    with at_work(Worker(kinds, pace), Installation(), threads=2):
        ready.send(None)
        time.sleep(120)


def leave_an_effect(running: Any) -> dict[str, Any]:
    """A little work, one line of the history with the mark, and a little more."""
    from theodolite.store.history import write_down

    number = str(running.detail["number"])
    time.sleep(random.uniform(0, 0.02))  # noqa: S311  chance for a trial, not for a secret
    running.tell(0.5, "Half")
    with running.finishing() as result:
        write_down("effect", number, "tester", at=running.now())
        time.sleep(random.uniform(0, 0.01))  # noqa: S311  chance for a trial, not for a secret
        result["number"] = number
    time.sleep(random.uniform(0, 0.01))  # noqa: S311  chance for a trial, not for a secret
    return result


@contextmanager
def working(place: Place, *, lease: float = 0.5) -> Iterator[None]:
    """A process that works, ready when the block begins and killed (SIGKILL) when it ends."""
    here, there = PROCESSES.Pipe()
    process = PROCESSES.Process(target=work_for_ever, args=(place, there, lease))
    process.start()
    try:
        assert here.poll(30), "no worker was ready in 30 seconds"
        yield
    finally:
        process.kill()
        process.join()
