"""A merged item has the best of each field, every source, and a way back."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.peers.made_records import made_records
from tests.horizon.duplicates.made_items import SEEN_AT, item, items_from, paper
from tests.horizon.fakes import ListArchive, ListJournal
from theodolite.horizon.duplicates.archived import bring_up_to_date, item_named
from theodolite.horizon.duplicates.decisions import (
    KIND,
    LINK,
    NotMerged,
    decided,
    joined,
    kept_apart,
    undone,
)
from theodolite.horizon.duplicates.merging import members, merged, merged_item, representatives
from theodolite.horizon.item import Item, Link, Published
from theodolite.settings.errors import CorrectableError

NOW = datetime(2026, 4, 1, tzinfo=UTC)
EARLY = SEEN_AT - timedelta(days=3)


def kept(*items: Item) -> tuple[ListArchive, ListJournal]:
    archive = ListArchive()
    archive.keep(items)
    return archive, ListJournal()


def state(archive: ListArchive, journal: ListJournal) -> list[Item]:
    return list(merged(archive.items(), [*journal.entries(KIND), *journal.entries(LINK)]))


ONE = paper(title="DOSE TO THE LENS OF THE EYE IN INTERVENTIONAL RADIOLOGY", pmid="301")
OTHER = replace(
    paper(1, doi=None, people=("Smith J.A.",), abstract="A study of the lens of the eye."),
    observed_at=EARLY,
    keywords=("lens",),
    published=Published(date(2019, 2, 7)),
)


def test_the_merged_item_has_every_fields_best_value_and_all_sources() -> None:
    both = merged_item([ONE, OTHER])
    assert both.identity == ONE.identity
    assert both.title == OTHER.title
    assert both.people == ONE.people
    assert both.abstract == OTHER.abstract
    assert both.published == OTHER.published
    assert both.observed_at == EARLY
    assert (both.identifier("doi"), both.identifier("pmid")) == (ONE.identifier("doi"), "301")
    assert {seen.source for seen in both.trail} == {"source 0", "source 1"}
    assert members(both) == tuple(sorted((ONE.identity, OTHER.identity)))
    assert both.keywords == ("lens",)


def test_the_order_of_its_members_makes_no_difference_to_a_merged_item() -> None:
    three = [ONE, OTHER, paper(2, pages="761-6", abstract="A study.")]
    assert len({repr(merged_item(order)) for order in permutations(three)}) == 1


def test_merging_what_is_merged_already_changes_nothing() -> None:
    both = merged_item([ONE, OTHER])
    assert merged_item([both]) == both


def test_a_merge_is_written_down_with_its_reasons_and_counted_once() -> None:
    archive, journal = kept(ONE, OTHER, item(title="Something else entirely, about rooms"))
    done = bring_up_to_date(archive, journal, now=NOW)
    assert [entry.detail["decision"] for entry in journal.entries(KIND)] == ["same"]
    assert "the same volume" in journal.entries(KIND)[0].detail["why"]
    assert done.decisions.group_of(ONE.identity) == tuple(sorted((ONE.identity, OTHER.identity)))
    items = state(archive, journal)
    assert len(items) == 2
    assert representatives(items)[OTHER.identity] == ONE.identity


def test_looking_again_writes_nothing_again() -> None:
    archive, journal = kept(*items_from(made_records(60, seed=3)[0]))
    bring_up_to_date(archive, journal, now=NOW)
    written = list(journal.entries(KIND))
    again = bring_up_to_date(archive, journal, now=NOW + timedelta(days=9))
    assert not again.written
    assert list(journal.entries(KIND)) == written


@given(st.integers(1, 59))
@settings(max_examples=10, deadline=None)
def test_items_that_come_later_end_in_the_groups_they_had_found_together(cut: int) -> None:
    items = items_from(made_records(60, seed=5)[0])
    archive, journal = kept(*items[:cut])
    bring_up_to_date(archive, journal, now=NOW)
    day = NOW + timedelta(days=9)
    archive.keep(
        replace(late, observed_at=day, trail=tuple(replace(seen, at=day) for seen in late.trail))
        for late in items[cut:]
    )
    later = bring_up_to_date(archive, journal, now=day)
    at_once = bring_up_to_date(archive, ListJournal(), now=NOW)
    assert later.decisions.groups() == at_once.decisions.groups()


def test_undoing_a_merge_restores_exactly_what_was_there_and_holds() -> None:
    archive, journal = kept(ONE, OTHER)
    before = state(archive, journal)
    bring_up_to_date(archive, journal, now=NOW)
    undo = undone(OTHER.identity, ONE.identity, decided(journal.entries(KIND)), by="Ada", at=NOW)
    journal.append([undo])
    assert state(archive, journal) == before
    bring_up_to_date(archive, journal, now=NOW)
    assert state(archive, journal) == before


def test_of_three_the_two_that_are_still_joined_stay_together_after_an_undo() -> None:
    third = paper(2, abstract="A study of the lens of the eye.")
    archive, journal = kept(ONE, OTHER, third)
    decisions = bring_up_to_date(archive, journal, now=NOW).decisions
    assert len(decisions.group_of(ONE.identity)) == 3
    journal.append([undone(ONE.identity, OTHER.identity, decisions, by="Ada", at=NOW)])
    groups = decided(journal.entries(KIND)).groups()
    assert [third.identity in group for group in groups] == [True]
    assert not {ONE.identity, OTHER.identity} <= set(groups[0])


def test_not_a_duplicate_holds_for_good_whatever_is_found_afterwards() -> None:
    archive, journal = kept(ONE, OTHER)
    journal.append([kept_apart(OTHER.identity, ONE.identity, by="Ada", at=NOW)])
    assert bring_up_to_date(archive, journal, now=NOW).found.groups == ()
    assert len(state(archive, journal)) == 2


def test_a_person_can_join_what_was_kept_apart_before() -> None:
    archive, journal = kept(ONE, OTHER)
    journal.append([kept_apart(ONE.identity, OTHER.identity, by="Ada", at=NOW)])
    journal.append([joined(ONE.identity, OTHER.identity, by="Ben", at=NOW)])
    assert len(state(archive, journal)) == 1


def test_a_merge_of_ours_is_taken_back_when_a_new_record_fits_better() -> None:
    bare = {"pages": None, "volume": None, "issue": None}
    between = paper(2, doi=None, **bare)
    first = paper(3, doi="10.1000/one", **bare, venue=None)
    archive, journal = kept(between, first)
    assert len(bring_up_to_date(archive, journal, now=NOW).decisions.groups()) == 1
    archive.keep([paper(4, doi="10.1000/two", **bare)])
    later = bring_up_to_date(archive, journal, now=NOW)
    at_once = bring_up_to_date(archive, ListJournal(), now=NOW)
    assert later.decisions.groups() == at_once.decisions.groups()
    assert first.identity not in {name for group in later.decisions.groups() for name in group}


def test_what_was_never_merged_cannot_be_undone() -> None:
    with pytest.raises(NotMerged, match=r"is merged with nothing. Name two items of one merge."):
        undone(ONE.identity, OTHER.identity, decided(()), by="Ada", at=NOW)


def test_an_unknown_item_is_refused_with_the_nearest_names() -> None:
    with pytest.raises(CorrectableError, match=r"Did you mean 'doi:10.1016/j.ajic.2018.12.005'?"):
        item_named("doi:10.1016/j.ajic.2018.12.006", [ONE])


def test_links_are_written_down_once_and_stand_in_the_item() -> None:
    erratum = paper(1, title=f"Erratum to: {OTHER.title}", doi=None, pages="900", year=2020)
    archive, journal = kept(OTHER, erratum)
    bring_up_to_date(archive, journal, now=NOW)
    bring_up_to_date(archive, journal, now=NOW)
    assert len(journal.entries(LINK)) == 1
    assert Link("corrects", OTHER.identity) in state(archive, journal)[1].links
