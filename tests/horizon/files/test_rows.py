"""A row of texts keeps an item exactly, and Parquet keeps the row."""

import io

import polars
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.horizon.files.made_items import SEEN, any_item
from theodolite.horizon.errors import UnreadableSource
from theodolite.horizon.files.parquet import read_parquet, write_parquet
from theodolite.horizon.files.rows import COLUMNS, item_from_row, items_from_columns, row_from
from theodolite.horizon.item import Item


def table(**columns: list[str]) -> bytes:
    written = io.BytesIO()
    polars.DataFrame(columns).write_parquet(written)
    return written.getvalue()


@given(any_item)
def test_an_item_comes_back_from_its_row_exactly(item: Item) -> None:
    row = row_from(item)
    assert tuple(row) == COLUMNS
    assert item_from_row(row) == item


@given(st.lists(any_item, max_size=4))
def test_items_come_back_from_parquet_exactly_and_in_order(items: list[Item]) -> None:
    written = write_parquet(items)
    assert read_parquet(written, SEEN).items == tuple(items)
    assert write_parquet(items) == written


def test_a_plain_table_of_titles_becomes_items_named_by_what_they_hold() -> None:
    read = read_parquet(table(title=["On dose", "On noise"], doi=["10.1000/A", ""]), SEEN)
    assert [item.identity.split(":")[0] for item in read.items] == ["doi", "sha256"]
    assert {item.trail for item in read.items} == {(SEEN,)}


def test_a_row_that_cannot_be_read_is_counted_and_the_others_keep_their_numbers() -> None:
    read = items_from_columns({"title": ["One", "", "Three"], "deadline": ["", "", "soon"]}, SEEN)
    assert [item.title for item in read.items] == ["One"]
    assert read.rows == (0,)
    assert [sentence[:28] for sentence in read.unreadable] == [
        "Row 2 could not be read: it ",
        "Row 3 could not be read: Inv",
    ]


def test_columns_that_are_not_ours_are_named() -> None:
    assert read_parquet(table(title=["One"], colour=["red"]), SEEN).notes == (
        "Columns not read: 'colour'.",
    )


@pytest.mark.parametrize("payload", [b"PAR1 and then nothing", table(name=["One"])])
def test_a_table_that_holds_no_items_is_refused(payload: bytes) -> None:
    with pytest.raises(UnreadableSource, match=r"references .*Export|Name"):
        read_parquet(payload, SEEN)
