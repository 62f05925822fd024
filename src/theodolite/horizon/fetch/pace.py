"""How often a host is asked: as its owners have published, and as its answers say.

arXiv asks for one request in three seconds (info.arxiv.org/help/api/tou.html), NCBI for three a
second (NBK25497), ClinicalTrials.gov for about fifty a minute, GOV.UK for at most ten a second;
Crossref tells its limits in headers. Whoever has published nothing is asked once a second. No host
is ever asked twice at once.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from threading import Lock

from theodolite.horizon.fetch.limits import Clock, Limits
from theodolite.horizon.fetch.refusals import SlowDown

USUAL_DELAY = 1.0
"""Seconds from one request to a host to the next, where nothing else is known."""

DELAYS = {
    "export.arxiv.org": 3.0,
    "arxiv.org": 3.0,
    "eutils.ncbi.nlm.nih.gov": 1 / 3,
    "api.crossref.org": 0.1,
    "api.openalex.org": 0.1,
    "www.ebi.ac.uk": 0.2,
    "www.gov.uk": 0.2,
    "clinicaltrials.gov": 1.2,
}
"""Seconds from one request to a host to the next, as its owners ask."""


class Pace:
    """Remembers when each host may be asked again; shared by all threads of a run."""

    def __init__(self, clock: Clock, limits: Limits, delays: Mapping[str, float] = DELAYS) -> None:
        self._clock = clock
        self._limits = limits
        self._delays = defaultdict(lambda: USUAL_DELAY, delays)
        self._free_at: dict[str, float] = {}
        self._asked: dict[str, int] = defaultdict(int)
        self._turns: dict[str, Lock] = defaultdict(Lock)
        self._lock = Lock()

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Wait until the host may be asked, and keep everyone else from asking it meanwhile."""
        with self._lock:
            turn = self._turns[host]
        with turn:
            self._count(host)
            wait = self._free_at.get(host, 0.0) - self._clock.seconds()
            if wait > 0:
                self._clock.sleep(wait)
            try:
                yield
            finally:
                self._free_at[host] = self._clock.seconds() + self._delays[host]

    def learn(self, host: str, headers: Mapping[str, str]) -> None:
        """Go no faster than the host's answer says (Crossref: so many requests per interval)."""
        count = re.fullmatch(r"\d{1,9}", headers.get("x-rate-limit-limit", ""))
        interval = re.fullmatch(r"(\d{1,9})s?", headers.get("x-rate-limit-interval", ""))
        if count and interval and int(count[0]):
            self.slower(host, int(interval[1]) / int(count[0]))

    def slower(self, host: str, delay: float) -> None:
        """Leave at least so many seconds between requests to a host, a minute at most."""
        self._delays[host] = max(self._delays[host], min(delay, 60.0))

    def _count(self, host: str) -> None:
        self._asked[host] += 1
        if self._asked[host] > self._limits.requests_per_host:
            raise SlowDown(
                f"{host} was asked {self._limits.requests_per_host:,} times in this run, which is"
                " as often as we allow ourselves. The next scan goes on where this one stopped.",
                until=self._clock.now() + timedelta(hours=1),
            )


def retry_after(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """When the server will answer again, from its Retry-After in seconds or as a date (RFC 9110).

    >>> from datetime import UTC, datetime
    >>> noon = datetime(2026, 3, 9, 12, tzinfo=UTC)
    >>> print(retry_after({"retry-after": "90"}, noon))
    2026-03-09 12:01:30+00:00
    >>> print(retry_after({"retry-after": "Mon, 09 Mar 2026 13:00:00 GMT"}, noon))
    2026-03-09 13:00:00+00:00
    """
    told = headers.get("retry-after", "").strip()
    try:
        if told.isascii() and told.isdecimal():
            return now + timedelta(seconds=min(int(told), 30 * 86_400))
        at = parsedate_to_datetime(told)
        at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return min(max(at, now), now + timedelta(days=30))
