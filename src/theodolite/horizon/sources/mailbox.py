"""A mailbox: newsletters, alerts and what members forward."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from theodolite.horizon.files.dates import published_from
from theodolite.horizon.files.read import named
from theodolite.horizon.item import Item, Link, Seen
from theodolite.horizon.sources.asking import first_day, safe_link, with_query
from theodolite.horizon.sources.contained import read_contained
from theodolite.horizon.sources.identifiers import doi_in
from theodolite.horizon.sources.reading import Unreadable, kind_of, read_records, seen_in
from theodolite.horizon.sources.source import Answer, Page, Request, Source

_FROM = re.compile(rb"^(>*From )", re.MULTILINE)
_MOST_LINKS = 30
_NO_NEWS = ("unsubscribe", "/optout", "list-manage.com/", "mailto:", "privacy")


def first_request(source: Source, *, since: datetime | None) -> Request:
    """The mailbox at imaps://user@host/folder, from the day of the last scan on."""
    day = first_day(source, since, days_late=1)
    return Request(with_query(source.address, {"since": day.isoformat() if day else ""}))


def read(answer: Answer, asked: Request, source: Source) -> Page:
    """Every message: its text made plain, the addresses it points to, and the DOIs among them.

    Each is a sighting unless the source says otherwise under `kind` of its `ask`.
    """
    messages = read_contained("mail", answer.payload, name=source.name)
    kind = kind_of(source) or "sighting"

    def item(message: Any, seen: Seen) -> Item:
        if message["problem"] or not (message["title"] or message["abstract"]):
            raise Unreadable(f"{message['problem'] or 'it is empty'}.")
        links = [link for one in message["links"] if (link := safe_link(one))]
        told = [one for one in links if not any(word in one.lower() for word in _NO_NEWS)]
        return Item(
            identity=f"mail:{message['name']}" if message["name"] else "",
            title=message["title"] or message["abstract"][:120],
            kind=kind,
            observed_at=seen.at,
            abstract=message["abstract"],
            people=(message["sender"],) if message["sender"] else (),
            venue=message["list"],
            published=published_from(message["published"]),
            address=told[0] if len(told) == 1 else "",
            identifiers=named({}),
            links=_links(told),
        )

    return read_records(messages, item, seen_in(answer, asked, source), source)


def as_mbox(messages: Iterable[bytes]) -> bytes:
    """Raw messages (RFC 822) as one payload, from which each can be taken apart again (mboxrd)."""
    parts = []
    for message in messages:
        body = _FROM.sub(rb">\1", message)
        parts.append(b"From mailbox\n" + body + (b"" if body.endswith(b"\n") else b"\n") + b"\n")
    return b"".join(parts)


def _links(addresses: list[str]) -> tuple[Link, ...]:
    links = []
    for address in addresses[:_MOST_LINKS]:
        doi = doi_in(address)
        links.append(Link("reports on" if doi else "related", f"doi:{doi}" if doi else address))
    return tuple(dict.fromkeys(links))
