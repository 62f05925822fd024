"""Workbooks of Excel, checked before they are opened."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import cache

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from theodolite.settings.errors import UnreadableFile, unknown_name
from theodolite.survey.answers.export import MADE_A_DATE, Rows, Sheet, text_of

LARGEST_BYTES = 200_000_000
"""How large a workbook may be once unpacked."""

LARGEST_RATIO = 100
"""How many times larger than packed a workbook may be."""

MOST_ENTRIES = 1_000
"""How many files a workbook may be packed from."""

MOST_CELLS = 5_000_000
"""How far a sheet may stretch, blank cells included."""

OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How old Excel files begin, and new ones that are locked with a password."""

# Where a row or a cell of a sheet says that it stands: <row r="7">, <c r="AB7">.
_PLACE = re.compile(rb"""<(?:\w+:)?(?:row|c)\b[^<]*?\br\s*=\s*["']([A-Za-z]*)(\d{1,9})""")

Value = int | float | str | bool | time | date | datetime | timedelta


def sheet_from_workbook(data: bytes, name: str, *, sheet: str = "") -> Sheet:
    """Read one sheet; the first visible one, with a note, where none is named among several."""
    if data.startswith(OLE_START):
        _refuse_locked(data, name)
    else:
        _refuse_bomb(data, name)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        chosen, notes = _choose(book, name, sheet)
        rows = book.get_sheet_by_name(chosen).to_python(skip_empty_area=False)
        return Sheet(_texts(rows), notes)
    except PasswordError:
        raise _locked(name) from None
    except CalamineError as error:
        raise _damaged(name, str(error)) from None


def _refuse_locked(data: bytes, name: str) -> None:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise _locked(name)


def _locked(name: str) -> UnreadableFile:
    return UnreadableFile(
        f"{name} is locked with a password. Answers are read only from open files."
        " Open it in Excel, take the password off (File, Info, Protect Workbook), and save it."
    )


def _damaged(name: str, what: str) -> UnreadableFile:
    return UnreadableFile(
        f"{name} cannot be opened as a workbook: {what.rstrip('.')}. It may be cut short or"
        " damaged. Export or download it again."
    )


def _refuse_bomb(data: bytes, name: str) -> None:
    """Look at the sizes a packed file declares, then check that they and its parts are true."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            _refuse_sizes(packed.infolist(), name)
            _refuse_other_kinds(packed.namelist(), name)
            for part in packed.infolist():
                _refuse_stretch(packed.read(part), name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise _damaged(name, str(error)) from None


def _refuse_other_kinds(parts: list[str], name: str) -> None:
    # Only in .xlsx can it be told beforehand how much memory a sheet would take.
    if "xl/workbook.bin" in parts or "content.xml" in parts:
        raise UnreadableFile(
            f"{name} is a binary or OpenDocument workbook; .xlsx was expected."
            " Open it and save it as .xlsx."
        )
    if not any(part.startswith("xl/") for part in parts):
        raise UnreadableFile(
            f"{name} is a packed file but not a workbook. An Excel, CSV or SPSS file was expected."
            " Unpack it and give the file inside."
        )


def _refuse_stretch(part: bytes, name: str) -> None:
    """A sheet takes memory for every cell up to its last, so one stray cell can fill it."""
    rows = columns = 1
    for letters, row in _PLACE.findall(part):
        rows = max(rows, int(row))
        columns = max(columns, _column_number(letters))
    if rows * columns > MOST_CELLS:
        raise UnreadableFile(
            f"A sheet of {name} stretches over {rows:,} rows and {columns:,} columns, blank ones"
            f" included; at most {MOST_CELLS:,} cells are read. Delete the blank rows and columns"
            " after the answers, and save it."
        )


@cache
def _column_number(letters: bytes) -> int:
    """A is 1; the rows of a sheet have no letters."""
    number = 0
    for letter in letters.upper():
        number = 26 * number + letter - ord("A") + 1
    return number


def _refuse_sizes(parts: list[zipfile.ZipInfo], name: str) -> None:
    if any(part.flag_bits & 1 for part in parts):
        raise _locked(name)
    unpacked = sum(part.file_size for part in parts)
    packed = max(sum(part.compress_size for part in parts), 1)
    if len(parts) > MOST_ENTRIES:
        fault = f"it is packed from {len(parts):,} files; at most {MOST_ENTRIES:,} are opened"
    elif unpacked > LARGEST_BYTES:
        fault = f"it unpacks to {unpacked:,} bytes; at most {LARGEST_BYTES:,} are opened"
    elif unpacked > LARGEST_RATIO * packed:
        fault = (
            f"it unpacks to {unpacked // packed:,} times its size; at most {LARGEST_RATIO} times"
            " is opened"
        )
    else:
        return
    raise UnreadableFile(
        f"{name} was not opened, because {fault}, so that no file can fill the memory."
        " Save the sheet with the answers alone, as CSV in UTF-8."
    )


def _choose(book: CalamineWorkbook, name: str, sheet: str) -> tuple[str, tuple[str, ...]]:
    visible = [
        one.name
        for one in book.sheets_metadata
        if one.visible == SheetVisibleEnum.Visible and one.typ == SheetTypeEnum.WorkSheet
    ]
    if sheet:
        if sheet not in book.sheet_names:
            raise unknown_name("sheet", sheet, book.sheet_names, where=f"the reading of {name}")
        return sheet, ()
    if not visible:
        raise _damaged(name, "it has no visible sheet")
    if len(visible) == 1:
        return visible[0], ()
    others = ", ".join(repr(other) for other in visible[1:])
    return visible[0], (f"The first sheet {visible[0]!r} of {name} was read, not {others}.",)


def _texts(rows: list[list[Value]]) -> Rows:
    """Write every value as text; a date among other answers is marked as the accident it is."""
    columns = [_column(list(column)) for column in zip(*rows, strict=True)]
    return [list(row) for row in zip(*columns, strict=True)]


def _column(values: list[Value]) -> list[str]:
    texts = [text_of(value) for value in values]
    # The first filled cell is the header.
    answers = [value for value, text in zip(values, texts, strict=True) if text][1:]
    if _are_dates(answers) or not any(_is_date(value) for value in answers):
        return texts
    return [
        text + MADE_A_DATE if _is_date(value) else text
        for value, text in zip(values, texts, strict=True)
    ]


def _are_dates(values: Iterable[Value]) -> bool:
    return all(_is_date(value) for value in values)


def _is_date(value: Value) -> bool:
    return isinstance(value, date | time)
