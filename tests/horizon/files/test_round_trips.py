"""What a format can hold comes back equal, and what it cannot hold is said."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.horizon.files.made_items import NOW, SEEN, usual_item
from theodolite.horizon.files import read_items, write_items
from theodolite.horizon.files.front_door import FORMATS, Format, format_of
from theodolite.horizon.files.holding import HOLDINGS, as_held, left_out
from theodolite.horizon.item import Item, Kind, Link, Relation

each_format = pytest.mark.parametrize("format_", FORMATS, ids=lambda one: one.name)


@each_format
@given(items=st.lists(usual_item, min_size=1, max_size=3))
def test_what_a_format_holds_comes_back_equal_and_in_order(
    format_: Format, items: list[Item]
) -> None:
    payload = format_.write(items)
    assert format_of(payload) == format_
    read = format_.read(payload, SEEN)
    assert read.unreadable == ()
    assert read.items == tuple(as_held(item, format_.name) for item in items)


@each_format
@given(items=st.lists(usual_item, min_size=1, max_size=3))
def test_the_same_items_give_the_same_bytes(format_: Format, items: list[Item]) -> None:
    assert format_.write(items) == format_.write(items)


@pytest.mark.parametrize("name", HOLDINGS)
@given(item=usual_item)
def test_nothing_is_lost_without_a_sentence_that_names_it(name: str, item: Item) -> None:
    said = left_out([item], name)
    held = as_held(item, name)
    assert (replace(held, trail=item.trail) == item) is (said == ())


@pytest.mark.parametrize("kind", ["paper", "preprint"])
@pytest.mark.parametrize("relation", ["published as", "replaced by", "retracted by", "related"])
@pytest.mark.parametrize("name", ["PubMed XML", "MEDLINE"])
def test_a_link_comes_back_as_it_was_or_is_left_out_with_a_sentence(
    name: str, relation: Relation, kind: Kind
) -> None:
    item = Item("pmid:1", "On dose", kind, NOW, identifiers=(("pmid", "1"),), trail=(SEEN,))
    linked = replace(item, links=(Link(relation, "pmid:7"),))
    (format_,) = (one for one in FORMATS if one.name == name)
    (back,) = format_.read(format_.write([linked]), SEEN).items
    assert back == as_held(linked, name)
    assert (back == linked) is (left_out([linked], name) == ())


def test_a_file_says_what_it_could_not_hold(tmp_path: Path) -> None:
    notice = Item(
        "govuk:/dose", "On dose", "alert", NOW, licence="OGL", deadline=NOW.date(), trail=(SEEN,)
    )
    assert write_items([notice, notice], tmp_path / "out.ris") == (
        "RIS has no place for all of the identity of 2 items.",
        "RIS has no place for all of the licence of 2 items.",
        "RIS has no place for all of the deadline of 2 items.",
    )
    assert write_items([notice], tmp_path / "out.csv") == ()
    assert read_items(tmp_path / "out.csv", now=NOW).items == (notice,)
