"""Quantiles and Woodruff's intervals."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from theodolite.survey.estimates import mean, quantile, simple

answers = st.lists(st.tuples(st.integers(-50, 50), st.integers(1, 9)), min_size=2, max_size=30)


def slow_quantile(pairs, at: float) -> float:
    """Walk up the answers, one person at a time, until the share is reached."""
    people = sorted(answer for answer, weight in pairs for _ in range(weight))
    return next(one for i, one in enumerate(people, start=1) if i >= at * len(people))


@given(answers, st.sampled_from([0.1, 0.25, 0.5, 0.75, 0.9]))
def test_a_weighted_quantile_is_that_of_people_counted_one_by_one(pairs, at):
    values, weights = zip(*pairs, strict=True)
    found = quantile(values, at, simple(len(pairs), weights=weights))
    assert found.value == slow_quantile(pairs, at)
    assert found.low <= found.value <= found.high


def test_an_interval_is_that_of_the_share_below_read_back_into_answers():
    values = np.arange(1.0, 101.0)
    found = quantile(values, 0.5, simple(100))
    below = mean(values <= 50, simple(100))
    assert found.low == np.ceil(100 * below.low)
    assert found.high == np.ceil(100 * below.high)
    assert found.deff is None


def test_the_median_of_a_skewed_population_is_covered_about_as_often_as_promised():
    chance = np.random.default_rng(3)
    covered = 0
    for _ in range(400):
        found = quantile(chance.exponential(size=80), 0.5, simple(80))
        covered += found.low <= np.log(2) <= found.high
    assert 0.92 <= covered / 400 <= 0.98


def test_one_answer_has_no_interval():
    assert quantile([3.0, None], 0.5, simple(2)).low is None


def test_missing_answers_are_left_out():
    assert quantile([1, 2, None, 3], 0.5, simple(4)).value == pytest.approx(2)
