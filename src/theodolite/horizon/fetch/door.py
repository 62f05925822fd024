"""Fetch what a source sends: every address checked, every answer bounded, every host spared.

Redirects are followed here, one by one, each address checked like the first. What may pass by
itself is tried again after a wait that doubles and is shaken by chance, so that many installations
do not come back at once.
"""

import os
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from urllib.parse import quote, quote_plus, urlsplit

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt

from theodolite.horizon.fetch.addresses import Destination, destination, without_secrets
from theodolite.horizon.fetch.answering import budget_told, refusal
from theodolite.horizon.fetch.asking import Answered, ask
from theodolite.horizon.fetch.cache import AnswerCache
from theodolite.horizon.fetch.connection import Network
from theodolite.horizon.fetch.limits import Clock, Limits
from theodolite.horizon.fetch.local_files import changed_files, read_file
from theodolite.horizon.fetch.mailbox import read_mailbox
from theodolite.horizon.fetch.pace import Pace
from theodolite.horizon.fetch.refusals import (
    CannotFetch,
    MissingSecret,
    ServerTrouble,
    SlowDown,
    TooMuch,
    Unreachable,
    UnsafeAddress,
)
from theodolite.horizon.fetch.robots import Robots
from theodolite.horizon.sources.source import Answer, Request, Source

PROGRAM = "theodolite"
"""What we call ourselves, to servers and in robots.txt."""

DOCUMENTED = frozenset(
    {"openalex", "crossref", "europe-pmc", "pubmed", "arxiv", "oai-pmh", "gov-uk"}
    | {"clinical-trials"}
)
"""Kinds of source that ask an interface published for programs, with terms of its own; robots.txt
speaks of pages, and is followed for all other kinds."""

_REDIRECTS = {301, 302, 303, 307, 308}
_FOR_GOOD = {301, 308}


