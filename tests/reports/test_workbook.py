"""The workbook: numbers stay numbers, and no text can become a formula."""

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from theodolite.evidence.disclosure import PROFILES
from theodolite.evidence.estimate import count_of, share_of
from theodolite.evidence.source_note import SourceNote
from theodolite.evidence.table import Block, Row, Table
from theodolite.reports.document import Document, Section
from theodolite.reports.manuscript import printable
from theodolite.reports.workbook import to_workbook


def _opened(document):
    return openpyxl.load_workbook(BytesIO(to_workbook(document)))


def _rows(sheet):
    return {row[0].value: row[1:] for row in sheet.iter_rows() if row[0].value}


@pytest.fixture(scope="module")
def book(document):
    return _opened(document)


def test_there_is_a_cover_with_links_and_one_table_a_sheet(book):
    assert book.sheetnames == ["Cover", "Notes", "Table 1"]
    links = [c.hyperlink.location for row in book["Cover"] for c in row if c.hyperlink]
    assert links == ["'Notes'!A1", "'Table 1'!A1"]


def test_a_cell_holds_the_number_that_is_printed_and_no_more(book):
    rows = _rows(book["Table 1"])
    assert (rows["Physics"][0].value, rows["Physics"][0].number_format) == (0.13, "#,##0%")
    assert (rows["Years since"][0].value, rows["Years since"][0].number_format) == (7.3, "#,##0.0")
    assert [cell.value for cell in rows["Ultrasound"]] == [2, 1, 1250, 0]
    assert rows["Physics"][2].value == "[c]"


def test_every_sheet_carries_stamp_and_notice(book, document):
    for sheet in book:
        first = [cell.value for cell in sheet["A"]]
        assert document.stamp in first
        assert document.notice in first
        assert document.stamp in sheet.oddHeader.center.text


def test_the_head_of_a_table_stays_in_view(book):
    sheet = book["Table 1"]
    assert sheet[sheet.freeze_panes].offset(-1, 0).value == "Development"


def test_the_date_comes_from_the_document(book):
    assert book.properties.created == datetime(2024, 5, 3)


NASTY = st.text(min_size=1, max_size=20) | st.builds(
    str.__add__, st.sampled_from(["=", "+", "-", "@", "\t", "\r", "\n", "{=", "http://"]), st.text()
)


@settings(max_examples=60, deadline=None)
@given(NASTY, NASTY, st.integers(0, 10**6), st.integers(1, 10**6))
def test_no_text_starts_a_formula_and_numbers_stay_numbers(label, title, count, base):
    source = SourceNote("a" * 64, "b" * 64, label)
    part = min(count, base)
    rows = (
        Row(label, ((count_of(count),), (share_of(part, base),)), group=title),
        Row(title, ((count_of(base),), (None,)), is_total=True),
    )
    table = Table("t", title, (label, title), (Block(title, rows, note=label),), source, (label,))
    document = Document(
        title=title,
        subtitle=label,
        society=title,
        date=date(2024, 5, 3),
        notice=label,
        stamp=title,
        sections=(Section(title, (table,)),),
        source=source,
        disclosure=PROFILES["lt5_round5"],
    )
    cells = [cell for sheet in _opened(document) for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    texts = [cell.value for cell in cells if isinstance(cell.value, str)]
    assert not [text for text in texts if text[0] in "=+-@\t\r\n"]
    numbers = [cell.value for cell in cells if isinstance(cell.value, int | float)]
    assert numbers[0] == count
    assert numbers[1] == pytest.approx(part / base, abs=0.005001)
    assert any(printable(label).strip() in text for text in texts)


def test_a_table_without_columns_to_split_is_written_plainly(document, segments_table):
    plain = replace(segments_table, blocks=segments_table.blocks[1:])
    section = replace(document.sections[0], blocks=(plain,))
    sheet = _opened(replace(document, sections=(section,)))["Table 1"]
    assert not sheet.merged_cells.ranges


def test_long_notes_and_labels_have_room_and_do_not_widen_the_printed_page(
    document, segments_table
):
    note = "Counts of respondents who answered this question. " * 6
    table = replace(segments_table, notes=(note,))
    section = replace(document.sections[0], blocks=(table,))
    sheet = _opened(replace(document, sections=(section,)))["Table 1"]
    (cell,) = (cell for row in sheet.iter_rows() for cell in row if cell.value == note)
    assert cell.alignment.wrap_text
    assert sheet.row_dimensions[cell.row].height > 60
