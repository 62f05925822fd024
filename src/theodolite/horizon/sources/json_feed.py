"""JSON Feed, versions 1 and 1.1 (jsonfeed.org)."""

from datetime import datetime
from functools import partial
from typing import Any

from theodolite.horizon.errors import UnreadableSource
from theodolite.horizon.files.dates import published_from
from theodolite.horizon.files.read import named
from theodolite.horizon.item import Item, Seen
from theodolite.horizon.sources.asking import safe_link
from theodolite.horizon.sources.identifiers import doi_in
from theodolite.horizon.sources.json_answer import read_json, rows, text, texts
from theodolite.horizon.sources.plain_text import plain
from theodolite.horizon.sources.reading import Unreadable, kind_of, read_records, seen_in
from theodolite.horizon.sources.source import Answer, Page, Request, Source

_VERSION = "https://jsonfeed.org/version/"


def first_request(source: Source, *, since: datetime | None) -> Request:
    """The feed itself; it says only what is newest, so `since` does not matter."""
    del since
    return Request(source.address, {"accept": "application/feed+json, application/json;q=0.9"})


def read(answer: Answer, asked: Request, source: Source) -> Page:
    """Every item of the feed, and the next page where it names one."""
    feed = read_json(answer.payload, source.name)
    if _VERSION not in text(feed, "version").replace("http://", "https://"):
        raise UnreadableSource(
            f"{source.name} sent JSON that does not call itself a JSON Feed. Its version should"
            f" begin with {_VERSION}. Check the address, or remove the source and add it again."
        )
    read_one = partial(_item, feed=feed, source=source)
    page = read_records(rows(feed, "items"), read_one, seen_in(answer, asked, source), source)
    following = safe_link(text(feed, "next_url"))
    if not following or following == asked.address:
        return page
    return Page(page.items, Request(following, asked.headers), page.unreadable)


def _item(record: Any, seen: Seen, *, feed: Any, source: Source) -> Item:
    body = text(record, "content_text") or plain(text(record, "content_html"))
    title = plain(text(record, "title")) or text(record, "summary")[:120] or body[:120]
    address = safe_link(text(record, "url") or text(record, "external_url") or text(record, "id"))
    if not title:
        raise Unreadable(f"it has neither a title nor a text ({address or 'no address either'}).")
    people = [*rows(record, "authors"), *rows(feed, "authors")][:50]
    doi = doi_in(f"{address} {text(record, 'id')}")
    return Item(
        identity=""
        if doi or address
        else f"url:{text(record, 'id')}"
        if text(record, "id")
        else "",
        title=title,
        kind=kind_of(source) or ("paper" if doi else "news"),
        observed_at=seen.at,
        abstract=body or text(record, "summary"),
        people=texts([text(one, "name") for one in people])
        or texts([text(record, "author", "name")]),
        venue=text(feed, "title"),
        published=published_from(text(record, "date_published")),
        address=address,
        language=text(record, "language") or text(feed, "language"),
        keywords=texts(record, "tags"),
        identifiers=named({"doi": doi}),
    )
