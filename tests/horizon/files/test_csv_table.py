"""Tables of other people are read by their headers, and ours compute nothing."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.horizon.files.made_items import NOW, SEEN, any_item
from theodolite.horizon.errors import UnreadableSource
from theodolite.horizon.files.csv_table import read_csv, write_csv
from theodolite.horizon.item import Item

risky = st.text("=+-@\t\r\n'＝＠ab1.,\"", max_size=6)


def only(text: str) -> Item:
    (item,) = read_csv(text.encode(), SEEN).items
    return item


@given(title=risky, abstract=risky, venue=risky)
def test_no_cell_of_text_is_a_formula_and_it_still_comes_back(
    title: str, abstract: str, venue: str
) -> None:
    item = Item("a:b", title, "paper", NOW, abstract=abstract, venue=venue, trail=(SEEN,))
    written = write_csv([item])
    cells = [cell for row in csv.reader(io.StringIO(written.decode(), newline="")) for cell in row]
    for cell in cells:
        is_number = cell.replace(",", ".").lstrip("+-").replace(".", "", 1).isdecimal()
        assert is_number or not cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＠"))
    assert read_csv(written, SEEN).items == (item,)


@given(st.lists(any_item, max_size=3))
def test_items_of_any_shape_come_back_exactly(items: list[Item]) -> None:
    assert read_csv(write_csv(items), SEEN).items == tuple(items)


def test_a_negative_number_stays_a_number() -> None:
    written = write_csv([Item("a:b", "-0.5", "paper", NOW, abstract="-0.5 mm", trail=(SEEN,))])
    assert b",-0.5," in written
    assert b",'-0.5 mm," in written


def test_headers_of_other_tools_are_understood_whatever_their_order_and_case() -> None:
    item = only(
        "Source title;Publication Year;Document Title;Author(s);Page start;Page end;DOI Link\n"
        "Phys Med;2026;On dose;Kaur, A.; Li, B.;1;9;https://doi.org/10.1000/Dose\n".replace(
            "Kaur, A.; Li, B.", '"Kaur, A.; Li, B."'
        )
    )
    assert (item.title, item.venue, str(item.published)) == ("On dose", "Phys Med", "2026")
    assert item.people == ("Kaur, A.", "Li, B.")
    assert item.in_journal("pages") == "1-9"
    assert item.identity == "doi:10.1000/dose"


def test_a_column_called_journal_is_the_venue_in_tables_of_others() -> None:
    item = only("title,journal,volume\nOn dose,Phys Med,7\n")
    assert (item.venue, item.in_journal("volume")) == ("Phys Med", "7")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|", "%"])
def test_the_separator_is_told_by_the_headers_it_makes(separator: str) -> None:
    item = only(f"id{separator}title{separator}year\n1{separator}On dose{separator}1999\n")
    assert (item.title, str(item.published)) == ("On dose", "1999")


def test_a_year_that_is_none_does_not_cost_the_record() -> None:
    item = only("title,year,deadline\nOn dose,n.d.,2026-12-01\n")
    assert (item.published, item.deadline) == (None, date(2026, 12, 1))


def test_every_row_keeps_its_number_and_an_empty_one_is_counted() -> None:
    read = read_csv(b"title,year\nOne,2020\n,2021\nThree,2022\n", SEEN)
    assert read.rows == (0, 2)
    assert read.unreadable == ("Row 2 could not be read: it has neither a title nor an abstract.",)


def test_lines_may_end_as_on_old_machines() -> None:
    read = read_csv(b"title,year\rOne,2020\rTwo,2021\r", SEEN)
    assert [item.title for item in read.items] == ["One", "Two"]


def test_columns_that_are_not_read_are_named() -> None:
    assert read_csv(b"title,label_included\nOne,1\n", SEEN).notes == (
        "Columns not read: 'label_included'.",
    )


def test_a_guessed_encoding_is_said() -> None:
    read = read_csv("title,author\nOn dose,Müller\nÜber Dosis,Groß\n".encode("cp1252"), SEEN)
    assert [item.people for item in read.items] == [("Müller",), ("Groß",)]
    assert read.notes == (
        "references is not UTF-8; it was read as cp1252. Check a name with accents.",
    )


@pytest.mark.parametrize("payload", [b"name,year\nOne,2020\n", b"\x00\x01\x02"])
def test_what_is_no_table_of_records_is_refused_with_what_it_holds(payload: bytes) -> None:
    with pytest.raises(UnreadableSource, match="references has no column of titles"):
        read_csv(payload, SEEN)
