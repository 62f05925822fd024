"""Open a file or a data frame of answers, whatever tool it came from."""

import json
from hashlib import sha256
from pathlib import Path, PurePath
from typing import Any

import narwhals as nw

from theodolite.settings.errors import UnreadableFile, nearest
from theodolite.survey.answers.delimited import sheet_from_text
from theodolite.survey.answers.excel import OLE_START, sheet_from_workbook
from theodolite.survey.answers.export import Export, Sheet, text_of
from theodolite.survey.answers.layouts import export_from
from theodolite.survey.answers.spss import SPSS_STARTS, export_from_spss
from theodolite.survey.errors import SurveyError
from theodolite.survey.questionnaire import Layout

_WORKBOOK_STARTS = (b"PK\x03\x04", b"PK\x05\x06", OLE_START)
_WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xls")
_NOT_ANSWERS = {
    b"%PDF": "a PDF document",
    b"\x1f\x8b": "a compressed (gzip) file",
    b"7z\xbc\xaf": "a compressed (7z) file",
    b"Rar!": "a compressed (rar) file",
    b"PAR1": "a Parquet file",
    b"SQLite": "a database",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"<!DO": "a web page",
    b"<htm": "a web page",
    b"<HTM": "a web page",
    b"<?xm": "an XML file",
    b"{\\rt": "a text document",
}


def read_export(path: Path | str, *, layout: Layout | None = None, sheet: str = "") -> Export:
    """Open an export as it stands, questions unasked; its content decides, not its suffix."""
    path = Path(path)
    return export_in(_bytes(path), path.name, layout=layout, sheet=sheet)


def export_in(data: bytes, name: str, *, layout: Layout | None = None, sheet: str = "") -> Export:
    """What `read_export` makes of a file that has been read; `name` is what it is called."""
    _refuse_empty(data, name)
    digest = sha256(data).hexdigest()
    if data.startswith(SPSS_STARTS):
        return export_from_spss(data, name, digest=digest)
    read = _sheet(data, PurePath(name), sheet)
    return export_from(read, name=name, digest=digest, layout=layout)


def export_from_frame(frame: Any, *, layout: Layout | None = None) -> Export:
    """Take the answers in a data frame of pandas, polars or pyarrow; plain unless it is said."""
    try:
        answers = nw.from_native(frame, eager_only=True)
        columns = [_texts(answers[name]) for name in answers.columns]
        headers = [str(name) for name in answers.columns]
    except TypeError:
        raise SurveyError(
            f"Answers cannot be read from a {type(frame).__name__}. A path was expected, or a data"
            " frame of pandas, polars or pyarrow."
        ) from None
    except nw.exceptions.DuplicateError as error:
        raise UnreadableFile(
            f"Two columns of the data frame have one name: {error}. Rename one of them."
        ) from None
    rows = [headers, *(list(row) for row in zip(*columns, strict=True))]
    digest = sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()
    chosen: Layout = layout or "plain"
    return export_from(Sheet(rows), name="the data frame", digest=digest, layout=chosen)


def _texts(column: nw.Series[Any]) -> list[str]:
    """Null has a name of its own in every kind of data frame; here it is blank."""
    is_null = column.is_null().to_list()
    cells = column.to_list()
    return ["" if null else text_of(cell) for cell, null in zip(cells, is_null, strict=True)]


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        beside = [one.name for one in path.parent.glob("*.*")] if path.parent.is_dir() else []
        raise UnreadableFile(
            f"There is no file of answers at {path}. {nearest(path.name, sorted(beside))}"
        ) from None
    except IsADirectoryError:
        raise UnreadableFile(f"{path} is a folder. Name the file of answers inside it.") from None
    except OSError as error:
        raise UnreadableFile(
            f"{path} cannot be opened: {error.strerror}."
            " Check that you may read it, then try again."
        ) from None


def _refuse_empty(data: bytes, name: str) -> None:
    if not data.strip():
        raise UnreadableFile(
            f"{name} is empty. Headers and answers were expected. Export it again."
        )


def _sheet(data: bytes, path: PurePath, sheet: str) -> Sheet:
    if data.startswith(_WORKBOOK_STARTS):
        return sheet_from_workbook(data, path.name, sheet=sheet)
    _refuse_other_kinds(data, path)
    read = sheet_from_text(data, path.name)
    if not sheet:
        return read
    note = f"{path.name} is a text file without sheets; the sheet {sheet!r} was not looked for."
    return Sheet(read.rows, (*read.notes, note))


def _refuse_other_kinds(data: bytes, path: PurePath) -> None:
    for start, kind in _NOT_ANSWERS.items():
        if data.lstrip().startswith(start):
            raise UnreadableFile(
                f"{path.name} is {kind}, not an export of answers. An Excel, CSV or SPSS file was"
                " expected. Export the responses again in one of these."
            )
    claims_spss = path.suffix.lower() in (".sav", ".zsav")
    claims_workbook = path.suffix.lower() in _WORKBOOK_SUFFIXES
    if claims_spss or (claims_workbook and b"\x00" in data[:4096]):
        claimed = "an SPSS file" if claims_spss else "a workbook"
        raise UnreadableFile(
            f"{path.name} is named as {claimed} but does not begin as one. It may be damaged, or"
            " another kind of file. Export or download it again."
        )
