"""The bounds of hidden cells are those that trying every number finds."""

import math

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.reference.solving_cells import ranges_by_trying_all
from theodolite.evidence.bounding import Linked, Sum, possible_ranges


@st.composite
def linked_cells(draw):
    size = draw(st.integers(3, 6))
    lows = [draw(st.integers(0, 4)) for _ in range(size)]
    ranges = tuple((low, low + draw(st.integers(0, 3))) for low in lows)
    sums = []
    for _ in range(draw(st.integers(1, 3))):
        members = draw(st.permutations(range(size)))[: draw(st.integers(2, size))]
        sums.append(Sum(tuple(members[1:]), members[0], draw(st.booleans())))
    return Linked(ranges, tuple(sums))


@settings(max_examples=60)
@given(linked_cells())
def test_the_bounds_are_those_that_trying_every_number_finds(linked):
    judged = ranges_by_trying_all(linked)
    assume(judged is not None)
    found = possible_ranges(linked, range(len(linked.ranges)))
    assert [found[i] for i in range(len(judged))] == judged


@settings(max_examples=30)
@given(linked_cells())
def test_a_search_that_may_end_early_never_calls_a_cell_solved_that_is_not(linked):
    judged = ranges_by_trying_all(linked)
    assume(judged is not None)
    found = possible_ranges(
        linked, range(len(judged)), until=dict.fromkeys(range(len(judged)), -math.inf)
    )
    assert [found[i][0] < found[i][1] for i in found] == [low < high for low, high in judged]


def test_two_hidden_cells_that_need_their_greatest_values_are_solved():
    row = Linked(((1, 4), (1, 4), (0, 0), (8, 12)), (Sum((0, 1, 2), 3),))
    assert possible_ranges(row, [0, 1]) == {0: (4, 4), 1: (4, 4)}


def test_parts_that_cannot_add_up_leave_room_for_people_in_none_of_them():
    row = Linked(((1, 4), (5, 5), (20, 20)), (Sum((0, 1), 2),))
    assert possible_ranges(row, [0]) == {0: (1, 4)}
