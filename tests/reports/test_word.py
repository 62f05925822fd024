"""The Word file: headings, heads and alternative text are what Word knows them as."""

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn

from theodolite.reports.word import to_word


@pytest.fixture(scope="module")
def content(document):
    return to_word(document)


@pytest.fixture(scope="module")
def word(content):
    return docx.Document(BytesIO(content))


def test_sections_are_real_headings(word):
    headings = [p.text for p in word.paragraphs if p.style.name == "Heading 1"]
    assert headings[:3] == ["1  In short", "2  Who answered", "3  Skills"]
    assert [p.text for p in word.paragraphs if p.style.name == "Title"] == ["Computing workforce"]


def test_pictures_carry_their_alternative_text(word, pictures):
    described = [shape._inline.docPr.get("descr") for shape in word.inline_shapes]
    assert described == [pictures[1].alt, pictures[0].alt]


def test_the_head_of_a_table_is_marked_and_unsplit_cells_span(word):
    (table,) = word.tables
    first, *others = table._tbl.tr_lst
    assert first.find(f".//{qn('w:tblHeader')}") is not None
    assert all(row.find(f".//{qn('w:tblHeader')}") is None for row in others)
    shares = next(row for row in table.rows if row.cells[0].text == "Physics")
    assert [cell.text for cell in shares.cells] == ["Physics", "13%", "13%", "[c]", "[c]"]
    widths = {sum(cell.grid_span for cell in row.tc_lst) for row in table._tbl.tr_lst}
    assert widths == {5}


def test_stamp_and_notice_are_in_the_margins_of_every_page(word, document):
    (section,) = word.sections
    assert section.header.paragraphs[0].text == document.stamp
    assert section.footer.paragraphs[0].text.startswith(document.notice)


def test_every_link_inside_leads_to_a_bookmark(word):
    body = word.element.body
    targets = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))}
    names = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    numbers = [mark.get(qn("w:id")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert targets <= set(names)
    assert len(names) == len(set(names)) == len(set(numbers))


def test_no_clock_leaves_a_trace(word, content):
    assert word.core_properties.created == datetime(2024, 5, 3, tzinfo=UTC)
    assert {entry.date_time for entry in ZipFile(BytesIO(content)).infolist()} == {
        (1980, 1, 1, 0, 0, 0)
    }
