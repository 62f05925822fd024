"""The PDF: tagged for screen readers, marked on every page."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import pairwise

import pytest
from pypdf import PdfReader

from theodolite.display import draw
from theodolite.evidence.disclosure import PROFILES
from theodolite.evidence.estimate import count_of, share_of
from theodolite.evidence.pictures import Flow, Heatmap
from theodolite.evidence.table import Block, Row, Table
from theodolite.reports.document import Paragraph, Section
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


def _pages(document, *blocks):
    """The text of each page after the cover of a report with one section of these blocks."""
    section = Section("Answers", blocks)
    content = to_pdf(replace(document, sections=(section,)))
    return [page.extract_text() for page in PdfReader(BytesIO(content)).pages][1:]


def _page_of(words, pages):
    (page,) = (number for number, text in enumerate(pages) if words in text)
    return page


def _shares(label, columns):
    return Row(label, tuple((share_of(3, 20),) for _ in columns))


def test_no_word_of_a_table_is_cut(document, segments_table):
    columns = ("Researchers", "Other duties", "All-rounders", "Netherlands", "Professionals", "All")
    rows = tuple(_shares(f"{name} and Scientific Informatics", columns) for name in columns)
    table = replace(segments_table, columns=columns, blocks=(Block("Answered", rows),))
    words = " ".join(_pages(document, table)).split()
    assert set(columns) <= {*words, "Other duties"}
    assert words.count("Informatics") == len(columns)


@pytest.mark.parametrize("lines", range(0, 40, 6))
def test_a_small_block_stays_whole_wherever_its_table_starts(document, segments_table, lines):
    blocks = tuple(
        Block(f"Question {n}", tuple(_shares(f"answer {n}.{m}", ("All",)) for m in range(4)))
        for n in range(30, 42)
    )
    table = Table("t", "Many questions", ("All",), blocks, segments_table.source, ("The end.",))
    pages = _pages(document, *(Paragraph(f"Line {n}.") for n in range(lines)), table)
    for n in range(30, 42):
        assert len({_page_of(f"answer {n}.{m}", pages) for m in range(4)}) == 1
        assert f"Question {n}" in pages[_page_of(f"answer {n}.0", pages)]
    assert _page_of("answer 31.0", pages) <= _page_of("answer 30.0", pages) + 1
    assert _page_of("Many questions", pages) == _page_of("answer 30.0", pages)
    assert _page_of("The end.", pages) == _page_of("answer 41.3", pages)


@pytest.fixture(scope="module")
def tall_picture(segments_table):
    columns = ("A", "B")
    rows = tuple(_shares(f"skill {number}", columns) for number in range(24))
    skills = Table("skills", "Skills", columns, (Block("", rows),), segments_table.source)
    return draw(Heatmap("tall", "Tall", (skills,), ("All",), segments_table.source))


def test_text_moves_up_past_a_figure_that_has_to_wait_for_the_next_page(document, tall_picture):
    before = tuple(Paragraph(f"Line {number}.") for number in range(20))
    pages = _pages(document, *before, tall_picture, Paragraph("What follows the figure."))
    assert _page_of("Line 19.", pages) == _page_of("What follows", pages) == 0
    assert _page_of("skill 23", pages) == 1


def test_a_figure_that_waits_is_read_where_it_belongs(document, tall_picture):
    before = tuple(Paragraph(f"Line {number}.") for number in range(20))
    blocks = (*before, tall_picture, Paragraph("What follows the figure."))
    content = to_pdf(replace(document, sections=(Section("Answers", blocks),)))
    nodes = list(_tags(PdfReader(BytesIO(content)).trailer["/Root"]["/StructTreeRoot"]["/K"]))
    kinds = [node.get("/S") for node in nodes if node.get("/S") in ("/P", "/Figure", "/H1")]
    figure = kinds.index("/Figure")
    assert kinds[figure - 20 : figure].count("/P") == 20
    assert "/P" in kinds[figure + 1 :]


def test_a_figure_shrinks_a_little_to_stay_with_its_text(document, tall_picture):
    before = tuple(Paragraph(f"Line {number}.") for number in range(9))
    pages = _pages(document, *before, tall_picture, Paragraph("What follows the figure."))
    assert _page_of("Line 0.", pages) == _page_of("skill 23", pages) == 0


def test_a_table_too_wide_for_an_upright_page_turns_it(document, segments_table):
    columns = tuple(f"Region{number}" for number in range(16))
    table = replace(
        segments_table, columns=columns, blocks=(Block("", (_shares("Yes", columns),)),)
    )
    section = Section("Answers", (table, Paragraph("After.")))
    reader = PdfReader(BytesIO(to_pdf(replace(document, sections=(section,)))))
    turned = [page for page in reader.pages if page.mediabox.width > page.mediabox.height]
    (text,) = (page.extract_text() for page in turned)
    assert all(name in text.split() for name in columns)
    assert document.stamp in text


def test_source_notes_say_what_they_share_once(document):
    text = PdfReader(BytesIO(to_pdf(document))).pages[-1].extract_text()
    assert text.count("data aaaaaaaaaaaa, plan bbbbbbbbbbbb, theodolite 0.1.0") == 1
    assert "specialism, degree" in text


def test_what_follows_a_colon_in_the_title_has_its_own_line(document):
    titled = replace(document, title="Computing workforce: short version", is_short=True)
    first = PdfReader(BytesIO(to_pdf(titled))).pages[0].extract_text()
    assert "Computing workforce:\nshort version" in first


def test_characters_that_the_typeface_lacks_are_marked_and_said_to_be(document, segments_table):
    far = "日本 🙂 \ufffd naïve Łódź Ωμέγα"
    row = replace(segments_table.blocks[0].rows[0], label=far)
    block = replace(segments_table.blocks[0], rows=(row,), label=far)
    table = replace(segments_table, title=far, columns=(far, "Support"), blocks=(block,))
    reasons = ((far, count_of(7)),)
    picture = draw(Flow("far", far, count_of(12), count_of(5), reasons, table.source))
    section = Section(far, (Paragraph(far), table, picture))
    pages = PdfReader(BytesIO(to_pdf(replace(document, title=far, sections=(section,))))).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "□□ □ □ naïve Łódź Ωμέγα" in text
    assert "□ stands for a character that this PDF cannot print" in text


def test_nothing_is_said_of_missing_characters_where_none_is_missing(pdf):
    assert "□" not in "".join(page.extract_text() for page in pdf.pages)


def _words(page):
    """Where each run of text on the page starts and ends, as (bottom, left, right, text)."""
    found = []

    def keep(text, page_matrix, matrix, font, size):
        if words := text.strip():
            left = matrix[4] * page_matrix[0] + page_matrix[4]
            right = left + 0.45 * size * abs(page_matrix[0]) * len(words)
            found.append((round(page_matrix[5]), left, right, words))

    page.extract_text(visitor_text=keep)
    return sorted(found)


def test_huge_numbers_stay_clear_of_the_columns_beside_them(document, segments_table):
    small, huge = count_of(5), count_of(987_654_321_000_000_000)
    blocks = (
        Block("Split", (Row("a", ((small, small),) * 2),), ("primary", "secondary")),
        Block("Whole", (Row("Respondents", ((huge,), (huge,))), Row("x", ((small,), (huge,))))),
    )
    table = replace(segments_table, columns=("A", "B"), blocks=blocks)
    section = replace(document.sections[1], blocks=(table,))
    pages = PdfReader(BytesIO(to_pdf(replace(document, sections=(section,))))).pages
    words = [word for page in pages for word in _words(page)]
    assert sum(word[3] == "987,654,321,000,000,000" for word in words) == 3
    for one, beside in pairwise(words):
        if "987,654,321,000,000,000" in (one[3], beside[3]):
            assert one[0] != beside[0] or one[2] < beside[1]
