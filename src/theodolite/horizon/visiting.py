"""Visit one source: ask, read, keep, and note where to go on, page after page."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from threading import Event, Lock
from typing import Protocol

from theodolite.horizon.archive import Archive, Entry, Journal
from theodolite.horizon.errors import HorizonError, UnreadableSource
from theodolite.horizon.fetch.door import Fetched
from theodolite.horizon.sources.source import Page, Request, Source, SourceKind
from theodolite.horizon.visits import (
    History,
    KeptPage,
    Visit,
    end_entry,
    page_entry,
    published_days,
)

WITHDRAWN = "withdrawn"
"""The kind of entry that notes what a source has taken back."""


class Fetcher(Protocol):
    """Whoever gets what a source sends; `horizon.fetch.door.Door` is the one that asks outside."""

    def each_of(self, request: Request, since: datetime | None) -> Sequence[Request]:
        """The request itself, or one for each file where it is for a folder."""

    def fetch(self, request: Request, source: Source) -> Fetched:
        """The answer, or a HorizonError that says why there is none."""


@dataclass(frozen=True, slots=True)
class SourceScanned:
    """What one source brought: how its visit ended, and what should be looked at."""

    source: Source
    visit: Visit
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """What all visits of a scan share: where to keep, whom to ask, and the moment it began.

    Once `stopping` is set no further page is asked for; the next scan goes on there.
    """

    archive: Archive
    journal: Journal
    fetcher: Fetcher
    kinds: Mapping[str, SourceKind]
    now: datetime
    most_pages: int
    writing: Lock = field(default_factory=Lock)
    stopping: Event = field(default_factory=Event)


def visit(source: Source, history: History, desk: Desk) -> SourceScanned:
    """Read a source from where it was left; what goes wrong with it is noted, not raised."""
    visiting = _Visiting(source, history, desk)
    until = None
    try:
        outcome, said = visiting.run(), ""
    except HorizonError as problem:
        outcome = "unreadable" if isinstance(problem, UnreadableSource) else _outcome(problem)
        said, until = str(problem), getattr(problem, "until", None)
    ended = Visit(
        visiting.at,
        outcome,
        said,
        until,
        visiting.moved_to,
        visiting.budget,
        tuple(visiting.pages),
    )
    with desk.writing:
        desk.journal.append([end_entry(source, ended)])
    return SourceScanned(source, ended, tuple(dict.fromkeys(visiting.notes)))


class _Visiting:
    """One visit as it goes along."""

    def __init__(self, source: Source, history: History, desk: Desk) -> None:
        self._source = source
        self._history = history = history.of(source)
        self._desk = desk
        self._began = (history.began if history.going_on else None) or desk.now
        self.at = desk.now
        self.pages: list[KeptPage] = []
        self.notes: list[str] = []
        self.moved_to = ""
        self.budget: Mapping[str, str] = {}

    def run(self) -> str:
        """Read page after page, and say how it ended."""
        requests = self._requests()
        if len(requests) == 1:
            return self._read_from(requests[0])
        return self._read_files(requests)

    def _read_files(self, requests: Sequence[Request]) -> str:
        """Read every file of a folder, and the others where one of them cannot be read."""
        problems: list[str] = []
        ends: set[str] = set()
        for request in requests:
            try:
                ends.add(self._read_from(request))
            except HorizonError as problem:
                problems.append(f"{request.address}: {problem}")
        self.notes += problems[1:]
        if problems:
            raise UnreadableSource(
                f"{len(problems)} of {len(requests)} files of {self._source.name} could not be"
                f" read; all others were. {problems[0]} It is tried again until it can be read or"
                " is taken out of the folder."
            )
        return "more to read" if "more to read" in ends else "read"

    def _requests(self) -> Sequence[Request]:
        if self._history.going_on:
            return (self._history.going_on,)
        since = self._history.read_until
        kind = self._desk.kinds[self._source.kind]
        first = kind.first_request(self._source, since=since)
        return self._desk.fetcher.each_of(first, since)

    def _read_from(self, request: Request) -> str:
        asked: Request | None = request
        pages = 0
        while asked is not None:
            if pages >= self._desk.most_pages or self._desk.stopping.is_set():
                return "more to read"
            fetched = self._desk.fetcher.fetch(asked, self._source)
            self.at = max(self.at, fetched.answer.at)
            self.moved_to, self.budget = fetched.moved_to or self.moved_to, fetched.budget
            digest = hashlib.sha256(fetched.answer.payload).hexdigest()
            if pages == 0 and digest in self._history.held and not self._history.going_on:
                return "unchanged"
            page = _whole(
                self._desk.kinds[self._source.kind].read(fetched.answer, asked, self._source)
            )
            self._keep(page, digest, fetched.answer.at)
            pages += 1
            if page.following == asked:
                raise UnreadableSource(
                    f"{self._source.name} names as its next page the one that was just read, so"
                    " reading it would never end. A source should end its pages. Tell its owner."
                )
            asked = page.following
        return "read"

    def _keep(self, page: Page, digest: str, at: datetime) -> None:
        """Items first, then the note that they are there: a kill between the two loses nothing."""
        withdrawn = [
            Entry(WITHDRAWN, identity, self._source.name, at) for identity in page.withdrawn
        ]
        self.notes += [*page.notes, *page.unreadable[:5]]
        with self._desk.writing:
            kept = self._desk.archive.keep(page.items)
            written = KeptPage(
                *(len(kept.new), len(kept.changed), len(kept.again)),
                len(page.unreadable),
                len(page.withdrawn),
                published_days(
                    item.published.on
                    for item in page.items
                    if item.published and item.published.precision == "day"
                ),
                digest,
                page.following,
            )
            noted = page_entry(self._source, self._began, at, written)
            self._desk.journal.append([*withdrawn, noted])
        self.pages.append(written)


def _outcome(problem: HorizonError) -> str:
    return str(getattr(problem, "outcome", "failed"))


def _whole(page: Page) -> Page:
    """The page without half characters in what it names, which nobody can write down."""
    following = page.following
    if following is not None:
        following = replace(following, address=_written(following.address))
    return replace(page, following=following, withdrawn=tuple(map(_written, page.withdrawn)))


def _written(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
