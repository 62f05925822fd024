"""Calendars of meetings and deadlines in iCalendar format."""

from datetime import date, datetime
from typing import Any

from theodolite.horizon.files.dates import published_from
from theodolite.horizon.item import Item, Seen
from theodolite.horizon.sources.asking import safe_link
from theodolite.horizon.sources.contained import read_contained
from theodolite.horizon.sources.reading import finished, kind_of, seen_in
from theodolite.horizon.sources.source import Answer, Page, Request, Source

_DEADLINES = ("deadline", "closing date", "submission closes", "abstracts close", "call closes")


def first_request(source: Source, *, since: datetime | None) -> Request:
    """The whole calendar; there is no way to ask for a part of it."""
    del since
    address = source.address.replace("webcal://", "https://", 1)
    return Request(address, {"accept": "text/calendar"})


def read(answer: Answer, asked: Request, source: Source) -> Page:
    """Every event with its days; a cancelled one is withdrawn, one without a title unreadable.

    An event whose title speaks of a deadline is one: its last day is the item's deadline.
    """
    found = read_contained("calendar", answer.payload, name=source.name)
    seen = seen_in(answer, asked, source)
    items, unreadable, withdrawn = [], [], []
    for number, event in enumerate(found["events"], 1):
        if event["status"] == "CANCELLED":
            withdrawn.append(_identity(event))
        elif not event["title"] or not event["starts"]:
            lacks = "title" if not event["title"] else "day on which it starts"
            unreadable.append(f"Event {number} ({event['uid'] or 'no UID'}) has no {lacks}.")
        else:
            items.append(finished(_item(event, found["title"], seen, source), seen, source))
    recurring = sum(event["recurs"] for event in found["events"])
    notes = [f"{recurring} events of {source.name} recur; only the first time of each is told."]
    return Page(
        tuple(items),
        unreadable=tuple(unreadable),
        withdrawn=tuple(withdrawn),
        notes=tuple(notes if recurring else ()),
        total=len(found["events"]),
    )


def _identity(event: Any) -> str:
    """Its UID; one time of a recurring event that was changed has its own moment beside it."""
    again = f"@{event['recurrence']}" if event["recurrence"] else ""
    return f"event:{event['uid']}{again}" if event["uid"] else ""


def _item(event: Any, calendar: str, seen: Seen, source: Source) -> Item:
    is_deadline = any(word in event["title"].lower() for word in _DEADLINES)
    starts, ends = date.fromisoformat(event["starts"]), date.fromisoformat(event["ends"])
    return Item(
        identity=_identity(event),
        title=event["title"],
        kind=kind_of(source) or "event",
        observed_at=seen.at,
        abstract=event["abstract"],
        venue=event["venue"] or calendar,
        published=published_from(event["created"]),
        address=safe_link(event["address"]),
        keywords=tuple(dict.fromkeys(event["keywords"])),
        deadline=ends if is_deadline else None,
        starts=starts,
        ends=ends,
    )
