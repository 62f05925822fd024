"""Lists of feeds in OPML, as feed readers export them."""

from typing import Any

from theodolite.horizon.sources.hostile.refusal import Refused
from theodolite.horizon.sources.plain_text import line


def read_list(payload: bytes) -> dict[str, Any]:
    """Every feed of the list, in its order, with the folder that it stands in."""
    import listparser

    if b"<!ENTITY" in payload:
        raise Refused("the list declares entities of its own")
    found = listparser.parse(payload)
    feeds = [_feed(one) for one in [*found.feeds, *found.opportunities]]
    if not feeds and not found.version:
        raise Refused("what it sent is no list of feeds in OPML")
    return {"title": line(str(found.meta.get("title", ""))), "feeds": feeds}


def _feed(one: Any) -> dict[str, str]:
    folders = one.get("categories") or [[]]
    return {
        "address": line(str(one.get("url") or "")),
        "title": line(str(one.get("title") or "")),
        "folder": " / ".join(line(str(part)) for part in folders[0]),
    }
