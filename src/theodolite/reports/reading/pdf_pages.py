"""The text layer of a PDF: prose in reading order, tables from where the words stand."""

import logging
from dataclasses import replace
from io import BytesIO

from pypdf import PdfReader

from theodolite.evidence.printed import PrintedTable, PrintedText
from theodolite.reports.reading import plain_text
from theodolite.reports.reading.aligned_columns import tabbed


def texts_and_tables(
    data: bytes,
) -> tuple[tuple[PrintedText, ...], tuple[PrintedTable, ...], tuple[str, ...]]:
    """The passages and tables of each page, and which pages are pictures alone."""
    logging.getLogger("pypdf").setLevel(logging.ERROR)  # what it warns of is said in `unread`
    pages = PdfReader(BytesIO(data)).pages
    flowing = [page.extract_text() for page in pages]
    words = plain_text.words_of(" ".join(flowing))
    texts: list[PrintedText] = []
    tables: list[PrintedTable] = []
    for number, (page, text) in enumerate(zip(pages, flowing, strict=True), start=1):
        where = f"page {number}"
        texts += plain_text.texts_and_tables(text, where=where, words=words)[0]
        laid_out = tabbed(page.extract_text(extraction_mode="layout"))
        found = plain_text.texts_and_tables(laid_out, where=where, words=words)[1]
        tables += [replace(table, is_whole=False) for table in found]
    return tuple(texts), tuple(tables), _unread(flowing)


def _unread(flowing: list[str]) -> tuple[str, ...]:
    blank = [str(number) for number, text in enumerate(flowing, start=1) if not text.strip()]
    pictures = "Pictures in a PDF are not read, nor tables that are pictures, nor turned text."
    if not blank:
        return (pictures,)
    return (pictures, f"Pages without any text layer: {', '.join(blank)}.")
