"""Days become words here, so that pages, letters, bulletins and reports spell them alike.

Files and feeds that programs read keep the international form, 2026-03-09.
"""

from datetime import date
from typing import Literal

Precision = Literal["day", "month", "year"]

# Not from strftime, whose names follow the machine's language.
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def day_in_words(day: date, precision: Precision = "day") -> str:
    """A day as people write it, or only its month or year where no more is known.

    >>> day_in_words(date(2026, 3, 9)), day_in_words(date(2026, 3, 1), "month")
    ('9 March 2026', 'March 2026')
    >>> day_in_words(date(2026, 1, 1), "year")
    '2026'
    """
    if precision == "year":
        return str(day.year)
    month = f"{_MONTHS[day.month - 1]} {day.year}"
    return month if precision == "month" else f"{day.day} {month}"


def written_day_in_words(written: str) -> str:
    """The same of a day in the international form, as exactly as it is written.

    >>> written_day_in_words("2026-03-09"), written_day_in_words("2026-03")
    ('9 March 2026', 'March 2026')
    >>> written_day_in_words("2026"), written_day_in_words("2026 Q3"), written_day_in_words("")
    ('2026', '2026 Q3', '')
    """
    try:
        if len(written) == len("2026-03"):
            return day_in_words(date.fromisoformat(f"{written}-01"), "month")
        return day_in_words(date.fromisoformat(written))
    except ValueError:
        return written
