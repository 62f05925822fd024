"""Open a report of any kind that has words in it; its content decides which, not its suffix."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from charset_normalizer import from_bytes

from theodolite.evidence.printed import Printed, PrintedTable, PrintedText
from theodolite.settings.errors import CorrectableError, nearest

LARGEST_BYTES = 200_000_000
"""How much a Word file may unpack to."""

Parts = tuple[tuple[PrintedText, ...], tuple[PrintedTable, ...], tuple[str, ...]]


class CannotReadReport(CorrectableError):
    """A file could not be read as a report."""


def read_printed(path: Path | str, *, with_pdf_tables: bool = True) -> Printed:
    """Read the passages and tables of a text, a web page, a Word file or a PDF.

    The tables of a PDF are a guess from where its words stand, and half of the work.
    """
    path = Path(path)
    data = _bytes(path)
    kind, read = _reader(data, path.name, with_pdf_tables=with_pdf_tables)
    try:
        texts, tables, unread = read(data)
    except CannotReadReport:
        raise
    except Exception as error:
        raise CannotReadReport(
            f"{path.name} begins as {kind} but cannot be read to its end"
            f" ({type(error).__name__}: {error}). It may be damaged or protected by a password."
            " Save it again without one, or as plain text."
        ) from error
    if not texts and not tables:
        raise CannotReadReport(
            f"{path.name} holds no words that can be read. It may be made of scanned pictures."
            " Run text recognition on it first, or check its source instead."
        )
    return Printed(path.name, texts, tables, unread)


def _bytes(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        beside = [one.name for one in path.parent.glob("*.*")] if path.parent.is_dir() else []
        raise CannotReadReport(
            f"There is no report at {path}. {nearest(path.name, sorted(beside))}"
        ) from None
    except OSError as error:
        raise CannotReadReport(
            f"{path} cannot be opened: {error.strerror}. A report was expected: a text, a web page,"
            " a Word file or a PDF. Check the path and that you may read it."
        ) from None
    if not data.strip():
        raise CannotReadReport(f"{path.name} is empty. A report was expected. Fetch it again.")
    return data


def _reader(
    data: bytes, name: str, *, with_pdf_tables: bool
) -> tuple[str, Callable[[bytes], Parts]]:
    """Readers are loaded where they are used: each takes a while, and one is enough."""
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"%pdf"):
        from theodolite.reports.reading import pdf_pages

        read = pdf_pages.texts_and_tables if with_pdf_tables else pdf_pages.texts_alone
        return "a PDF", read
    if start.startswith(b"pk"):
        from theodolite.reports.reading import word_file

        _refuse_other_archives(data, name)
        return "a Word file", word_file.texts_and_tables
    if start.startswith((b"<!doctype html", b"<html", b"<?xml")) or b"<body" in start:
        from theodolite.reports.reading import web_page

        return "a web page", web_page.texts_and_tables
    return "a text", _read_text


def _refuse_other_archives(data: bytes, name: str) -> None:
    try:
        with ZipFile(BytesIO(data)) as archive:
            is_word = "word/document.xml" in archive.namelist()
            unpacked = sum(item.file_size for item in archive.infolist())
    except BadZipFile as error:
        raise CannotReadReport(
            f"{name} is a damaged archive ({error}). A Word file was expected. Save it again."
        ) from None
    if not is_word:
        raise CannotReadReport(
            f"{name} is an archive but not a Word file (.docx). Save the report as .docx, PDF,"
            " web page or plain text."
        )
    if unpacked > LARGEST_BYTES:
        raise CannotReadReport(
            f"{name} would unpack to {unpacked:,} bytes; at most {LARGEST_BYTES:,} are read."
            " Remove its pictures, or save it as plain text."
        )


def _read_text(data: bytes) -> Parts:
    from theodolite.reports.reading import plain_text

    texts, tables = plain_text.texts_and_tables(_decoded(data))
    return texts, tables, ("Pictures leave nothing in a text; charts and maps were not read.",)


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        best = from_bytes(data).best()
    if best is None or b"\x00" in data[:4096]:
        raise CannotReadReport(
            "This file is not text in any encoding that is known. A text, a web page, a Word file"
            " or a PDF was expected. Save the report as one of these."
        )
    return str(best)
