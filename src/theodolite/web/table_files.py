"""The rows of a page as a file: CSV that no spreadsheet takes for formulas, and JSON.

Both hold exactly what the page shows: text stays text, and numbers stay numbers.
"""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Literal

from django.http import HttpResponse

from theodolite.reports.csv_text import csv_text

Value = str | int | float | date | datetime | None
Format = Literal["csv", "json"]


def csv_of(columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """A table as CSV in UTF-8, with the mark by which Excel knows that.

    >>> csv_of(["title", "items"], [["=1+1", -2]]).decode("utf-8-sig").splitlines()
    ['title,items', "'=1+1,-2"]
    """
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\r\n")
    table.writerow([csv_text(name) for name in columns])
    table.writerows([_cell(value) for value in row] for row in rows)
    return written.getvalue().encode("utf-8-sig", "replace")


def json_of(columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """A table as JSON: one object a row, under the names of the columns.

    >>> json_of(["title"], [["=1+1"]])
    b'[{"title": "=1+1"}]'
    """
    told = [dict(zip(columns, map(_plain, row), strict=True)) for row in rows]
    return json.dumps(told).encode("ascii")


def file_of(
    name: str, kind: Format, columns: Sequence[str], rows: Iterable[Sequence[Value]]
) -> HttpResponse:
    """The table as a download called `name` and its ending."""
    whole = csv_of(columns, rows) if kind == "csv" else json_of(columns, rows)
    sort = "text/csv; charset=utf-8" if kind == "csv" else "application/json"
    answer = HttpResponse(whole, content_type=sort)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return answer


def format_asked(asked: str | None) -> Format | None:
    """The format that an address asks for, None where it asks for the page."""
    known: dict[str, Format] = {"csv": "csv", "json": "json"}
    return known.get(asked or "")


def _cell(value: Value) -> str | int | float:
    plain = _plain(value)
    return csv_text(plain) if isinstance(plain, str) else "" if plain is None else plain


def _plain(value: Value) -> str | int | float | None:
    return value.isoformat() if isinstance(value, date) else value
