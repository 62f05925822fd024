"""Doors that may ask the one server of a test, and time that passes only by waiting."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.horizon.replay import Asked, Replay
from theodolite.horizon.fetch.connection import Network
from theodolite.horizon.fetch.door import Door, Fetched, Outside
from theodolite.horizon.fetch.limits import Clock, Limits
from theodolite.horizon.sources.source import Request, Source

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
FEED = Source("journal feed", "feed", "https://example.org/feed")
INTERFACE = Source("works", "openalex", "https://api.openalex.org/works")


@dataclass
class FakeClock:
    """Time that passes only by waiting."""

    at: float = 0.0
    waits: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        """Note the wait, and let it pass."""
        self.waits.append(seconds)
        self.at += seconds

    def clock(self) -> Clock:
        """The same time, as a door asks for it."""
        return Clock(lambda: NOON + timedelta(seconds=self.at), lambda: self.at, self.sleep)


@dataclass
class At:
    """A door that may ask the one server of a test, and time that a test can look at."""

    server: str
    folder: Path
    time: FakeClock = field(default_factory=FakeClock)
    limits: Limits = field(default_factory=Limits)
    secrets: dict[str, str] = field(default_factory=dict)
    resolve: Callable[[str, int], Sequence[str]] | None = None
    contact: str = "horizon@example.org"

    def door(self) -> Door:
        """A new run's door."""
        network = Network(allowed=frozenset({self.server.removeprefix("http://")}))
        if self.resolve:
            network = replace(network, resolve=self.resolve)
        outside = Outside(network, self.time.clock(), self.secrets)
        return Door(self.folder, self.contact, self.limits, outside)

    def fetch(self, path: str = "/feed", source: Source = FEED) -> Fetched:
        """Ask the server for a path through a new door."""
        return self.door().fetch(Request(f"{self.server}{path}"), source)


def pages(server: Replay) -> list[Asked]:
    return [one for one in server.asked if one.path != "/robots.txt"]
