"""The events of an iCalendar file (RFC 5545)."""

from datetime import date, datetime, timedelta
from typing import Any

from theodolite.horizon.sources.hostile.refusal import Refused
from theodolite.horizon.sources.plain_text import line, told

_MOST_EVENTS = 20_000


def read_events(payload: bytes) -> dict[str, Any]:
    """Every event with its first and its last day; one that recurs is told once.

    An event of whole days ends, in the file, on the day after its last (RFC 5545, 3.6.1).
    """
    from icalendar import Calendar

    if payload.upper().count(b"BEGIN:VEVENT") > _MOST_EVENTS:
        raise Refused(f"it holds more than {_MOST_EVENTS:,} events")
    try:
        calendars = Calendar.from_ical(payload, multiple=True)
    except ValueError as problem:
        raise Refused(
            f"it is no calendar in iCalendar format ({line(str(problem))[:80]})"
        ) from None
    named = [told(str(one.get("X-WR-CALNAME", ""))) for one in calendars]
    events = [event for one in calendars for event in one.walk("VEVENT")]
    return {
        "title": next((name for name in named if name), ""),
        "events": [_event(event) for event in events],
    }


def _event(event: Any) -> dict[str, Any]:
    starts, ends = _day(event, "DTSTART"), _last_day(event)
    return {
        "uid": line(str(event.get("UID", ""))),
        "recurrence": line(str(_value(event, "RECURRENCE-ID") or "")),
        "title": told(str(event.get("SUMMARY", ""))),
        "abstract": told(str(event.get("DESCRIPTION", ""))),
        "venue": told(str(event.get("LOCATION", ""))),
        "address": line(str(event.get("URL", ""))),
        "status": line(str(event.get("STATUS", ""))).upper(),
        "starts": str(starts or ""),
        "ends": str(max(starts, ends) if starts and ends else starts or ""),
        "created": str(_day(event, "CREATED") or ""),
        "recurs": "RRULE" in event,
        "keywords": [word for one in _categories(event) if (word := told(str(one)))],
    }


def _value(event: Any, name: str) -> Any:
    found = event.get(name)
    if isinstance(found, list):
        found = found[0] if found else None
    return getattr(found, "dt", None)


def _day(event: Any, name: str) -> date | None:
    found = _value(event, name)
    return found.date() if isinstance(found, datetime) else found if type(found) is date else None


def _last_day(event: Any) -> date | None:
    starts, ends, lasts = (
        _value(event, "DTSTART"),
        _value(event, "DTEND"),
        _value(event, "DURATION"),
    )
    if isinstance(starts, date) and isinstance(lasts, timedelta) and ends is None:
        ends = starts + lasts
    if isinstance(ends, datetime):
        return (ends - timedelta(seconds=1)).date()
    return ends - timedelta(days=1) if isinstance(ends, date) else None


def _categories(event: Any) -> list[Any]:
    found = event.get("CATEGORIES")
    lists = found if isinstance(found, list) else [found]
    return [word for one in lists for word in getattr(one, "cats", ())]
