"""Tests of association: against R, the definition, and Rao–Scott's behaviour under the null."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2_contingency

from tests.reference.fisher import exact_p
from tests.reference.r_survey import exactly, needs_r, reference
from theodolite.survey.estimates import CannotEstimate, associate, clustered, rao_scott, simple


@pytest.mark.real_data
@needs_r
@pytest.mark.parametrize("name", ["edu_level_by_cluster", "security_review_by_cluster"])
def test_tests_of_table_1_equal_r(name):
    expected = reference("reference_values_extra")[name]
    found = associate(expected["table"])
    assert found.chi_square == pytest.approx(expected["X2"], **exactly)
    assert found.degrees_of_freedom == expected["df"]
    assert found.p == pytest.approx(expected["p"], **exactly)
    assert found.exact_p == pytest.approx(expected["fisher_p"], **exactly)
    if "stdres" in expected:
        assert found.strength == pytest.approx(expected["cramers_v"], **exactly)
        assert found.least_expected == pytest.approx(expected["expected_min"], **exactly)
        np.testing.assert_allclose(found.residuals, expected["stdres"], rtol=1e-9)


tables = st.sampled_from([(2, 2), (2, 4), (3, 2), (3, 3)]).flatmap(
    lambda shape: st.lists(
        st.lists(st.integers(0, 3), min_size=shape[1], max_size=shape[1]),
        min_size=shape[0],
        max_size=shape[0],
    )
)


@settings(max_examples=50)
@given(tables)
def test_the_exact_p_value_equals_the_definition(table):
    counts = np.array(table)
    if min((counts.sum(axis=1) > 0).sum(), (counts.sum(axis=0) > 0).sum()) < 2:
        return
    assert associate(table).exact_p == pytest.approx(float(exact_p(table)), rel=1e-9)


@given(tables)
def test_rows_and_columns_may_be_exchanged_and_reordered(table):
    counts = np.array(table)
    if min((counts.sum(axis=1) > 0).sum(), (counts.sum(axis=0) > 0).sum()) < 2:
        return
    found, turned = associate(counts), associate(counts.T[::-1])
    assert turned.exact_p == pytest.approx(found.exact_p, rel=1e-9)
    assert turned.chi_square == pytest.approx(found.chi_square, abs=1e-9)


def test_a_table_with_too_many_others_is_simulated_and_says_so():
    counts = np.random.default_rng(2).multinomial(600, np.full(20, 1 / 20)).reshape(4, 5)
    found, again = associate(counts), associate(counts)
    assert found.is_simulated
    assert found.exact_p == again.exact_p
    assert found.exact_p == pytest.approx(found.p, abs=0.02)


def test_tables_that_cannot_be_tested_are_refused():
    with pytest.raises(CannotEstimate, match="Of 2 × 2 answers and groups only 1 × 2 have anyone"):
        associate([[1, 2], [0, 0]])
    with pytest.raises(CannotEstimate, match="only 0 × 0 have anyone in them"):
        associate([[0, 0], [0, 0]])
    with pytest.raises(CannotEstimate, match="not rows of whole counts"):
        associate([[1, 2.5], [3, 4]])


def people(weights_seed: int, count: int = 60):
    chance = np.random.default_rng(weights_seed)
    return chance.integers(0, 2, count), chance.integers(0, 3, count)


@given(st.integers(0, 10_000))
def test_with_equal_weights_rao_scott_of_the_first_order_is_nearly_pearsons(seed):
    rows, columns = people(seed)
    pearson = chi2_contingency(np.array(table_of(rows, columns)), correction=False)
    found = rao_scott(rows, columns, simple(60), order="first")
    assert found.statistic == pytest.approx(pearson.statistic, abs=1e-9)
    assert found.degrees_of_freedom == 2
    assert found.mean_deff == pytest.approx(60 / 59, rel=0.25)


def table_of(rows, columns) -> list[list[int]]:
    return [[int(((rows == r) & (columns == c)).sum()) for c in range(3)] for r in range(2)]


def test_a_clustered_sample_rejects_a_true_null_about_as_often_as_promised():
    """Pearson's test, which does not know of clusters, rejects it far too often."""
    chance = np.random.default_rng(12)
    rao, pearson = 0, 0
    for _ in range(300):
        clusters = np.repeat(np.arange(40), 8)
        rows = (chance.random(40) < 0.5)[clusters]
        columns = chance.integers(0, 2, 40)[clusters] ^ (chance.random(320) < 0.2)
        rao += rao_scott(rows, columns, clustered(clusters)).p < 0.05
        table = [[int(((rows == r) & (columns == c)).sum()) for c in (0, 1)] for r in (0, 1)]
        pearson += chi2_contingency(table, correction=False).pvalue < 0.05
    assert 0.02 <= rao / 300 <= 0.085
    assert pearson / 300 > 0.2


def test_a_question_that_all_answered_alike_is_refused():
    with pytest.raises(CannotEstimate, match=r"Everyone gave the same answer \(a\)"):
        rao_scott(["a", "a", "a"], ["x", "y", "x"], simple(3))


def test_answers_given_only_by_people_who_skipped_the_other_question_do_not_count():
    rows, columns = ["a", "b", "a", "b", "c", "a"], ["x", "y", "y", "x", None, "x"]
    assert rao_scott(rows, columns, simple(6)).degrees_of_freedom == pytest.approx(1)


def test_questions_that_determine_each_other_are_related_beyond_doubt():
    answers = ["a", "b", "c"] * 8
    assert rao_scott(answers, answers, simple(24)).p < 1e-6
