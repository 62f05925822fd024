"""Whole percentages by the rule named, whatever floating point would have made of them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from theodolite.evidence.rounding import percent

count_and_base = st.integers(1, 10_000).flatmap(
    lambda base: st.tuples(st.integers(0, base), st.just(base))
)


@pytest.mark.parametrize(
    ("count", "base", "half_up", "half_even"),
    [(4, 32, 13, 12), (5, 8, 63, 62), (3, 8, 38, 38), (29, 200, 15, 14), (1, 3, 33, 33)],
)
def test_a_half_goes_up_or_to_the_even_number(count, base, half_up, half_even):
    assert percent(count, base) == half_up
    assert percent(count, base, "half_even") == half_even


@given(count_and_base)
def test_the_nearest_whole_percentage_is_found_exactly(counted):
    exact = Fraction(100 * counted[0], counted[1])
    assert percent(*counted) == (exact + Fraction(1, 2)).__floor__()
    assert percent(*counted, "half_even") == round(exact)


@given(count_and_base)
def test_the_two_rules_differ_at_exact_halves_only(counted):
    if percent(*counted) != percent(*counted, "half_even"):
        assert Fraction(100 * counted[0], counted[1]) % 1 == Fraction(1, 2)


def test_nobody_is_none_and_everybody_is_all():
    assert (percent(0, 7), percent(7, 7)) == (0, 100)
