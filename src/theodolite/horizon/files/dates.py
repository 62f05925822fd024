"""When a record was published, from the many ways in which files write it."""

import re
from datetime import date

from theodolite.horizon.item import Published

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR_FIRST = re.compile(
    r"\s*(\d{4})(?:\s*[-/. ]\s*([a-z]{3,9}|\d{1,2})(?:\s*[-/. ]\s*(\d{1,2}))?)?(?!\d)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")


def published_on(year: str, month: str = "", day: str = "") -> Published | None:
    """A date as exact as its parts; months may be numbers or English names, whole or short.

    >>> str(published_on("2026", "Mar", "9")), str(published_on("2026", "Spring"))
    ('2026-03-09', '2026')
    """
    if not year.strip().isdecimal() or not 1 <= int(year) <= 9999:
        return None
    number = _month(month.strip())
    if not number:
        return Published(date(int(year), 1, 1), "year")
    first = date(int(year), number, 1)
    try:
        return Published(first.replace(day=int(day)), "day")
    except ValueError:
        return Published(first, "month")


def published_from(text: str) -> Published | None:
    """The date that a text begins with, or the first year that it names.

    >>> [str(published_from(text)) for text in ("2026/03/09/", "2026 Mar-Apr", "c. 1998", "soon")]
    ['2026-03-09', '2026-03', '1998', 'None']
    """
    if found := _YEAR_FIRST.match(text):
        year, month, day = found.groups(default="")
        return published_on(year, month, day)
    year_only = _YEAR.search(text)
    return published_on(year_only[0]) if year_only else None


def dated(year: str, day: str) -> Published | None:
    """The date of a record that tells its year, and elsewhere its day with or without a year.

    >>> [str(dated("2026", day)) for day in ("2026/03/09", "Mar 9", "2027/01/02", "")]
    ['2026-03-09', '2026-03-09', '2026', '2026']
    """
    whole = published_from(year)
    exact = published_from(day) or published_from(f"{str(whole)[:4]} {day}" if whole else "")
    if whole is None or (exact and exact.on.year == whole.on.year):
        return exact
    return whole


def _month(text: str) -> int:
    """From 1 to 12; 0 where it is none."""
    if text.isdecimal():
        return int(text) if 1 <= int(text) <= 12 else 0
    short = text[:3].lower()
    return _MONTHS.index(short) + 1 if short in _MONTHS else 0
