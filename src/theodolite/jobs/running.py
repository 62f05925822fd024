"""A job while it runs, as the function that does it sees it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event
from typing import Any

from theodolite.store import queue


class Interrupted(Exception):
    """The job must not go on: it was cancelled, its worker is being stopped, or the lease is lost.

    Never caught by a kind of job; whatever it wrote so far must be worth keeping, or undone.
    """


@dataclass(slots=True)
class Running:
    """What a kind of job is given: its `detail`, who asked (`by`), and the clock.

    `tell` costs next to nothing and may be called from any thread, as often as one likes.
    """

    detail: Mapping[str, Any]
    by: str
    number: int
    now: Callable[[], datetime]
    lease: queue.Lease
    lasts: timedelta
    stopping: Event
    writes_at_once: bool = False
    share: float = 0.0
    said: str = ""
    is_finished: bool = False
    _must_end: Event = field(default_factory=Event)

    def tell(self, share: float, words: str = "") -> None:
        """Say how much is done, from 0 to 1, and what is being done; raises Interrupted to stop."""
        self.share, self.said = min(max(share, 0.0), 1.0), words or self.said
        if self.writes_at_once:
            self.beat()
        if self._must_end.is_set() or self.stopping.is_set():
            raise Interrupted

    @contextmanager
    def finishing(self) -> Iterator[dict[str, Any]]:
        """One transaction that holds what the job must do once, and the mark that it is done.

        Fill the dictionary with the result. Nothing of the block is kept unless all of it is.
        """
        with queue.finishing(self.lease, now=self.now()) as result:
            yield result
        self.is_finished = True

    def beat(self) -> None:
        """Hold the lease and write down how far it is; the worker sees to it once a second."""
        if self.is_finished:
            return
        until = self.now() + self.lasts
        try:
            goes_on = queue.keep_lease(self.lease, until=until, share=self.share, said=self.said)
        except queue.LeaseLost:
            goes_on = False
        if not goes_on:
            self._must_end.set()
