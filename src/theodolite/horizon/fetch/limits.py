"""How much of a server's answer is taken, how long it is waited for, and the clock for both."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one answer and on the patience with one source.

    `total_seconds` covers an answer from looking up the name to its last byte; `most_bytes` counts
    it as sent and as unpacked; `attempts` is how often what may pass by itself is tried, and
    `longest_wait_seconds` how long is waited between; `fresh_seconds` is the longest that a cached
    answer is believed without asking, whatever the server said; `requests_per_host` ends one run's
    reading of a host, to go on at the next.
    """

    connect_seconds: float = 10.0
    total_seconds: float = 60.0
    most_bytes: int = 50_000_000
    redirects: int = 5
    attempts: int = 3
    longest_wait_seconds: float = 30.0
    fresh_seconds: int = 3_600
    requests_per_host: int = 1_000


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Clock:
    """The time of day in UTC, seconds that only go forwards, and how to wait."""

    now: Callable[[], datetime] = _now
    seconds: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
