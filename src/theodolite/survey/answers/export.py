"""What a survey tool's file holds, before anyone asks what the answers mean."""

import math
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from theodolite.survey.questionnaire import Layout

Rows = list[list[str]]
"""Cells of text, headers included, as they stand in a file."""

MADE_A_DATE = " (made a date by the spreadsheet)"
"""Ends a cell that a spreadsheet turned from something typed, such as 1-2, into a date."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column's header as written, and what can be told from it.

    `code` and `text` belong to the question; `option` and `option_text` to the one option or part
    of it that this column holds, where a question is spread over several.
    """

    header: str
    code: str = ""
    option: str = ""
    text: str = ""
    option_text: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """All rows of one file, with what a reader of the answers should know about opening it."""

    rows: Rows
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a layout, and how many rows at the top tell them."""

    columns: tuple[Column, ...]
    lines: int = 1


@dataclass(frozen=True)
class Export:
    """Columns and rows of text cells; `first_row` is the spreadsheet line of the first of them.

    `digest` is the SHA-256 of the file, or of the frame's content.
    """

    name: str
    layout: Layout
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    digest: str
    first_row: int = 2
    notes: tuple[str, ...] = ()

    @cached_property
    def respondents(self) -> tuple[tuple[int, tuple[str, ...]], ...]:
        """Every row that holds anything, with its line in the spreadsheet."""
        return tuple((line, row) for line, row in enumerate(self.rows, self.first_row) if any(row))

    @cached_property
    def cells(self) -> tuple[tuple[str, ...], ...]:
        """The respondents' cells, column by column."""
        return tuple(zip(*(row for _, row in self.respondents), strict=True))


def text_of(value: object) -> str:
    """Write one typed cell as a person would have typed it.

    >>> text_of(80.0), text_of(0.5), text_of(True), text_of(None)
    ('80', '0.5', 'Yes', '')
    """
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
    return str(value).replace("\ufeff", "").strip()
