"""The text layer of a PDF: prose in reading order, tables from where the words stand."""

import logging
from dataclasses import replace
from io import BytesIO

from pypdf import PageObject, PdfReader

from theodolite.evidence.printed import PrintedTable, PrintedText
from theodolite.reports.reading import plain_text
from theodolite.reports.reading.aligned_columns import tabbed


def texts_and_tables(
    data: bytes,
) -> tuple[tuple[PrintedText, ...], tuple[PrintedTable, ...], tuple[str, ...]]:
    """The passages and tables of each page, and which pages are pictures alone."""
    pages, flowing, words = _opened(data)
    tables: list[PrintedTable] = []
    for number, page in enumerate(pages, start=1):
        laid_out = tabbed(page.extract_text(extraction_mode="layout"))
        found = plain_text.texts_and_tables(laid_out, where=f"page {number}", words=words)[1]
        tables += [replace(table, is_whole=False) for table in found]
    return _texts(flowing, words), tuple(tables), _unread(flowing)


def texts_alone(
    data: bytes,
) -> tuple[tuple[PrintedText, ...], tuple[PrintedTable, ...], tuple[str, ...]]:
    """The passages of each page in half the time, for someone who has the tables elsewhere."""
    _, flowing, words = _opened(data)
    return _texts(flowing, words), (), _unread(flowing)


def _opened(data: bytes) -> tuple[list[PageObject], list[str], frozenset[str]]:
    """The pages, the text of each, and all words."""
    logging.getLogger("pypdf").setLevel(logging.ERROR)  # what it warns of is said in `unread`
    pages = list(PdfReader(BytesIO(data)).pages)
    flowing = [page.extract_text() for page in pages]
    return pages, flowing, plain_text.words_of(" ".join(flowing))


def _texts(flowing: list[str], words: frozenset[str]) -> tuple[PrintedText, ...]:
    return tuple(
        passage
        for number, text in enumerate(flowing, start=1)
        for passage in plain_text.texts_and_tables(text, where=f"page {number}", words=words)[0]
    )


def _unread(flowing: list[str]) -> tuple[str, ...]:
    blank = [str(number) for number, text in enumerate(flowing, start=1) if not text.strip()]
    pictures = "Pictures in a PDF are not read, nor tables that are pictures, nor turned text."
    if not blank:
        return (pictures,)
    return (pictures, f"Pages without any text layer: {', '.join(blank)}.")
