"""Lists of feeds in OPML, as feed readers export them."""

import html
import re
from typing import Any

from theodolite.horizon.sources.hostile.refusal import Refused
from theodolite.horizon.sources.plain_text import line

_ADDRESS = re.compile(rb"""\bxmlUrl\s*=\s*"(https?://[^"<>\s]+)\"""", re.IGNORECASE)
_MOST_FEEDS = 5_000


def read_list(payload: bytes) -> dict[str, Any]:
    """Every feed of the list, in its order; a broken entry is kept by its address.

    Readers export descriptions with quotes in them, over which the entry itself is lost.
    """
    import listparser

    if b"<!ENTITY" in payload:
        raise Refused("the list declares entities of its own")
    found = listparser.parse(payload)
    feeds = [_feed(one) for one in found.feeds]
    if not feeds and not found.version:
        raise Refused("what it sent is no list of feeds in OPML")
    if len(feeds) > _MOST_FEEDS:
        raise Refused(f"the list names more than {_MOST_FEEDS:,} feeds")
    known = {feed["address"] for feed in feeds}
    written = [html.unescape(one.decode("utf-8", "replace")) for one in _ADDRESS.findall(payload)]
    lost = [one for one in dict.fromkeys(written) if one not in known][:_MOST_FEEDS]
    return {
        "title": line(str(found.meta.get("title", ""))),
        "feeds": feeds + [{"address": one, "title": ""} for one in lost],
    }


def _feed(one: Any) -> dict[str, str]:
    return {"address": line(str(one.get("url") or "")), "title": line(str(one.get("title") or ""))}
