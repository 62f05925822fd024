"""What holds for the web page, the PDF, the Word file and the workbook alike."""

from dataclasses import replace
from html import unescape
from io import BytesIO

import docx
import openpyxl
import pytest
from pypdf import PdfReader

from theodolite.reports.document import Paragraph, Section
from theodolite.reports.html import to_html
from theodolite.reports.pdf import to_pdf
from theodolite.reports.word import to_word
from theodolite.reports.workbook import to_workbook

FORMATS = (to_html, to_pdf, to_word, to_workbook)


def _text_of_html(content):
    return unescape(content.decode())


def _text_of_pdf(content):
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def _text_of_word(content):
    word = docx.Document(BytesIO(content))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in word.paragraphs] + cells)


def _text_of_workbook(content):
    sheets = openpyxl.load_workbook(BytesIO(content)).worksheets
    return "\n".join(
        str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row
    )


TEXT = {
    to_html: _text_of_html,
    to_pdf: _text_of_pdf,
    to_word: _text_of_word,
    to_workbook: _text_of_workbook,
}


@pytest.mark.parametrize("write", FORMATS)
def test_the_same_document_gives_the_same_bytes(document, write):
    assert write(document) == write(document)


@pytest.mark.parametrize("write", FORMATS)
def test_text_that_looks_like_markup_is_printed_as_it_stands(
    document, segments_table, awkward_text, write
):
    table = replace(segments_table, title=awkward_text)
    section = Section(awkward_text, (Paragraph(awkward_text), table))
    content = write(replace(document, title=awkward_text, sections=(section,)))
    places = 2 if write is to_workbook else 4
    assert " ".join(TEXT[write](content).split()).count(awkward_text) >= places


@pytest.mark.parametrize("write", FORMATS)
def test_stamp_and_notice_are_in_every_format(document, write):
    text = TEXT[write](write(document))
    assert document.stamp in text
    assert document.notice in text