@dataclass(frozen=True, slots=True)
class Outside:
    """What a door finds outside the program: the network, the clock, secrets, and chance."""

    network: Network = field(default_factory=Network)
    clock: Clock = field(default_factory=Clock)
    secrets: Mapping[str, str] = field(default_factory=lambda: os.environ)
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer, and what its way here tells of the source.

    `moved_to` is the new address where the server says that the old one is given up; `budget` holds
    the headers in which a host tells what may still be asked of it.
    """

    answer: Answer
    moved_to: str = ""
    budget: Mapping[str, str] = field(default_factory=dict)


class Door:
    """The one way out; made once for a run, and shared by its threads.

    `folder` is the workspace's, from which paths are read and in which answers are cached;
    `contact` is the address at which owners of servers can reach whoever scans.
    """

    def __init__(
        self,
        folder: Path,
        contact: str = "",
        limits: Limits | None = None,
        outside: Outside | None = None,
    ) -> None:
        self._folder = folder
        self._limits = limits or Limits()
        self._outside = outside or Outside()
        self._pace = Pace(self._outside.clock, self._limits)
        self._agent = f"{PROGRAM} (mailto:{contact})" if contact else PROGRAM
        self._robots = Robots(PROGRAM, self._read_robots)
        self._chance = random.Random(self._outside.seed)  # noqa: S311 -- spreads waits, no secret

    def each_of(self, request: Request, since: datetime | None) -> Sequence[Request]:
        """The request itself; for a folder, one for each file that came or changed `since`."""
        if "://" in request.address:
            return (request,)
        files = changed_files(self._folder, request.address, since)
        return tuple(replace(request, address=file) for file in files)

    def fetch(self, request: Request, source: Source) -> Fetched:
        """The answer to one request of a source, or the reason why there is none."""
        secret = self._secret(source)
        try:
            fetched = self._fetched_from(request, source)
        except CannotFetch as refused:
            raise type(refused)(_redacted(str(refused), secret), until=refused.until) from None
        address = _redacted(fetched.answer.address, secret)
        moved_to = _redacted(fetched.moved_to, secret)
        return replace(fetched, answer=replace(fetched.answer, address=address), moved_to=moved_to)

    def _fetched_from(self, request: Request, source: Source) -> Fetched:
        if request.address.startswith("imaps:"):
            return self._from_mailbox(request, source)
        if "://" not in request.address:
            return Fetched(read_file(self._folder / request.address, self._limits, self._now()))
        return self._tried(request, source)

    def _from_mailbox(self, request: Request, source: Source) -> Fetched:
        secret, limits = self._secret(source), self._limits
        payload = read_mailbox(request.address, secret, limits, self._outside.network)
        return Fetched(Answer(payload, without_secrets(request.address), self._now()))

    def _tried(self, request: Request, source: Source) -> Fetched:
        retrying = Retrying(
            stop=stop_after_attempt(self._limits.attempts),
            retry=retry_if_exception(self._may_pass_soon),
            wait=self._wait_before,
            sleep=self._outside.clock.sleep,
            reraise=True,
        )
        return retrying(self._followed, request, source)

    def _followed(self, request: Request, source: Source) -> Fetched:
        """Ask, and follow where the server points to, a bounded number of times."""
        place, headers = self._first(request, source)
        moved_to, is_given_up = "", True
        for _ in range(self._limits.redirects + 1):
            if source.kind not in DOCUMENTED:
                self._robots.check(place)
                self._pace.slower(place.host, self._robots.delay(place))
            answered = self._asked(place, headers)
            if answered.status not in _REDIRECTS or "location" not in answered.headers:
                return self._fetched(answered, place, moved_to)
            target = self._next(place, answered.headers["location"])
            if target.host != place.host:
                headers = {name: headers[name] for name in headers if name in _HARMLESS}
            place = target
            is_given_up = is_given_up and answered.status in _FOR_GOOD
            moved_to = without_secrets(str(place.url)) if is_given_up else moved_to
        raise TooMuch(
            f"{without_secrets(request.address)} points on and on, more than"
            f" {self._limits.redirects} times. Open it in a browser and give the address you land"
            " at, or leave the source out."
        )

    def _asked(self, place: Destination, headers: Mapping[str, str]) -> Answered:
        """One request, in the host's turn; what the host says of its limits is taken to heart."""
        with self._pace.turn(place.host):
            cache = AnswerCache(
                self._folder / "cache",
                str(place.url),
                now=self._now(),
                fresh_seconds=self._limits.fresh_seconds,
            )
            answered = ask(place, headers, cache, self._limits, self._outside.network)
        self._pace.learn(place.host, answered.headers)
        return answered

    def _fetched(self, answered: Answered, place: Destination, moved_to: str) -> Fetched:
        now = self._now()
        why_not = refusal(answered.status, answered.headers, answered.body, place, now)
        if why_not is not None:
            raise why_not
        answer = Answer(answered.body, str(place.url), now, answered.headers)
        return Fetched(answer, moved_to, budget_told(answered.headers))

    def _destination(self, address: str) -> Destination:
        return destination(address, allowed=self._outside.network.allowed)

    def _next(self, place: Destination, location: str) -> Destination:
        try:
            target = self._destination(str(place.url.join(location)))
        except (httpx.InvalidURL, ValueError):
            raise UnsafeAddress(
                f"{place.host} points to {location[:100]!r}, which is no web address."
                " Open the source in a browser and give the address you land at."
            ) from None
        if place.url.scheme == "https" and target.url.scheme == "http":
            raise UnsafeAddress(
                f"{place.host} points from https: to http://{target.host}, where anyone on the way"
                " could change what is read. Give the new address yourself if you trust it."
            )
        return target

    def _first(self, request: Request, source: Source) -> tuple[Destination, dict[str, str]]:
        """Where to ask first and with which headers; the source's secret is for its host alone."""
        place = self._destination(request.address)
        headers = {name.lower(): text for name, text in request.headers.items()}
        headers |= {"user-agent": self._agent}
        secret = self._secret(source)
        if not secret or place.host != urlsplit(source.address).hostname:
            return place, headers
        if place.url.scheme == "http" and place.netloc not in self._outside.network.allowed:
            raise UnsafeAddress(
                f"{source.name} has a secret and an address that begins with http:, so anyone on"
                " the way could read it. Use the address that begins with https:."
            )
        if not request.secret_parameter:
            return place, headers | {"authorization": f"Bearer {secret}"}
        asked = str(place.url.copy_set_param(request.secret_parameter, secret))
        return self._destination(asked), headers

    def _secret(self, source: Source) -> str:
        """The source's secret from the environment variable that it names."""
        if not source.secret:
            return ""
        secret = self._outside.secrets.get(source.secret, "").strip()
        if not (secret and secret.isprintable() and secret.isascii()):
            raise MissingSecret(
                f"{source.name} names the environment variable {source.secret} for its secret,"
                " and it is not set, or holds letters that no key has. Set it where the scan runs,"
                " or take `secret` out of the source's lines."
            )
        return secret

    def _read_robots(self, address: str) -> bytes:
        place = self._destination(address)
        for _ in range(self._limits.redirects + 1):
            answered = self._asked(place, {"user-agent": self._agent})
            if answered.status not in _REDIRECTS or "location" not in answered.headers:
                return self._fetched(answered, place, "").answer.payload
            place = self._next(place, answered.headers["location"])
        raise TooMuch(f"{address} points on and on. Tell its owner, or leave the source out.")

    def _may_pass_soon(self, error: BaseException) -> bool:
        if not isinstance(error, Unreachable | ServerTrouble | SlowDown):
            return False
        return self._seconds_until(error.until) <= self._limits.longest_wait_seconds

    def _wait_before(self, state: RetryCallState) -> float:
        """Until the server said, else 1, 2, 4, … seconds, give or take half of it."""
        error = state.outcome.exception() if state.outcome else None
        if isinstance(error, CannotFetch) and error.until is not None:
            return self._seconds_until(error.until)
        doubled = min(2.0 ** (state.attempt_number - 1), self._limits.longest_wait_seconds)
        return doubled * self._chance.uniform(0.5, 1.5)

    def _seconds_until(self, until: datetime | None) -> float:
        return max((until - self._now()).total_seconds(), 0.0) if until else 0.0

    def _now(self) -> datetime:
        return self._outside.clock.now()


_HARMLESS = {"user-agent", "accept", "cache-control"}


def _redacted(text: str, secret: str) -> str:
    """The text without the secret, which a server may have sent back in an address or a word."""
    for written in {secret, quote(secret), quote_plus(secret)} - {""}:
        text = text.replace(written, "…")
    return text
