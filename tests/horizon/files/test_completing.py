"""A file that says less than is known takes nothing away; what it does say counts."""

from dataclasses import replace
from datetime import date

from hypothesis import given

from tests.horizon.files.made_items import NOW, usual_item
from theodolite.horizon.files.completing import completed
from theodolite.horizon.item import Item, Published

KNOWN = Item(
    "doi:10.1000/a",
    "On dose",
    "guidance",
    NOW,
    abstract="All of it.",
    people=("Kaur, A",),
    published=Published(date(2026, 3, 9)),
    identifiers=(("doi", "10.1000/a"), ("pmid", "7")),
    journal=(("volume", "3"),),
)


def test_what_a_record_leaves_empty_stays_as_it_is_known() -> None:
    told = Item("doi:10.1000/a", "On dose", "paper", NOW, identifiers=(("doi", "10.1000/a"),))
    assert completed(told, KNOWN) == KNOWN


def test_what_a_record_does_say_counts() -> None:
    told = replace(KNOWN, title="On doses", kind="standard", published=Published(date(2027, 1, 1)))
    assert completed(told, KNOWN) == told


def test_a_year_does_not_undo_the_day_that_is_known_in_it() -> None:
    told = replace(KNOWN, published=Published(date(2026, 1, 1), "year"))
    assert completed(told, KNOWN).published == KNOWN.published


def test_numbers_of_both_are_kept() -> None:
    told = replace(KNOWN, identifiers=(("issn", "1234-5678"), ("pmid", "8")))
    numbers = {"doi": "10.1000/a", "pmid": "8", "issn": "1234-5678"}
    assert dict(completed(told, KNOWN).identifiers) == numbers


@given(usual_item)
def test_an_item_completes_itself_to_itself(item: Item) -> None:
    assert completed(item, item) == item
