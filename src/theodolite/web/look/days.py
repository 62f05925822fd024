"""How a day is written on pages and in letters."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime


def day_words(at: datetime) -> str:
    """The day of a moment, as it was here: 25 November 2026."""
    return date_format(localtime(at), "j F Y")
