"""The stream as files, month by month: what each made-up source would have served."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

from icalendar import Calendar, Event
from lxml.builder import ElementMaker
from lxml.etree import _Element, tostring

from theodolite.horizon.files import write_items
from theodolite.horizon.item import Item
from theodolite.horizon.synthetic.stream import SourceName, Stream

FILES: Mapping[SourceName, str] = {
    "journal": "journal.xml",
    "database": "database.ris",
    "preprints": "preprints.json",
    "notices": "notices.csv",
    "meetings": "meetings.ics",
}
"""Which file each source serves; a month's file takes the place of the one before."""

_DC, _PRISM = "http://purl.org/dc/elements/1.1/", "http://prismstandard.org/namespaces/basic/2.0/"
_RSS = ElementMaker(nsmap={"dc": _DC, "prism": _PRISM})
_IN_DC, _IN_PRISM = ElementMaker(namespace=_DC), ElementMaker(namespace=_PRISM)


def publish_month(stream: Stream, month: int, folder: Path) -> None:
    """Write what the sources serve in one month of the stream, counted from 0.

    Feeds still hold the month before, as feeds do; files of records hold only what is new.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for source, name in FILES.items():
        told = [one for one in stream.told if one.source == source]
        new = [one.item for one in told if one.month == month]
        still = [one.item for one in told if month - 1 <= one.month <= month]
        if source in ("database", "notices"):
            write_items(new, folder / name)
        else:
            (folder / name).write_bytes(_FEEDS[source](still))


def scanned_at(stream: Stream, month: int) -> datetime:
    """The moment after everything of a month was told: when a scan of that month is made."""
    latest = max(one.item.observed_at for one in stream.told if one.month == month)
    return latest + timedelta(hours=1)


def _rss(items: Sequence[Item]) -> bytes:
    channel = _RSS.channel(
        _RSS.title("Journal of Made-up Medical Physics"),
        _RSS.link("https://made-up.example/"),
        _RSS.description("Papers that nobody wrote."),
        *map(_rss_entry, items),
    )
    feed = tostring(_RSS.rss(channel, version="2.0"), xml_declaration=True, encoding="UTF-8")
    return bytes(feed)


def _rss_entry(item: Item) -> _Element:
    numbers = [
        _IN_PRISM(name, value)
        for name, value in (("doi", item.identifier("doi")), *_prism(item))
        if value
    ]
    return _RSS.item(
        _RSS.title(item.title),
        _RSS.link(item.address),
        _RSS.guid(item.address),
        _RSS.description(item.abstract),
        _RSS.pubDate(_mail_date(item)),
        *(_IN_DC.creator(name) for name in item.people),
        *numbers,
    )


def _prism(item: Item) -> tuple[tuple[str, str], ...]:
    pages = item.in_journal("pages").split("-")
    return (
        ("publicationName", item.venue),
        ("volume", item.in_journal("volume")),
        ("number", item.in_journal("issue")),
        ("startingPage", pages[0]),
        ("endingPage", pages[-1]),
    )


def _mail_date(item: Item) -> str:
    day = item.published.on if item.published else item.observed_at.date()
    return format_datetime(datetime(day.year, day.month, day.day, tzinfo=UTC))


def _json_feed(items: Sequence[Item]) -> bytes:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Made-up Preprints",
        "home_page_url": "https://preprints.example/",
        "items": [
            {
                "id": item.address,
                "url": item.address,
                "title": item.title,
                "content_text": item.abstract,
                "date_published": f"{item.published.on if item.published else ''}T00:00:00Z",
                "authors": [{"name": name} for name in item.people],
            }
            for item in items
        ],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1).encode()


def _calendar(items: Sequence[Item]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Made-up Society//Meetings//EN")
    calendar.add("version", "2.0")
    for item in items:
        event = Event()
        event.add("uid", item.address)
        event.add("summary", item.title)
        event.add("url", item.address)
        event.add("dtstamp", item.observed_at)
        event.add("dtstart", item.starts)
        event.add("dtend", item.ends)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


_FEEDS: Mapping[SourceName, Callable[[Sequence[Item]], bytes]] = {
    "journal": _rss,
    "preprints": _json_feed,
    "meetings": _calendar,
}
