"""What is found does not depend on the order of rows, is found again, and is found by hand too."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.peers.made_records import made_records
from tests.horizon.duplicates.made_items import item, items_from, pairs_in, paper
from tests.reference.duplicates import groups_of_all_pairs
from theodolite.horizon.duplicates.blocking import LARGEST_BLOCK, candidate_pairs
from theodolite.horizon.duplicates.finding import compared, find_duplicates
from theodolite.horizon.duplicates.grouping import groups_from
from theodolite.horizon.duplicates.weighing import weigh
from theodolite.horizon.item import Item

MADE, TRUTH = made_records(160, seed=11)
ITEMS = items_from(MADE)


@given(st.permutations(range(60)))
@settings(max_examples=25, deadline=None)
def test_the_order_of_rows_makes_no_difference(order: list[int]) -> None:
    plain = find_duplicates(ITEMS[:60])
    shuffled = find_duplicates([ITEMS[row] for row in order])
    back = sorted(tuple(sorted(order[row] for row in group)) for group in shuffled.groups)
    assert tuple(back) == plain.groups
    assert {(link.relation, link.reason) for link in plain.links} == {
        (link.relation, link.reason) for link in shuffled.links
    }


def test_evidence_is_the_same_from_either_side() -> None:
    records = compared(ITEMS)
    for one, other in candidate_pairs(records):
        assert weigh(records[one], records[other]) == weigh(records[other], records[one])


words = st.text("aB1é?α[]()<>&;:-./' ", max_size=30)


@given(
    st.lists(
        st.builds(
            item,
            st.integers(1, 3),
            title=words,
            people=st.lists(words, max_size=3).map(tuple),
            venue=words,
            volume=words,
            pages=words,
            doi=words,
            abstract=words,
            address=words,
            year=st.sampled_from([None, 2020, 2021]),
        ),
        max_size=6,
    )
)
@settings(max_examples=150, deadline=None)
def test_nothing_that_a_file_holds_is_any_trouble(items: list[Item]) -> None:
    found = find_duplicates(items)
    assert all(0 <= row < len(items) for group in found.groups for row in group)
    assert len({row for group in found.groups for row in group}) == sum(map(len, found.groups))


@pytest.mark.parametrize("seed", range(4))
def test_blocking_misses_nothing_that_weighing_every_pair_finds(seed: int) -> None:
    items = items_from(made_records(120, seed=seed)[0])
    assert find_duplicates(items).groups == groups_of_all_pairs(items)


@pytest.mark.parametrize("seed", range(3))
def test_planted_duplicates_are_found_and_nothing_else_is(seed: int) -> None:
    rows, planted = made_records(1_500, seed=seed)
    found = pairs_in(find_duplicates(items_from(rows)).groups)
    true = pairs_in(planted)
    assert not found - true
    assert len(found & true) >= 0.98 * len(true)


@given(st.sets(st.tuples(st.integers(0, 159), st.integers(0, 159)), max_size=30))
@settings(max_examples=20, deadline=None)
def test_what_a_person_keeps_apart_is_never_in_one_group(rows: set[tuple[int, int]]) -> None:
    said = {*rows, *((group[0], group[-1]) for group in TRUTH[:10])}
    apart = [(ITEMS[one].identity, ITEMS[other].identity) for one, other in said]
    groups = find_duplicates(ITEMS, apart=apart).groups
    assert not {frozenset(pair) for pair in pairs_in(groups)} & {frozenset(pair) for pair in said}


def test_only_pairs_with_a_new_row_are_looked_at_when_the_rest_is_known() -> None:
    whole = find_duplicates(ITEMS)
    new = frozenset(range(100, 160))
    later = find_duplicates(ITEMS, new=new)
    assert {pair.rows for pair in later.pairs} == {
        pair.rows for pair in whole.pairs if new & set(pair.rows)
    }


def test_a_block_of_very_many_records_does_not_grow_with_its_square() -> None:
    same = [paper(number, abstract=f"{number} of them") for number in range(30 * LARGEST_BLOCK)]
    assert len(candidate_pairs(compared(same))) < 30 * len(same)


def test_hundreds_of_copies_are_one_group() -> None:
    copies = [paper(number) for number in range(3 * LARGEST_BLOCK)]
    assert find_duplicates(copies).groups == (tuple(range(3 * LARGEST_BLOCK)),)


def test_each_pair_says_in_words_what_speaks_for_and_against_it() -> None:
    found = find_duplicates([paper(), paper(1, year=2018, issue=None)])
    assert found.pairs[0].in_words() == (
        "For it: equal titles, the same authors, the same journal or meeting, the same volume,"
        " the same pages, the same DOI. Against it: the years 2018 and 2019."
    )


def test_a_pair_that_is_not_certain_is_shown_and_not_joined() -> None:
    short = {"title": "Copper", "people": ("Smith, J.",), "year": 2019, "venue": "BMJ"}
    found = find_duplicates([item(1, **short), item(2, **short)])
    assert found.groups == ()
    assert [pair.is_same() for pair in found.pairs] == [False]


@pytest.mark.parametrize(
    "odd",
    [
        item(title="?"),
        item(title="[]"),
        item(title="<i></i>"),
        item(title="放射線量の測定", people=("山田 太郎",)),
        item(title="   ", people=("",), pages="-", volume="()", doi="10."),
        replace(paper(), identity=""),
    ],
)
def test_records_with_hardly_anything_in_them_are_no_trouble(odd: Item) -> None:
    assert find_duplicates([odd, paper(1), odd]).groups in (((0, 2),), (), ((0, 1, 2),))
    assert find_duplicates([]).groups == ()


def test_a_thousand_copies_are_asked_once_whether_they_contradict() -> None:
    asked: list[tuple[int, int]] = []

    def contradict(one: int, other: int) -> bool:
        asked.append((one, other))
        return False

    pairs = [(row, row + 1) for row in range(1_000)]
    found = groups_from(pairs, contradict, speaker=lambda row: 0 if row < 1_000 else row)
    assert found == [tuple(range(1_001))]
    assert asked == [(0, 1_000)]


def test_copies_stay_apart_where_a_person_said_so_of_one() -> None:
    copies = [replace(paper(), identity=f"url:{n}") for n in range(4)]
    groups = find_duplicates(copies, apart=[("url:0", "url:2")]).groups
    assert not any({0, 2} <= set(group) for group in groups)
    assert sum(map(len, groups)) >= 3
