"""Workers as threads of one process, and the first of them looks at the schedule."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Event, Thread
from zoneinfo import ZoneInfo

from theodolite.jobs.schedule import ask_for_what_is_due, recurring_in
from theodolite.jobs.worker import Worker, work
from theodolite.store.installation import Installation

THREADS = 2
"""So that nobody waits for a long scan to have a survey analysed."""

LOOKS_EVERY = 20.0
"""Seconds from one look at the schedule to the next."""

ENDS_WITHIN = 10.0
"""Seconds that running jobs are given to come to their next word when the crew stops."""


@contextmanager
def at_work(
    worker: Worker, installation: Installation, *, threads: int = THREADS
) -> Iterator[Event]:
    """Work through the queue and the schedule while the block lasts; then stop at the next word.

    A job that does not come to one in time is begun anew by the next worker.
    """
    looks = _looking_at_the_schedule(worker, installation)
    crew = [
        Thread(
            target=work,
            args=(
                replace(worker, name=f"{worker.name}:{number}"),
                *([looks] if not number else []),
            ),
            name=f"worker-{number}",
            daemon=True,
        )
        for number in range(threads)
    ]
    for one in crew:
        one.start()
    try:
        yield worker.stopping
    finally:
        worker.stopping.set()
        for one in crew:
            one.join(ENDS_WITHIN / threads)


def _looking_at_the_schedule(worker: Worker, installation: Installation) -> Callable[[], None]:
    recurring = [one for one in recurring_in(installation) if one.kind in worker.kinds]
    # Not at once: whoever has just started the server is waiting for its first page.
    zone, looked = ZoneInfo(installation.time_zone), worker.now().timestamp()

    def look() -> None:
        nonlocal looked
        # A clock that was set back is far from the last look, too.
        if abs((at := worker.now()).timestamp() - looked) >= LOOKS_EVERY:
            # Noted first, so that a look which fails keeps nobody from the jobs there are.
            looked = at.timestamp()
            ask_for_what_is_due(recurring, now=at, zone=zone)

    return look
