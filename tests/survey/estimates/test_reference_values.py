"""Every estimate in R survey 4.1-1's reference values, to a relative 1e-9."""

import pytest

from tests.reference.r_survey import FILES, design, exactly, needs_r, reference, schools
from theodolite.survey.estimates import (
    by_group,
    difference,
    mean,
    quantile,
    rao_scott,
    ratio,
    regress,
    share,
    shares,
    simple,
    total,
)

pytestmark = [pytest.mark.real_data, needs_r]
every_design = pytest.mark.parametrize("name", FILES)


@every_design
def test_the_design_has_rs_size_weights_and_degrees_of_freedom(name):
    expected = reference()[name]
    assert len(design(name).weights) == expected["n"]
    assert design(name).weights.sum() == pytest.approx(expected["sumw"], **exactly)
    assert design(name).degrees_of_freedom() == expected["df"]


@every_design
def test_means_equal_r(name):
    expected = reference()[name]["mean_api00"]
    found = mean(schools(FILES[name])["api00"], design(name))
    assert found.value == pytest.approx(expected["est"], **exactly)
    assert found.standard_error == pytest.approx(expected["se"], **exactly)
    assert (found.low, found.high) == pytest.approx(
        (expected["ci_t1"], expected["ci_t2"]), **exactly
    )
    assert found.deff == pytest.approx(expected["deff_replace"], **exactly)
    assert found.deff_without_replacement == pytest.approx(expected["deff"], **exactly)
    reach = 1.959963984540054 * found.standard_error
    assert (found.value - reach, found.value + reach) == pytest.approx(
        (expected["ci_normal1"], expected["ci_normal2"]), **exactly
    )


@every_design
def test_totals_over_those_who_answered_equal_r(name):
    expected = reference()[name]["total_enroll"]
    found = total(schools(FILES[name])["enroll"], design(name))
    assert found.value == pytest.approx(expected["est"], **exactly)
    assert found.standard_error == pytest.approx(expected["se"], **exactly)
    assert found.deff_without_replacement == pytest.approx(expected["deff"], **exactly)


@every_design
def test_ratios_equal_r(name):
    expected = reference()[name]["ratio_apistu_enroll"]
    table = schools(FILES[name])
    found = ratio(table["api.stu"], table["enroll"], design(name))
    assert found.value == pytest.approx(expected["est"], **exactly)
    assert found.standard_error == pytest.approx(expected["se"], **exactly)


@every_design
def test_shares_of_every_kind_of_school_equal_r(name):
    expected = reference()[name]["prop_stype"]
    found = shares(schools(FILES[name])["stype"], design(name))
    assert [f"stype{label}" for label in found] == expected["names"]
    assert [one.value for one in found.values()] == pytest.approx(expected["est"], **exactly)
    # Strata's own shares have no variance; R prints 0 for what is a rounding error.
    errors = [one.standard_error for one in found.values()]
    assert errors == pytest.approx(expected["se"], **exactly)


@every_design
def test_a_share_and_its_three_intervals_equal_r(name):
    expected = reference()[name]
    reached = schools(FILES[name])["sch.wide"] == "Yes"
    found = {
        kind: share(reached, design(name), interval=kind) for kind in ("logit", "beta", "mean")
    }
    missed, made = expected["prop_schwide"]["est"]
    assert found["logit"].value == pytest.approx(made, **exactly)
    assert share(~reached, design(name)).value == pytest.approx(missed, **exactly)
    for error in expected["prop_schwide"]["se"]:
        assert found["logit"].standard_error == pytest.approx(error, **exactly)
    for kind, one in found.items():
        assert (one.low, one.high) == pytest.approx(expected[f"ciprop_schwide_{kind}"], **exactly)


@every_design
def test_quantiles_equal_r(name):
    expected = reference()[name]["quantile_api00"]
    values = schools(FILES[name])["api00"]
    found = [quantile(values, at, design(name)).value for at in expected["q"]]
    assert found == expected["est"]


def test_means_by_group_equal_r():
    expected = reference()["by_stype_dclus1"]
    table, people = schools("apiclus1"), design("dclus1")
    found = by_group(table["stype"], lambda among: mean(table["api00"], people, among=among))
    assert list(found) == expected["stype"]
    assert [one.value for one in found.values()] == pytest.approx(expected["est"], **exactly)
    assert [one.standard_error for one in found.values()] == pytest.approx(
        expected["se"], **exactly
    )


