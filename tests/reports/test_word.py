"""The Word file: headings, heads and alternative text are what Word knows them as."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm

from theodolite.evidence.estimate import share_of
from theodolite.evidence.table import Block, Row
from theodolite.reports.document import Paragraph
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
    for section in word.sections:
        assert section.header.paragraphs[0].text == document.stamp
        assert section.footer.paragraphs[0].text.startswith(document.notice)


def _with_table(document, table):
    section = replace(document.sections[1], blocks=(table, Paragraph("After.")))
    return docx.Document(BytesIO(to_word(replace(document, sections=(section,)))))


def test_a_wide_table_lies_on_a_turned_page_with_stamp_and_notice(document, segments_table):
    columns = tuple(f"Region{number}" for number in range(16))
    row = Row("Yes", tuple((share_of(3, 20),) for _ in columns))
    table = replace(segments_table, columns=columns, blocks=(Block("", (row,)),))
    word = _with_table(document, table)
    (wide,) = (one for one in word.sections if one.page_width > one.page_height)
    assert wide.header.paragraphs[0].text == document.stamp
    assert wide.footer.paragraphs[0].text.startswith(document.notice)
    grid = [int(column.get(qn("w:w"))) for column in word.element.body.iter(qn("w:gridCol"))]
    assert sum(grid) * 635 <= wide.page_width - wide.left_margin - wide.right_margin


def test_small_blocks_and_the_last_rows_with_their_note_stay_together(document, segments_table):
    rows = tuple(Row(f"Answer {n}", ((share_of(3, 20),),)) for n in range(12))
    blocks = (Block("Base", rows[:1]), Block("Small", rows[:4]), Block("Long", rows))
    word = _with_table(document, replace(segments_table, columns=("All",), blocks=blocks))
    keeps = [row.find(f".//{qn('w:keepNext')}") is not None for row in word.tables[0]._tbl.tr_lst]
    head, small, long = keeps[:3], keeps[3:8], keeps[8:]
    assert head == [True] * 3
    assert small == [True] * 4 + [False]
    assert long == [True] * 3 + [False] * 7 + [True] * 3


def test_pictures_keep_within_the_margins(word):
    for shape in word.inline_shapes:
        assert shape.width <= Mm(166)
        assert {shape._inline.get(side) for side in ("distL", "distR")} == {"0"}


def test_captions_are_numbered_by_fields_that_word_can_renew(word):
    captions = [p for p in word.paragraphs if p.style.name == "Caption"]
    orders = [one.text for p in captions for one in p._p.iter(qn("w:instrText"))]
    assert orders == [r" SEQ Table \* ARABIC ", *[r" SEQ Figure \* ARABIC "] * 2]
    assert [p.text for p in captions][2:] == [
        "Table 1  Specialism and degree by segment",
        "Figure 1  From received to kept",
        "Figure 2  Skills by segment",
    ]


def test_a_table_cut_in_pieces_keeps_one_number(document, segments_table):
    columns = tuple(f"Region number {number}" for number in range(50))
    row = Row("Yes", tuple((share_of(3, 20),) for _ in columns))
    word = _with_table(
        document, replace(segments_table, columns=columns, blocks=(Block("", (row,)),))
    )
    assert len(word.tables) > 1
    captions = [p for p in word.paragraphs if p.style.name == "Caption"][2:]
    assert {p.text.split("  ")[0] for p in captions} == {"Table 1"}
    orders = [one.text for p in captions for one in p._p.iter(qn("w:instrText"))]
    assert orders == [r" SEQ Table \* ARABIC ", *[r" SEQ Table \c "] * (len(captions) - 1)]


def test_source_notes_stand_in_two_columns_under_what_they_share(word):
    notes = [p.text for p in word.paragraphs if p.style.name == "Source Note"]
    assert notes[-3:] == [
        "Source: data aaaaaaaaaaaa, plan bbbbbbbbbbbb, theodolite 0.1.0",
        "1  the answers as a whole",
        "2  specialism, degree",
    ]
    counts = [section._sectPr.find(qn("w:cols")).get(qn("w:num")) for section in word.sections]
    assert counts[-2:] == ["2", "1"]


def test_what_follows_a_colon_in_the_title_has_its_own_line(document):
    word = docx.Document(BytesIO(to_word(replace(document, title="Survey: short version"))))
    (title,) = (p.text for p in word.paragraphs if p.style.name == "Title")
    assert title == "Survey: \nshort version"


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
