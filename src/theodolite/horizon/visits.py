"""What the journal says of each source: every visit, how it ended, and where to go on."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from theodolite.horizon.archive import Entry
from theodolite.horizon.sources.source import Request, Source

SCAN = "scan"
"""The kind of entry that a scan writes: one for each page that was kept, one for each end."""

WELL = frozenset({"read", "unchanged", "more to read"})
"""Outcomes of a visit that went as it should."""

_TOKENS_LAST = timedelta(days=2)
"""How long a place to go on from is trusted; those of most servers expire within days."""


@dataclass(frozen=True, slots=True)
class KeptPage:
    """One page as it was kept: counts, the days its items were published, and what comes next."""

    new: int = 0
    changed: int = 0
    again: int = 0
    unreadable: int = 0
    withdrawn: int = 0
    published: tuple[str, ...] = ()
    digest: str = ""
    following: Request | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit to a source: when it ended, how (`outcome`, `said`), and the pages it read.

    `until` is when the source will answer again, `moved_to` where it says that it has gone for
    good, `budget` what its host told of what may still be asked.
    """

    at: datetime
    outcome: str
    said: str = ""
    until: datetime | None = None
    moved_to: str = ""
    budget: Mapping[str, str] = field(default_factory=dict)
    pages: tuple[KeptPage, ...] = ()

    @property
    def is_well(self) -> bool:
        """Whether the source answered as it should."""
        return self.outcome in WELL

    @property
    def new(self) -> int:
        """How many items were never seen before."""
        return sum(page.new for page in self.pages)

    @property
    def items(self) -> int:
        """How many items it held, seen before or not."""
        return sum(page.new + page.changed + page.again for page in self.pages)


@dataclass(frozen=True, slots=True)
class History:
    """All that is known of one source.

    `read_until` is up to when everything was read: the moment the last complete reading began.
    `going_on` is where an unfinished one goes on, and `began` the moment that it began. `held` are
    the hashes of answers that were kept whole, with no page after them, in the last complete
    reading or since. `asked` is the `fingerprint` of what the source was asked for at its last
    visit.
    """

    visits: tuple[Visit, ...] = ()
    read_until: datetime | None = None
    going_on: Request | None = None
    began: datetime | None = None
    held: frozenset[str] = frozenset()
    asked: str = ""

    def of(self, source: Source) -> "History":
        """The history as far as it holds for what the source is asked for now.

        Where its curator has changed that, nothing of it has been read, and there is no place to
        go on from.
        """
        return self if self.asked in ("", fingerprint(source)) else History(self.visits)

    @property
    def failures(self) -> int:
        """How many visits in a row have gone wrong, up to the last one."""
        wrong = 0
        for visit in reversed(self.visits):
            if visit.is_well:
                break
            wrong += 1
        return wrong


def histories(entries: Iterable[Entry], *, now: datetime) -> Mapping[str, History]:
    """The history of every source by its name, replayed from the journal's entries of kind SCAN."""
    known: dict[str, History] = defaultdict(History)
    pages: dict[str, list[KeptPage]] = defaultdict(list)
    for entry in entries:
        name, asked = entry.subject, entry.detail["asked"]
        before = known[name] if known[name].asked in ("", asked) else History(known[name].visits)
        if "outcome" in entry.detail:
            known[name] = _ended(before, _visit(entry, tuple(pages.pop(name, ()))), asked)
        else:
            page = _page(entry.detail)
            pages[name].append(page)
            known[name] = replace(
                before,
                going_on=page.following if now - entry.at < _TOKENS_LAST else None,
                began=datetime.fromisoformat(entry.detail["began"]),
                held=before.held | _held([page]),
                asked=asked,
            )
    return known


def fingerprint(source: Source) -> str:
    """A short hash of all that decides what a source is asked for."""
    said = json.dumps([source.kind, source.address, sorted(source.ask.items())])
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def page_entry(source: Source, began: datetime, at: datetime, page: KeptPage) -> Entry:
    """The entry for a page that was kept; written after the page, never before."""
    detail: dict[str, Any] = {
        "began": began.isoformat(),
        "new": page.new,
        "changed": page.changed,
        "again": page.again,
        "unreadable": page.unreadable,
        "withdrawn": page.withdrawn,
        "published": list(page.published),
        "digest": page.digest,
        "following": _written(page.following),
        "asked": fingerprint(source),
    }
    return Entry(SCAN, source.name, "scan", at, detail)


def end_entry(source: Source, visit: Visit) -> Entry:
    """The entry for the end of a visit."""
    detail: dict[str, Any] = {
        "outcome": visit.outcome,
        "said": visit.said,
        "asked": fingerprint(source),
    }
    if visit.until:
        detail["until"] = visit.until.isoformat()
    if visit.moved_to:
        detail["moved_to"] = visit.moved_to
    if visit.budget:
        detail["budget"] = dict(visit.budget)
    return Entry(SCAN, source.name, "scan", visit.at, detail)


def published_days(days: Iterable[date]) -> tuple[str, ...]:
    """The newest sixty days on which items of a page were published, in order."""
    return tuple(day.isoformat() for day in sorted(set(days))[-60:])


def _ended(history: History, visit: Visit, asked: str) -> History:
    ended = replace(history, visits=(*history.visits, visit), asked=asked)
    if visit.outcome in ("read", "unchanged"):
        held = _held(visit.pages) or history.held
        until = history.began or visit.at
        return replace(ended, read_until=until, going_on=None, began=None, held=held)
    # A place to go on from that the server does not know any more leads nowhere: begin again.
    if visit.outcome in ("refused", "not found", "unreadable"):
        return replace(ended, going_on=None, began=None)
    return ended


def _held(pages: Iterable[KeptPage]) -> frozenset[str]:
    return frozenset(page.digest for page in pages if page.following is None)


def _visit(entry: Entry, pages: tuple[KeptPage, ...]) -> Visit:
    detail = entry.detail
    until = detail.get("until")
    return Visit(
        entry.at,
        detail["outcome"],
        detail.get("said", ""),
        datetime.fromisoformat(until).astimezone(UTC) if until else None,
        detail.get("moved_to", ""),
        detail.get("budget", {}),
        pages,
    )


def _page(detail: Mapping[str, Any]) -> KeptPage:
    counts = {name: detail[name] for name in ("new", "changed", "again", "unreadable", "withdrawn")}
    published, digest = tuple(detail["published"]), detail["digest"]
    following = detail["following"]
    return KeptPage(
        **counts,
        published=published,
        digest=digest,
        following=Request(**following) if following else None,
    )


def _written(request: Request | None) -> dict[str, Any] | None:
    if request is None:
        return None
    return {
        "address": request.address,
        "headers": dict(request.headers),
        "remember": dict(request.remember),
        "secret_parameter": request.secret_parameter,
    }
