"""Fields of forms that the component library asks for and Django does not have."""

from typing import Any

from django import forms

DAY_FORMATS = (
    "%Y-%m-%d",
    "%d/%m/%Y",
    "%d.%m.%Y",
    "%d-%m-%Y",
    "%d %m %Y",
    "%d %B %Y",
    "%d %b %Y",
)
"""How people write a day: the year first only with hyphens, the month never before the day."""


class DayField(forms.DateField):
    """A day, typed as people write it: 27 3 2026, 27 March 2026 or 2026-03-27."""

    def __init__(self, **named: Any) -> None:
        """With a hint and a message of its own, unless told otherwise."""
        named.setdefault("input_formats", DAY_FORMATS)
        named.setdefault("help_text", "For example, 27 3 2026 or 27 March 2026")
        named.setdefault("widget", forms.DateInput({"class": "nhsuk-input--width-10"}))
        super().__init__(**named)
        self.error_messages["invalid"] = "Write a real day, such as 27 3 2026."
