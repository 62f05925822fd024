"""The days of a bulletin as a calendar (iCalendar, RFC 5545): deadlines and events still ahead."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from theodolite.horizon.bulletin import Bulletin, Closing

if TYPE_CHECKING:
    from icalendar import Event


def to_calendar(bulletin: Bulletin) -> bytes:
    """Every day ahead, told before or not: its UID stays, so a calendar replaces what it has."""
    return calendar_of(bulletin.title(), bulletin.calendar, on=bulletin.on)


def calendar_of(name: str, closings: Iterable[Closing], *, on: date) -> bytes:
    """Days under a name, as they are known on a day."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Theodolite//Horizon bulletin//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for closing in closings:
        calendar.add_component(_event(closing, on))
    return bytes(calendar.to_ical())


def _event(closing: Closing, on: date) -> "Event":
    from icalendar import Event

    event = Event()
    kind = "deadline" if closing.is_deadline else "event"
    digest = sha256(f"{kind}\n{closing.identities[0]}".encode()).hexdigest()
    event.add("uid", f"{digest[:32]}@theodolite")
    event.add("dtstamp", datetime.combine(on, time(), UTC))
    event.add("summary", f"Closes: {closing.title}" if closing.is_deadline else closing.title)
    event.add("dtstart", closing.on)
    event.add("dtend", closing.ends + timedelta(days=1))
    event.add("description", closing.sentence)
    event.add("transp", "TRANSPARENT")
    if closing.topics:
        event.add("categories", [topic.name for topic in closing.topics])
    if closing.address:
        event.add("url", closing.address)
    return event
