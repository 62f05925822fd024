"""Wilson's interval against R and against the equation it solves."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from theodolite.evidence.intervals import wilson

REFERENCE = (
    Path(__file__).parents[2] / "../shared/data/survey-statistics/reference_values_extra.json"
)

count_and_base = st.integers(1, 500).flatmap(
    lambda base: st.tuples(st.integers(0, base), st.just(base))
)


@pytest.mark.real_data
@pytest.mark.skipif(not REFERENCE.exists(), reason="the shared reference data is not here")
def test_wilson_intervals_equal_r():
    for case in json.loads(REFERENCE.read_text())["prop_ci"]:
        assert wilson(case["x"], case["n"]) == pytest.approx(case["wilson"], abs=1e-9)


@given(count_and_base)
def test_each_end_is_a_share_from_which_the_count_lies_1_96_standard_errors_away(counted):
    count, base = counted
    for end in wilson(count, base):
        distance = (count / base - end) ** 2
        assert distance == pytest.approx(1.959963984540054**2 * end * (1 - end) / base, abs=1e-12)


@given(count_and_base)
def test_the_interval_holds_the_share_and_stays_between_nobody_and_everybody(counted):
    count, base = counted
    low, high = wilson(count, base)
    assert 0 <= low <= count / base <= high <= 1


@given(count_and_base)
def test_those_who_did_not_are_those_who_did_turned_round(counted):
    count, base = counted
    low, high = wilson(count, base)
    assert wilson(base - count, base) == pytest.approx((1 - high, 1 - low))


def test_a_higher_level_gives_a_wider_interval():
    low, high = wilson(21, 46)
    lower, higher = wilson(21, 46, level=0.99)
    assert lower < low
    assert high < higher
