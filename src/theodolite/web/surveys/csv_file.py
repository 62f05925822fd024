"""Tables of pages as CSV, in which no text can become a formula and every number stays one."""

import csv
import io
from collections.abc import Iterable, Sequence

from theodolite.reports.workbook import as_text


def csv_file(columns: Sequence[str], lines: Iterable[Sequence[str | int | float]]) -> bytes:
    """A table as a spreadsheet opens it safely, in UTF-8 with the mark by which it is known."""
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(columns)
    for line in lines:
        table.writerow([as_text(cell) if isinstance(cell, str) else cell for cell in line])
    return text.getvalue().encode("utf-8-sig")