def test_means_by_two_questions_equal_r():
    expected = reference()["by_stype_schwide_dstrat"]
    table, people = schools("apistrat"), design("dstrat")
    found = by_group(
        table["sch.wide"] + " " + table["stype"],
        lambda among: mean(table["api00"], people, among=among),
    )
    pairs = zip(expected["sch.wide"], expected["stype"], strict=True)
    assert list(found) == [f"{wide} {kind}" for wide, kind in pairs]
    assert [one.value for one in found.values()] == pytest.approx(expected["est"], **exactly)
    assert [one.standard_error for one in found.values()] == pytest.approx(
        expected["se"], **exactly
    )


@pytest.mark.parametrize("name", ["dstrat", "dclus1"])
def test_the_second_order_rao_scott_test_equals_r(name):
    expected = reference()[f"svychisq_{name}_F"]
    table = schools(FILES[name])
    found = rao_scott(table["sch.wide"], table["stype"], design(name))
    assert found.statistic == pytest.approx(expected["F"], **exactly)
    assert found.degrees_of_freedom == pytest.approx(expected["ndf"], **exactly)
    assert found.denominator == pytest.approx(expected["ddf"], **exactly)
    assert found.p == pytest.approx(expected["p"], rel=1e-8)


def test_the_first_order_rao_scott_test_equals_r():
    expected = reference()["svychisq_dstrat_Chisq"]
    table = schools("apistrat")
    found = rao_scott(table["sch.wide"], table["stype"], design("dstrat"), order="first")
    assert found.statistic == pytest.approx(expected["X2"], **exactly)
    assert found.degrees_of_freedom == expected["df"]
    assert found.p == pytest.approx(expected["p"], **exactly)


def test_the_difference_of_two_groups_equals_r():
    expected = reference()["svyttest_enroll_compimp_dstrat"]
    table = schools("apistrat")
    found = difference(table["enroll"], table["comp.imp"], design("dstrat"))
    assert found.name == "Yes − No"
    assert found.value == pytest.approx(expected["diff"], **exactly)
    assert found.t == pytest.approx(expected["t"], **exactly)
    assert found.degrees_of_freedom == expected["df"]
    assert found.p == pytest.approx(expected["p"], **exactly)


def test_regression_equals_r():
    expected = reference()["svyglm_dstrat"]
    table = schools("apistrat")
    predictors = {name: table[name] for name in ("ell", "meals", "mobility")}
    found = regress(table["api00"], predictors, design("dstrat"))
    names = ["(Intercept)", *predictors]
    assert [one.value for one in found] == pytest.approx(
        [expected["coef"][name] for name in names], **exactly
    )
    assert [one.standard_error for one in found] == pytest.approx(
        [expected["se"][name] for name in names], **exactly
    )
    assert [one.t for one in found] == pytest.approx(
        [expected["t"][name] for name in names], **exactly
    )
    for one, name in zip(found, names, strict=True):
        assert one.p == pytest.approx(expected["p"][name], rel=1e-8, abs=0)


def test_the_population_that_the_samples_came_from_is_the_one_described():
    expected, everyone = reference()["apipop"], schools("apipop")
    census = simple(len(everyone))
    assert len(everyone) == expected["N"]
    assert mean(everyone["api00"], census).value == pytest.approx(expected["mean_api00"], **exactly)
    enrolled = total(everyone["enroll"], census)
    assert enrolled.value == expected["total_enroll_na_rm"]
    assert len(everyone) - enrolled.base == expected["n_enroll_na"]
    for name in ("stype", "sch.wide"):
        for label, one in shares(everyone[name], census).items():
            assert one.value * expected["N"] == pytest.approx(expected[name][label], **exactly)
    crossed = shares(everyone["stype"] + everyone["sch.wide"], census)
    for cell in expected["stype_schwide"]:
        found = crossed[cell["Var1"] + cell["Var2"]].value
        assert found * expected["N"] == pytest.approx(cell["Freq"], **exactly)


def test_a_census_with_finite_correction_has_no_error():
    everyone = schools("apipop")
    found = mean(everyone["api00"], simple(len(everyone), population=len(everyone)))
    assert found.standard_error == 0
