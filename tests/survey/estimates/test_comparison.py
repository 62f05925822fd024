"""Differences, straight lines, and estimates pooled over completed data sets."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reference.r_survey import exactly, needs_r, reference
from theodolite.survey.estimates import (
    CannotEstimate,
    clustered,
    difference,
    mean,
    pool,
    regress,
    simple,
)


@pytest.mark.real_data
@needs_r
def test_pooling_equals_r():
    expected = reference("reference_values_extra")["rubin"]
    found = pool(expected["Q"], expected["U"], answers=expected["n"], parameters=expected["k"])
    assert found.value == pytest.approx(expected["qbar"], **exactly)
    assert found.within == pytest.approx(expected["ubar"], **exactly)
    assert found.between == pytest.approx(expected["b"], **exactly)
    assert found.total == pytest.approx(expected["t"], **exactly)
    assert found.degrees_of_freedom == pytest.approx(expected["df"], **exactly)
    assert found.increase == pytest.approx(expected["r"], **exactly)
    assert found.missing_information == pytest.approx(expected["fmi"], **exactly)


def test_completed_data_that_agree_add_no_variance():
    found = pool([2.0, 2.0, 2.0], [0.5, 0.5, 0.5], answers=50)
    assert (found.total, found.between, found.increase) == (0.5, 0, 0)
    assert found.low < 2 < found.high


def test_a_single_completed_data_set_is_refused():
    with pytest.raises(CannotEstimate, match=r"1 estimates and 1 variances .* Complete the data"):
        pool([1.0], [0.1], answers=10)


rows = st.lists(
    st.tuples(st.integers(0, 4), st.floats(0.5, 9), st.integers(-50, 50), st.booleans()),
    min_size=6,
    max_size=30,
).filter(lambda rows: len({row[0] for row in rows}) > 2 and len({row[3] for row in rows}) == 2)


@given(rows)
def test_a_difference_is_the_difference_of_the_two_means(people):
    clusters, weights, values, groups = zip(*people, strict=True)
    design = clustered(clusters, weights=weights)
    found = difference(values, groups, design)
    yes, no = (
        mean(values, design, among=[one is is_in for one in groups]) for is_in in (True, False)
    )
    assert found.value == pytest.approx(yes.value - no.value, abs=1e-8)
    assert found.low <= found.value <= found.high


def test_a_planted_line_is_found():
    chance = np.random.default_rng(4)
    years, hours = chance.uniform(0, 30, 500), chance.uniform(0, 40, 500)
    pay = 20 + 0.5 * years - 0.2 * hours + chance.normal(0, 1, 500)
    predictors = {"years": years, "hours": hours}
    intercept, per_year, per_hour = regress(pay, predictors, simple(500), level=0.999)
    assert intercept.low < 20 < intercept.high
    assert per_year.low < 0.5 < per_year.high
    assert per_hour.low < -0.2 < per_hour.high
    assert per_hour.p < 1e-10


def test_a_predictor_that_follows_from_others_is_refused():
    with pytest.raises(CannotEstimate, match="Leave one out"):
        regress([1, 2, 4], {"a": [1, 2, 3], "b": [2, 4, 6]}, simple(3))


def test_three_groups_have_no_one_difference():
    with pytest.raises(CannotEstimate, match="3 groups, but a difference is between two"):
        difference([1, 2, 3], ["a", "b", "c"], simple(3))


def test_more_effects_than_clusters_can_tell_apart_are_refused():
    with pytest.raises(CannotEstimate, match=r"2 effects .* only 1 degrees .* fewer"):
        difference([1, 2, 3, 4], ["a", "b", "a", "b"], clustered(["x", "x", "y", "y"]))
