"""The feeds and calendars that a web page says it has."""

from typing import Any
from urllib.parse import urljoin

from lxml import html

from theodolite.horizon.sources.plain_text import line

_KINDS = {
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "application/rdf+xml": "feed",
    "application/feed+json": "json-feed",
    "application/json": "json-feed",
    "text/calendar": "calendar",
}
_MOST_BYTES = 5_000_000


def feeds_linked_from(payload: bytes, address: str) -> list[dict[str, str]]:
    """Each `<link rel="alternate">` of a kind that can be a source, its address made whole."""
    parser = html.HTMLParser(no_network=True, remove_comments=True, huge_tree=False)
    page: Any = html.document_fromstring(payload[:_MOST_BYTES], parser=parser)
    bases = [one.get("href") or "" for one in page.iter("base")]
    base = urljoin(address, bases[0]) if bases else address
    found = []
    for one in page.iter("link"):
        relations = (one.get("rel") or "").lower().split()
        kind = _KINDS.get((one.get("type") or "").split(";")[0].strip().lower())
        target = line(one.get("href") or "")
        if "alternate" in relations and kind and target:
            title = line(one.get("title") or "")
            found.append({"kind": kind, "address": urljoin(base, target), "title": title})
    return found
