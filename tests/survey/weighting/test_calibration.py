"""Calibration: totals met, bounds kept, agreement with raking, refusals."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from theodolite.survey.estimates import mean, simple, total
from theodolite.survey.weighting import CannotWeight, calibrate, rake

AGES = [25.0, 35, 45, 55, 30, 60]
SEXES = ["F", "F", "F", "M", "M", "M"]
KNOWN = {"sex": SEXES, "age": AGES}


@settings(max_examples=40)
@given(st.floats(38, 47), st.floats(0.35, 0.65), st.sampled_from(["raking", "bounded"]))
def test_groups_and_totals_are_met_with_positive_weights(age, women, distance):
    targets = {"sex": {"F": 600 * women, "M": 600 * (1 - women)}, "age": 600 * age}
    start = simple(6, population=600)
    design = calibrate(start, KNOWN, targets, distance=distance)
    assert (design.weights > 0).all()
    assert total(AGES, design).value == pytest.approx(600 * age)
    assert total(AGES, design).standard_error == pytest.approx(0, abs=1e-4)
    assert total([one == "F" for one in SEXES], design).value == pytest.approx(600 * women)
    if distance == "bounded":
        factors = design.weights / start.weights
        assert 0.3 <= factors.min() <= factors.max() <= 3


def test_calibrating_to_groups_by_the_raking_distance_is_raking():
    known = {"sex": SEXES, "band": ["7", "8", "8", "7", "7", "8"]}
    targets = {"sex": {"F": 0.4, "M": 0.6}, "band": {"7": 0.7, "8": 0.3}}
    by_rounds = rake(simple(6), known, targets)
    at_once = calibrate(simple(6), known, targets)
    assert at_once.weights == pytest.approx(by_rounds.weights, rel=1e-8)
    values = [1.0, 5, 2, 8, 3, 3]
    one, other = mean(values, by_rounds), mean(values, at_once)
    assert other.standard_error == pytest.approx(one.standard_error, rel=1e-7)


def test_the_linear_distance_is_the_regression_estimator():
    targets = {"sex": {"F": 300.0, "M": 300.0}, "age": 600 * 42.0}
    start = simple(6, population=600)
    design = calibrate(start, KNOWN, targets, distance="linear")
    values = np.array([1.0, 4, 2, 8, 3, 7])
    columns = np.column_stack([np.array(SEXES) == "F", np.array(SEXES) == "M", AGES])
    effects = np.linalg.lstsq(columns, values, rcond=None)[0]
    assert total(values, design).value == pytest.approx(effects @ [300, 300, 600 * 42.0])


def test_the_order_of_respondents_changes_no_ones_weight():
    targets = {"sex": {"F": 300.0, "M": 300.0}, "age": 600 * 43.0}
    order = [5, 2, 0, 4, 1, 3]
    shuffled = {name: [values[i] for i in order] for name, values in KNOWN.items()}
    weights = calibrate(simple(6), KNOWN, targets).weights
    assert calibrate(simple(6), shuffled, targets).weights == pytest.approx(weights[order])


def test_calibration_takes_the_explained_part_out_of_the_error():
    chance = np.random.default_rng(7)
    covered = 0
    for _ in range(150):
        years = chance.uniform(0, 40, 100)
        pay = 20 + years + chance.normal(0, 3, 100)
        start = simple(100)
        known = {"all": ["1"] * 100, "years": years}
        design = calibrate(start, known, {"all": {"1": 100}, "years": 2000})
        found = mean(pay, design)
        covered += found.low <= 40 <= found.high
        assert found.standard_error < 0.5 * mean(pay, start).standard_error
    assert 0.92 <= covered / 150 <= 0.98


def test_totals_out_of_reach_are_named_with_a_way_out():
    with pytest.raises(CannotWeight, match=r"stays off by .* widen the bounds"):
        calibrate(simple(6), KNOWN, {"sex": {"F": 3, "M": 3}, "age": 6 * 75.0})


def test_linear_weights_below_zero_are_refused():
    with pytest.raises(CannotWeight, match=r"linear distance gives \d+ respondents .* raking"):
        calibrate(simple(6), KNOWN, {"sex": {"F": 3, "M": 3}, "age": 6 * 57.0}, distance="linear")


def test_numbers_that_some_did_not_give_are_counted_and_refused():
    with pytest.raises(CannotWeight, match=r"total for 'age', but only 1 of 2"):
        calibrate(simple(2), {"age": [30, None]}, {"age": 70})
    with pytest.raises(CannotWeight, match=r"total for 'pay', but only 0 of 2"):
        calibrate(simple(2), {"age": [30, 40]}, {"pay": 70})


def test_bounds_that_leave_no_weight_as_it_is_are_refused():
    with pytest.raises(CannotWeight, match="do not enclose 1"):
        calibrate(simple(2), {"age": [30, 40]}, {"age": 70}, distance="bounded", bounds=(1.1, 2))
