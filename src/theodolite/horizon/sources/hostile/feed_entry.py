"""One entry of a feed as plain values, however it was read."""

import re
from typing import TypedDict

_RFC_822 = re.compile(
    r"(?:[A-Za-z]{3,9},?\s+)?(\d{1,2})[\s-]+([A-Za-z]{3})[a-z]*\.?[\s-]+(\d{4})\b"
)
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?=$|[T\s])")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class Entry(TypedDict):
    """What an entry says; `published` is a year, a month or a day: 2026, 2026-03 or 2026-03-09."""

    title: str
    address: str
    name: str
    abstract: str
    people: list[str]
    keywords: list[str]
    published: str
    licence: str
    language: str
    marks: dict[str, str]


class Feed(TypedDict):
    """What a feed says of itself, and its entries."""

    title: str
    address: str
    language: str
    licence: str
    following: str
    entries: list[Entry]
    reader: str


def day_in(text: str) -> str:
    """The date a feed writes in one of the ways that are usual, as exact as it is written.

    >>> day_in("Mon, 09 Mar 2026 23:30:00 GMT"), day_in("2026-03"), day_in("2026-03-09T12:00:00Z")
    ('2026-03-09', '2026-03', '2026-03-09')
    """
    if found := _ISO.match(text.strip()):
        return "-".join(part for part in found.groups() if part)
    if (found := _RFC_822.match(text.strip())) and found[2].lower() in _MONTHS:
        return f"{found[3]}-{_MONTHS.index(found[2].lower()) + 1:02}-{int(found[1]):02}"
    return ""
