"""Items as a CSV table: ours exactly, other people's by the names of their columns."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from theodolite.horizon.errors import UnreadableSource
from theodolite.horizon.files.csv_headers import known_columns, row_from_others
from theodolite.horizon.files.encoded_text import decoded
from theodolite.horizon.files.read import ReadItems
from theodolite.horizon.files.rows import COLUMNS, items_from_rows, row_from
from theodolite.horizon.item import Item, Seen

_SEPARATORS = ",;\t|%"
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?\Z")
# Spreadsheets compute what begins so, in full width too.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_GUARDED = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")


def read_csv(payload: bytes, seen: Seen) -> ReadItems:
    """One item for each row, in order, columns told by their headers in any order and case."""
    name = seen.source or "The table"
    text, notes = decoded(payload, name)
    lines = _lines(text, _separator(text), name)
    headers = next(lines, [])
    places = known_columns(headers)
    if "title" not in places:
        raise UnreadableSource(
            f"{name} has no column of titles; its first line holds"
            f" {', '.join(map(repr, headers[:12]))}. Call one column 'title', and others author,"
            " year, journal, volume, pages, doi, abstract as far as you have them."
        )
    rows = (_cells(line, places) for line in lines if line)
    ours = "identity" in places
    read = items_from_rows(rows if ours else map(row_from_others, rows), seen)
    return ReadItems(read.items, read.unreadable, read.rows, notes + _passed_over(headers, places))


def write_csv(items: Iterable[Item]) -> bytes:
    """A table in UTF-8 with which no spreadsheet computes.

    A text that would be a formula is written with an apostrophe before it, which reading takes
    off again; numbers stay numbers.
    """
    written = io.StringIO(newline="")
    table = csv.writer(written, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for item in items:
        table.writerow([guarded(text) for text in row_from(item).values()])
    return written.getvalue().encode("utf-8")


def guarded(text: str) -> str:
    """A cell that stays text in a spreadsheet.

    >>> guarded("=1+1"), guarded("'=1+1"), guarded("-0.5"), guarded("plain")
    ("'=1+1", "''=1+1", '-0.5', 'plain')
    """
    if _FORMULA.match(text) and not _NUMBER.match(text):
        return f"'{text}"
    return text


def _unguarded(text: str) -> str:
    return text[1:] if _GUARDED.match(text) else text


def _separator(text: str) -> str:
    """The one that cuts the first line into the most columns that we know."""
    first = re.split(r"[\r\n]", text.lstrip("\r\n"), maxsplit=1)[0]
    cuts = {one: next(csv.reader([first], delimiter=one), []) for one in _SEPARATORS}
    return max(cuts, key=lambda one: (len(known_columns(cuts[one])), len(cuts[one])))


def _lines(text: str, separator: str, name: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(io.StringIO(text.lstrip("\r\n"), newline=""), delimiter=separator)
    except csv.Error as error:
        raise UnreadableSource(
            f"{name} cannot be split into cells: {error}. A closing quote may be missing."
            " Export it again."
        ) from None


def _cells(line: Sequence[str], places: dict[str, int]) -> dict[str, str]:
    return {
        column: _unguarded(line[place])
        for column, place in places.items()
        if place < len(line) and line[place]
    }


def _passed_over(headers: Sequence[str], places: dict[str, int]) -> tuple[str, ...]:
    read = set(places.values())
    other = [repr(header) for place, header in enumerate(headers) if place not in read and header]
    return (f"Columns not read: {', '.join(other)}.",) if other else ()
