"""Months, quarters and years as whole numbers, so that time can be counted."""

from datetime import date, timedelta

from theodolite.evidence.days import written_day_in_words
from theodolite.horizon.item import Published
from theodolite.horizon.trends.choices import Step

_A_YEAR: dict[Step, int] = {"month": 12, "quarter": 4, "year": 1}


def period_of(day: date, by: Step) -> int:
    """The number of the period that a day falls in, counted from the year 0.

    >>> period_of(date(2026, 3, 9), "month") - period_of(date(2025, 12, 1), "month")
    3
    """
    parts = _A_YEAR[by]
    return day.year * parts + (day.month - 1) * parts // 12


def first_day(period: int, by: Step) -> date:
    """The day on which a period begins."""
    year, part = divmod(period, _A_YEAR[by])
    return date(year, 1 + part * 12 // _A_YEAR[by], 1)


def last_complete(as_of: date, by: Step) -> int:
    """The last period that was over at the end of a day.

    >>> label(last_complete(date(2026, 3, 30), "month"), "month")
    '2026-02'
    >>> label(last_complete(date(2026, 3, 31), "quarter"), "quarter")
    '2026 Q1'
    """
    next_day = as_of + timedelta(days=1) if as_of < date.max else as_of
    is_over = next_day == as_of or period_of(next_day, by) > period_of(as_of, by)
    return period_of(as_of, by) - (not is_over)


def label(period: int, by: Step) -> str:
    """How a period is written: 2026-03, 2026 Q1 or 2026."""
    year, part = divmod(period, _A_YEAR[by])
    if by == "quarter":
        return f"{year} Q{part + 1}"
    return f"{year}-{part + 1:02}" if by == "month" else f"{year}"


def in_words(period: int, by: Step) -> str:
    """How a period is told: March 2026, 2026 Q1 or 2026.

    >>> in_words(period_of(date(2026, 3, 9), "month"), "month")
    'March 2026'
    """
    return written_day_in_words(label(period, by))


def many(number: int, by: Step) -> str:
    """So many periods, in words.

    >>> many(1, "month"), many(3, "quarter")
    ('1 month', '3 quarters')
    """
    return f"{number} {by}" if number == 1 else f"{number} {by}s"


def is_fine_enough(published: Published, by: Step) -> bool:
    """Whether a date is known well enough to say which period it falls in."""
    return by == "year" or published.precision != "year"
