"""A total from two lists: by hand, unbiased, and never below what was seen."""

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from theodolite.survey.comparison import recapture


@st.composite
def lists(draw: st.DrawFn) -> tuple[int, int, int]:
    both = draw(st.integers(0, 40))
    return both + draw(st.integers(0, 40)), both + draw(st.integers(0, 40)), both


def test_chapmans_estimate_by_hand() -> None:
    """51 · 41 / 21 − 1 = 98.571."""
    found = recapture(50, 40, 20)
    assert found.listed == 70
    assert found.estimate == pytest.approx(51 * 41 / 21 - 1)


def test_the_surveys_of_2015_and_2019_leave_about_ten_institutions_unreached() -> None:
    found = recapture(27, 45, 19)
    assert (found.listed, round(found.estimate, 1)) == (53, 63.4)


@pytest.mark.parametrize(("total", "first", "second"), [(12, 8, 7), (20, 15, 9), (9, 9, 3)])
def test_the_estimate_is_unbiased_where_the_lists_must_overlap(
    total: int, first: int, second: int
) -> None:
    """Chapman's theorem, over every way the second list can fall on the first."""
    expected = Fraction(0)
    for both in range(max(0, first + second - total), min(first, second) + 1):
        chance = Fraction(
            comb(first, both) * comb(total - first, second - both), comb(total, second)
        )
        expected += chance * (Fraction((first + 1) * (second + 1), both + 1) - 1)
        assert recapture(first, second, both).estimate == pytest.approx(
            (first + 1) * (second + 1) / (both + 1) - 1
        )
    assert expected == total


@given(lists(), st.floats(0.1, 1.0), st.floats(1.0, 10.0))
def test_dependence_moves_the_estimate_but_never_below_those_listed(
    sizes: tuple[int, int, int], less: float, more: float
) -> None:
    middle = recapture(*sizes)
    fewer, further = recapture(*sizes, odds_ratio=less), recapture(*sizes, odds_ratio=more)
    assert middle.listed <= fewer.estimate <= middle.estimate + 1e-9
    assert middle.estimate <= further.estimate + 1e-9
    assert middle.listed <= middle.low <= middle.estimate <= middle.high


@given(lists())
def test_the_order_of_the_lists_does_not_matter(sizes: tuple[int, int, int]) -> None:
    first, second, both = sizes
    assert recapture(first, second, both) == recapture(second, first, both)


def test_the_odds_ratio_is_that_of_the_table_it_completes() -> None:
    """10 on both, 20 and 30 on one: with odds ratio 2, missed · 11 / (20 · 30) = 2."""
    found = recapture(30, 40, 10, odds_ratio=2.0)
    assert (found.estimate - found.listed) * 11 / (20 * 30) == pytest.approx(2.0)


def test_one_list_inside_the_other_misses_nobody() -> None:
    found = recapture(10, 4, 4)
    assert (found.low, found.estimate, found.high) == (10, 10, 10)
