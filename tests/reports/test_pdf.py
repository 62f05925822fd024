"""The PDF: tagged for screen readers, marked on every page."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from theodolite.evidence.disclosure import PROFILES
from theodolite.reports.pdf import to_pdf


@pytest.fixture(scope="module")
def pdf(document):
    return PdfReader(BytesIO(to_pdf(document)))


def _tags(node):
    """Every node of the structure tree."""
    node = node.get_object()
    if isinstance(node, list):
        for one in node:
            yield from _tags(one)
    elif isinstance(node, dict):
        yield node
        if "/K" in node:
            yield from _tags(node["/K"])


def test_it_says_that_it_is_tagged_and_follows_the_accessible_standard(pdf):
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()


def test_title_author_and_date_come_from_the_document(pdf, document):
    assert pdf.metadata.title == document.title
    assert pdf.metadata.author == document.society
    assert pdf.metadata.creation_date.date() == date(2024, 5, 3)


def test_stamp_notice_and_page_number_are_on_every_page(pdf, document):
    for number, page in enumerate(pdf.pages, 1):
        text = page.extract_text()
        assert document.stamp in text
        assert document.notice in text
        assert f"{number} of {len(pdf.pages)}" in text


def test_figures_carry_their_alternative_text_and_tables_their_heads(pdf, pictures):
    nodes = list(_tags(pdf.trailer["/Root"]["/StructTreeRoot"]["/K"]))
    alts = {node["/Alt"] for node in nodes if node.get("/S") == "/Figure"}
    assert {picture.alt for picture in pictures} <= alts
    kinds = {node.get("/S") for node in nodes}
    assert {"/H1", "/Table", "/TH", "/TD", "/LI"} <= kinds


def test_a_long_table_repeats_its_head_on_the_next_page(document, segments_table):
    block = segments_table.blocks[0]
    long = replace(segments_table, blocks=(replace(block, rows=block.rows * 30),))
    section = replace(document.sections[1], blocks=(long,))
    pages = PdfReader(BytesIO(to_pdf(replace(document, sections=(section,))))).pages
    rows = [page.extract_text() for page in pages if "Ultrasound" in page.extract_text()]
    assert len(rows) > 1
    assert all("Development" in text and "secondary" in text for text in rows)


def test_a_report_that_may_be_published_has_no_stamp(document):
    public = replace(document, stamp="", disclosure=PROFILES["lt5_round5"])
    text = PdfReader(BytesIO(to_pdf(public))).pages[0].extract_text()
    assert "INSIDE" not in text


def test_the_short_version_has_no_cover_page(document):
    first = PdfReader(BytesIO(to_pdf(replace(document, is_short=True)))).pages[0].extract_text()
    assert "Of 125 respondents" in first
