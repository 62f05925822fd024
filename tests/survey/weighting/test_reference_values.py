"""Every weighted estimate that R survey 4.1-1 gave us, to 1e-9 unless a reason is given."""

import numpy as np
import pytest

from tests.reference.r_survey import POPULATION, design, exactly, needs_r, reference, schools
from theodolite.survey.estimates import Design, effective_sample, mean, total, weighting_effect
from theodolite.survey.weighting import calibrate, jackknife, post_stratify, rake, replicated, trim

pytestmark = [pytest.mark.real_data, needs_r]

API99 = 3914069


def known() -> dict:
    table = schools("apiclus1")
    return {name: table[name] for name in ("stype", "sch.wide", "api99")}


def raked() -> Design:
    return rake(design("dclus1"), known(), POPULATION)


def assert_equals(found, expected, **tolerance):
    tolerance = tolerance or exactly
    assert found.value == pytest.approx(expected["est"], **tolerance)
    assert found.standard_error == pytest.approx(expected["se"], **tolerance)


def assert_mean_and_total_equal(people: Design, expected, **tolerance):
    table = schools("apiclus1")
    assert_equals(mean(table["api00"], people), expected["mean_api00"], **tolerance)
    assert_equals(total(table["enroll"], people), expected["total_enroll"], **tolerance)


def weights_by(columns: tuple[str, ...], people: Design) -> dict[str, float]:
    table = schools("apiclus1")
    names = [" ".join(row) for row in table.select(columns).iter_rows()]
    return dict(zip(names, people.weights, strict=True))


def assert_groups_total(name: str, people: Design, expected, **tolerance):
    column = schools("apiclus1")[name]
    found = [total(column == label.removeprefix(name), people) for label in expected["names"]]
    assert [one.value for one in found] == pytest.approx(expected["est"], **tolerance)
    # R's own are 0, or what its loose raking leaves of 0.
    assert [one.standard_error for one in found] == pytest.approx([0] * len(found), abs=1e-6)
    assert expected["se"] == pytest.approx([0] * len(found), abs=0.02)


def test_post_stratified_weights_and_estimates_equal_r():
    expected = reference()["postStratify_dclus1"]
    people = post_stratify(design("dclus1"), known()["stype"], POPULATION["stype"])
    weights = weights_by(("stype",), people)
    assert [weights[kind] for kind in "EHM"] == pytest.approx(
        expected["weights_by_stype"], **exactly
    )
    assert_mean_and_total_equal(people, expected)
    assert_groups_total("stype", people, expected["total_stype"], **exactly)
    assert weighting_effect(people.weights) == pytest.approx(expected["kish_deff"], **exactly)
    assert {row["stype"]: row["Freq"] for row in expected["pop"]} == POPULATION["stype"]


def test_raked_weights_and_estimates_equal_r_when_r_is_told_to_converge():
    expected = reference()["rake_dclus1_converged"]
    people = raked()
    assert weights_by(("stype", "sch.wide"), people) == pytest.approx(
        expected["weights_by_cell"], **exactly
    )
    assert_mean_and_total_equal(people, expected)
    assert weighting_effect(people.weights) == pytest.approx(expected["kish_deff"], **exactly)
    assert effective_sample(people.weights) == pytest.approx(expected["n_eff"], **exactly)


def test_raking_as_loosely_as_r_does_by_default_gives_rs_default():
    """R stops once no cell moves by one school.

    Its standard errors then mix the weights of the last two steps, which differ by 2e-5.
    """
    expected = reference()["rake_dclus1"]
    people = rake(design("dclus1"), known(), POPULATION, tolerance=1e-5)
    assert weights_by(("stype", "sch.wide"), people) == pytest.approx(
        expected["weights_by_cell"], **exactly
    )
    table = schools("apiclus1")
    for found, r in (
        (mean(table["api00"], people), expected["mean_api00"]),
        (total(table["enroll"], people), expected["total_enroll"]),
    ):
        assert found.value == pytest.approx(r["est"], **exactly)
        assert found.standard_error == pytest.approx(r["se"], rel=2e-5)
    assert_groups_total("stype", people, expected["totals_stype"], **exactly)
    assert_groups_total("sch.wide", people, expected["totals_schwide"], **exactly)
    for name, given in (("stype", "pop_stype"), ("sch.wide", "pop_schwide")):
        assert {row[name]: row["Freq"] for row in expected[given]} == POPULATION[name]


def test_jackknife_before_and_after_raking_equals_r():
    """Each side stops raking a replicate a little short of the end: 5e-9 on standard errors."""
    expected = reference()["rake_rclus1_JK1"]
    table, replicates = schools("apiclus1"), jackknife(design("dclus1"))
    statistics = {
        "mean_api00": lambda people: mean(table["api00"], people).value,
        "total_enroll": lambda people: total(table["enroll"], people).value,
    }
    for name, statistic in statistics.items():
        unraked = expected["unraked_" + name.split("_")[0]]
        assert_equals(replicated(statistic, replicates), unraked)
        after = replicated(
            lambda people, statistic=statistic: statistic(rake(people, known(), POPULATION)),
            replicates,
        )
        assert after.value == pytest.approx(expected[name]["est"], rel=1e-10)
        assert after.standard_error == pytest.approx(expected[name]["se"], rel=5e-9)


# R stops once every total is within 1e-7, so it is told apart from more exact weights.
@pytest.mark.parametrize(
    ("name", "targets", "distance"),
    [
        ("calibrate_linear_stype_dclus1", {"stype"}, "linear"),
        ("calibrate_linear_stype_api99_dclus1", {"stype", "api99"}, "linear"),
        ("calibrate_raking_stype_api99_dclus1", {"stype", "api99"}, "raking"),
    ],
)
def test_calibrated_estimates_equal_r(name, targets, distance):
    expected = reference()[name]
    wanted = {"stype": POPULATION["stype"], "api99": API99}
    people = calibrate(
        design("dclus1"),
        known(),
        {key: wanted[key] for key in targets},
        distance=distance,
        tolerance=1e-7,
    )
    assert_mean_and_total_equal(people, expected)
    if "wrange" in expected:
        assert [people.weights.min(), people.weights.max()] == pytest.approx(
            expected["wrange"], **exactly
        )


def test_trimmed_weights_and_estimates_equal_r():
    expected = reference()["trimWeights_rake_10_60"]
    people = trim(raked(), lower=10, upper=60)
    assert [people.weights.min(), people.weights.max()] == pytest.approx(
        expected["range"], **exactly
    )
    assert people.weights.sum() == pytest.approx(expected["sum"], **exactly)
    assert_equals(mean(schools("apiclus1")["api00"], people), expected["mean_api00"])
    assert np.isfinite(people.weights).all()
