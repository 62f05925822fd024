"""Who does the work: this process, others on this machine, or a scheduler anywhere."""

import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from theodolite.horizon.errors import HorizonError
from theodolite.horizon.sweep.one_file import FileDone, Task, sweep_file

if TYPE_CHECKING:
    from distributed import Client

ATTEMPTS = 3
"""How often a file is begun anew whose worker died."""

_ONE_THREAD = {"POLARS_MAX_THREADS": "1", "OMP_NUM_THREADS": "1", "NUMBA_NUM_THREADS": "1"}
_SECONDS_TO_CONNECT = 30

_ADDRESS = re.compile(r"(?:tcp|tls|ws|wss)://[^\s:/]+(?::[0-9]{1,5})?")

Outcome = FileDone | HorizonError


class NoScheduler(HorizonError):
    """Nothing answers at the address of a scheduler."""


@dataclass(frozen=True)
class Crew:
    """Who does the work.

    One worker is this very process. More are processes of their own, one thread each, that nobody
    outside this machine can reach. With `scheduler` (`tcp://…`) the workers that are connected
    there are used; they must see the same files under the same paths.
    """

    workers: int = 1
    scheduler: str = ""


ALONE = Crew()
"""This process alone."""


def each_done(tasks: Sequence[Task], crew: Crew) -> Iterator[tuple[Task, Outcome]]:
    """Do every task and yield what came of it, in the order in which they are finished."""
    if crew == ALONE:
        yield from ((task, _outcome(task)) for task in tasks)
        return
    from distributed import as_completed

    with _client(min(crew.workers, len(tasks)), crew.scheduler) as client:
        waiting = {
            client.submit(
                _outcome, task, key=f"sweep-{task.name}-{task.model}", retries=ATTEMPTS
            ): task
            for task in tasks
        }
        for future in as_completed(list(waiting), loop=client.loop):
            yield waiting[future], future.result()


def _outcome(task: Task) -> Outcome:
    """What came of a file; a damaged one does not stop the others."""
    try:
        return sweep_file(task)
    except HorizonError as problem:
        return problem


@contextmanager
def _client(workers: int, scheduler: str) -> "Iterator[Client]":
    if scheduler and not _ADDRESS.fullmatch(scheduler):
        raise NoScheduler(
            f"{scheduler!r} is no address of a scheduler. Give one such as tcp://host:8786, as"
            " `dask scheduler` prints it when it starts, or leave --scheduler out."
        )
    from distributed import Client

    if scheduler:
        try:
            client = Client(scheduler, timeout=_SECONDS_TO_CONNECT, set_as_default=False)
        except (OSError, ValueError) as error:
            raise NoScheduler(
                f"No scheduler answers at {scheduler} ({error}). Start one there with"
                " `dask scheduler`, or leave --scheduler out to work on this machine."
            ) from None
        with client:
            yield client
        return
    with local_workers(workers) as address, Client(address, set_as_default=False) as client:
        yield client


@contextmanager
def local_workers(workers: int) -> Iterator[str]:
    """Start processes on this machine, one thread each, and give their scheduler's address."""
    from dask import config
    from distributed import LocalCluster

    with (
        config.set({"distributed.nanny.pre-spawn-environ": _ONE_THREAD}),
        LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address=None,
            silence_logs=logging.ERROR,
        ) as cluster,
    ):
        yield cluster.scheduler_address
