"""Lists of feeds in OPML: one list becomes many sources."""

from theodolite.horizon.sources.asking import safe_link
from theodolite.horizon.sources.contained import read_contained
from theodolite.horizon.sources.source import Source


def sources_in(payload: bytes, *, name: str) -> tuple[Source, ...]:
    """Every feed of the list as a source, named as the list names it; `name` is the list's own.

    Two feeds of one address are one source; a name that is used twice gets a number.
    """
    found = read_contained("list", payload, name=name)
    sources: dict[str, Source] = {}
    taken: set[str] = set()
    for one in found["feeds"]:
        address = safe_link(one["address"])
        if address and address not in sources:
            title = unused(one["title"] or address, taken)
            taken.add(title)
            sources[address] = Source(title, "feed", address)
    return tuple(sources.values())


def unused(name: str, taken: set[str]) -> str:
    """The name, with a number where it is taken.

    >>> unused("News", {"News", "News 2"})
    'News 3'
    """
    number, found = 1, name
    while found in taken:
        number += 1
        found = f"{name} {number}"
    return found
