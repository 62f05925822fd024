"""Trimming: bounds kept, sums kept, order kept."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from theodolite.survey.estimates import simple
from theodolite.survey.weighting import CannotWeight, trim


@given(
    st.lists(st.floats(0.01, 100), min_size=2, max_size=30), st.floats(0, 0.9), st.floats(1.1, 5)
)
def test_trimmed_weights_keep_their_bounds_sum_and_order(weights, low, high):
    mean = float(np.mean(weights))
    start = simple(len(weights), weights=weights)
    trimmed = trim(start, lower=low * mean, upper=high * mean).weights
    assert trimmed.min() >= low * mean
    assert trimmed.max() <= high * mean
    assert trimmed.sum() == pytest.approx(sum(weights))
    ranked = trimmed[np.argsort(weights, kind="stable")]
    assert (np.diff(ranked) >= -1e-9 * mean).all()


def test_weights_within_the_bounds_stay_as_they_are():
    start = simple(3, weights=[1, 2, 3])
    assert trim(start, lower=0.5, upper=3.5).weights.tolist() == [1, 2, 3]


def test_what_is_given_to_others_never_lifts_them_over_the_bound():
    assert trim(simple(4, weights=[1, 1, 5.9, 12.1]), upper=6).weights == pytest.approx(
        [4, 4, 6, 6]
    )


def test_respondents_without_a_weight_stay_without():
    assert trim(simple(4, weights=[0, 1, 1, 7]), upper=5).weights.tolist() == [0, 2, 2, 5]


def test_bounds_that_no_weights_can_keep_are_refused():
    with pytest.raises(CannotWeight, match=r"average 2, .* between 0 and 1.5 .* Choose bounds"):
        trim(simple(2, weights=[1, 3]), upper=1.5)
