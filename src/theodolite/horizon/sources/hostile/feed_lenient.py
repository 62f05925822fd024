"""Feeds of every age and condition, read by feedparser."""

import io
from typing import Any

from theodolite.horizon.sources.hostile.feed_entry import Entry, Feed, day_in
from theodolite.horizon.sources.hostile.refusal import Refused
from theodolite.horizon.sources.plain_text import line, plain, told

MARKS = {
    "prism_doi": "doi",
    "dc_identifier": "identifier",
    "prism_publicationname": "venue",
    "prism_volume": "volume",
    "prism_number": "issue",
    "prism_startingpage": "pages",
    "prism_issn": "issn",
    "dc_source": "source",
    "publisher": "publisher",
}
"""What bibliographic feeds say of an entry, by feedparser's names and by ours."""


def read_leniently(payload: bytes, address: str = "") -> Feed:
    """What feedparser finds; its own cleaning of HTML is left out, because ours follows.

    Relative addresses are taken from `address`, where the feed was found.
    """
    import feedparser

    # A stream of bytes only: feedparser takes a text for the address of a file, and opens it.
    found = feedparser.parse(
        io.BytesIO(payload),
        sanitize_html=False,
        resolve_relative_uris=False,
        response_headers={"content-location": address} if address else {},
    )
    is_channel = b"<channel" in payload[:2_000].lower()
    if not (found.get("version") or found.entries or is_channel):
        raise Refused("what it sent is not a feed, neither RSS nor Atom")
    feed, is_typed = found.feed, str(found.get("version")).startswith("atom")
    return {
        "title": _told(feed, "title", is_typed=is_typed),
        "address": line(_text(feed, "link")),
        "language": line(_text(feed, "language")),
        "licence": _licence(feed, is_typed=is_typed),
        "following": _linked(feed, "next"),
        "entries": [_entry(entry, is_typed=is_typed) for entry in found.entries],
        "reader": "feedparser",
    }


def _entry(entry: Any, *, is_typed: bool) -> Entry:
    bodies = [entry.get("summary_detail"), *_rows(entry, "content")]
    texts = [_plain(body) for body in bodies if isinstance(body, dict)]
    return {
        "title": _told(entry, "title", is_typed=is_typed),
        "address": line(_text(entry, "link")),
        "name": line(_text(entry, "id")),
        "abstract": max(texts, key=len, default=""),
        "people": _people(entry),
        "keywords": [word for one in _rows(entry, "tags") if (word := told(_text(one, "term")))],
        "published": _day(entry),
        "licence": _licence(entry, is_typed=is_typed),
        "language": "",
        "marks": {ours: line(_text(entry, name)) for name, ours in MARKS.items() if name in entry},
    }


def _told(entry: Any, name: str, *, is_typed: bool) -> str:
    """A title or a right: as the type says that Atom gives it, else by what it looks like."""
    detail = entry.get(f"{name}_detail")
    if is_typed and isinstance(detail, dict):
        return _plain(detail)
    return told(_text(entry, name))


def _plain(detail: Any) -> str:
    value = _text(detail, "value")
    if detail.get("type") == "text/plain":
        return line(value)
    return plain(value)


def _people(entry: Any) -> list[str]:
    names = [told(_text(one, "name")) for one in _rows(entry, "authors")]
    written = [name for name in names if name] or [told(_text(entry, "author"))]
    return list(dict.fromkeys(name for name in written if name))


def _day(entry: Any) -> str:
    for name in ("published", "updated", "created", "date"):
        if written := _text(entry, name):
            if day := day_in(written):
                return day
            parsed = entry.get(f"{name}_parsed")
            if parsed:
                return f"{parsed.tm_year:04}-{parsed.tm_mon:02}-{parsed.tm_mday:02}"
    return ""


def _licence(entry: Any, *, is_typed: bool) -> str:
    given = _linked(entry, "license") or line(_text(entry, "license"))
    return given or _told(entry, "rights", is_typed=is_typed)


def _linked(entry: Any, relation: str) -> str:
    found = (_text(one, "href") for one in _rows(entry, "links") if one.get("rel") == relation)
    return line(next(found, ""))


def _rows(entry: Any, name: str) -> list[Any]:
    found = entry.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _text(entry: Any, name: str) -> str:
    found = entry.get(name)
    return found if isinstance(found, str) else ""
