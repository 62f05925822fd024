"""When a respondent started and ended, and how long it took."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime

_BY_PARTS = re.compile(
    r"(?P<first>\d{1,2})[/.-](?P<second>\d{1,2})[/.-](?P<year>\d{4}|\d{2})"
    r"(?:,?\s+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<seconds>\d{2})(?:\.\d+)?)?"
    r"\s*(?P<half>[AaPp][Mm])?)?"
)
_CLOCK = re.compile(r"(?:(?P<hours>\d+):)?(?P<minutes>\d{1,2}):(?P<seconds>\d{2})")


def moments(cells: Sequence[str]) -> list[datetime | None]:
    """Read a column of times; None where a cell is not one.

    Days come before months unless the column itself shows otherwise.

    >>> moments(["2022-07-15 09:44", "15/07/2022 09:44", "noon"])[1:]
    [datetime.datetime(2022, 7, 15, 9, 44, tzinfo=datetime.timezone.utc), None]
    """
    parts = {cell: _BY_PARTS.fullmatch(cell) for cell in set(cells)}
    month_first = any(found and int(found["second"]) > 12 for found in parts.values())
    read = {cell: _moment(cell, found, month_first=month_first) for cell, found in parts.items()}
    return [read[cell] for cell in cells]


def _moment(cell: str, found: re.Match[str] | None, *, month_first: bool) -> datetime | None:
    try:
        moment = (
            _of_parts(found, month_first=month_first) if found else datetime.fromisoformat(cell)
        )
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _of_parts(found: re.Match[str], *, month_first: bool) -> datetime:
    first, second, year = int(found["first"]), int(found["second"]), int(found["year"])
    day, month = (second, first) if month_first else (first, second)
    hour = int(found["hour"] or 0)
    if found["half"]:
        hour = hour % 12 + (12 if found["half"].lower() == "pm" else 0)
    return datetime(
        year if year > 99 else 2000 + year,
        month,
        day,
        hour,
        int(found["minute"] or 0),
        int(found["seconds"] or 0),
        tzinfo=UTC,
    )


def clock_seconds(cell: str) -> float | None:
    """A time taken that is written as a clock would.

    >>> clock_seconds("01:02:03"), clock_seconds("2:30"), clock_seconds("soon")
    (3723.0, 150.0, None)
    """
    found = _CLOCK.fullmatch(cell)
    if found is None:
        return None
    hours, minutes = int(found["hours"] or 0), int(found["minutes"])
    return float(3600 * hours + 60 * minutes + int(found["seconds"]))
