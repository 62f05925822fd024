"""Variances of a design, proved on every sample it could have drawn, and refusals."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reference.sampling import (
    clusters_whole,
    simple_samples,
    stratified_samples,
    two_stage_samples,
)
from theodolite.survey.estimates import (
    CannotEstimate,
    Design,
    NobodyAnswered,
    by_group,
    clustered,
    effective_sample,
    mean,
    ratio,
    simple,
    stratified,
    total,
)

HOURS = [3.0, 8.0, 1.0, 12.0, 5.0, 7.0]
CLUSTERS = [[0, 1], [2, 3], [4, 5]]


def assert_variance_is_right_on_average(samples, design_of):
    """Over all samples, the estimates average the truth, and their variances the true variance."""
    drawn = [
        total([HOURS[person] for person in sample], design_of(sample)) for sample in list(samples)
    ]
    values = [found.value for found in drawn]
    assert np.mean(values) == pytest.approx(sum(HOURS))
    assert np.mean([found.standard_error**2 for found in drawn]) == pytest.approx(np.var(values))


def test_variance_of_simple_samples_is_right_on_average():
    assert_variance_is_right_on_average(
        simple_samples(range(6), 3), lambda sample: simple(3, population=6)
    )


def test_variance_of_stratified_samples_is_right_on_average():
    assert_variance_is_right_on_average(
        stratified_samples([[0, 1], [2, 3, 4, 5]], [2, 3]),
        lambda sample: stratified(
            ["a" if p < 2 else "b" for p in sample], population={"a": 2, "b": 4}
        ),
    )


def test_variance_of_clustered_samples_is_right_on_average():
    assert_variance_is_right_on_average(
        clusters_whole(CLUSTERS, 2),
        lambda sample: clustered([p // 2 for p in sample], population=3),
    )


def test_variance_of_members_sampled_within_clusters_is_right_on_average():
    members = {"0": 3.0, "1": 3.0}
    assert_variance_is_right_on_average(
        two_stage_samples([[0, 1, 2], [3, 4, 5]], 2, 2),
        lambda sample: clustered([p // 3 for p in sample], population=2, members=members),
    )


def test_without_a_population_sampling_counts_as_with_return():
    found = mean(HOURS, simple(6))
    assert found.standard_error == pytest.approx(np.std(HOURS, ddof=1) / np.sqrt(6))
    assert found.deff == pytest.approx(1)
    assert found.deff_without_replacement is None


def test_strata_and_clusters_may_be_numbers_or_words_and_repeat_names():
    words = clustered(["x", "x", "y", "y"] * 2, strata=["n"] * 4 + ["s"] * 4)
    figures = clustered([1, 1, 2, 2, 3, 3, 4, 4], strata=[1] * 4 + [2] * 4)
    assert words.degrees_of_freedom() == figures.degrees_of_freedom() == 2
    answers = [1, 2, 3, 4, 5, 6, 7, 9]
    assert mean(answers, words) == mean(answers, figures)


samples = st.lists(
    st.tuples(st.integers(0, 5), st.floats(0.1, 50), st.floats(-100, 100), st.booleans()),
    min_size=4,
    max_size=25,
).filter(lambda rows: len({row[0] for row in rows}) > 1)


def clustered_design(rows) -> Design:
    return clustered([row[0] for row in rows], weights=[row[1] for row in rows])


@given(samples, st.randoms(use_true_random=False))
def test_the_order_of_respondents_changes_nothing(rows, chance):
    people = clustered_design(rows)
    shuffled = list(rows)
    chance.shuffle(shuffled)
    again = clustered_design(shuffled)
    found = mean([row[2] for row in rows], people)
    other = mean([row[2] for row in shuffled], again)
    assert other.value == pytest.approx(found.value, abs=1e-9)
    assert other.standard_error == pytest.approx(found.standard_error, abs=1e-7)


@given(samples, st.floats(0.01, 100))
def test_scaling_the_weights_leaves_a_mean_and_scales_a_total(rows, factor):
    people = clustered_design(rows)
    scaled = clustered([row[0] for row in rows], weights=people.weights * factor)
    answers = [row[2] for row in rows]
    one, other = mean(answers, people), mean(answers, scaled)
    assert other.value == pytest.approx(one.value, abs=1e-9)
    assert other.standard_error == pytest.approx(one.standard_error, abs=1e-7)
    assert total(answers, scaled).value == pytest.approx(
        factor * total(answers, people).value, rel=1e-9, abs=1e-6
    )


@given(samples)
def test_groups_add_up_to_the_whole(rows):
    people = clustered_design(rows)
    answers, groups = [row[2] for row in rows], [row[3] for row in rows]
    parts = by_group(groups, lambda among: total(answers, people, among=among))
    assert sum(part.value for part in parts.values()) == pytest.approx(
        total(answers, people).value, abs=1e-6
    )


@given(st.lists(st.floats(0.01, 100), min_size=1, max_size=30))
def test_the_effective_sample_is_never_more_than_the_respondents(weights):
    found = effective_sample(weights)
    assert 1 - 1e-9 <= found <= len(weights) + 1e-9


def test_means_of_a_clustered_population_are_covered_about_as_often_as_promised():
    chance = np.random.default_rng(5)
    by_cluster = chance.normal(50, 10, size=400)[:, None]
    people = by_cluster + chance.normal(0, 10, size=(400, 10))
    truth, covered = people.mean(), 0
    for _ in range(400):
        chosen = chance.choice(400, size=30, replace=False)
        design = clustered(np.repeat(chosen, 10), population=400)
        found = mean(people[chosen].ravel(), design)
        covered += found.low <= truth <= found.high
        assert found.deff > 1
    assert 0.92 <= covered / 400 <= 0.98


def test_one_answer_has_a_value_but_no_uncertainty():
    found = mean([5.0, None, None], simple(3))
    assert (found.value, found.base, found.standard_error, found.low) == (5.0, 1, None, None)


def test_a_group_in_which_nobody_answered_has_no_estimate():
    people = simple(3)
    found = by_group(["a", "a", "b"], lambda among: mean([1, 2, None], people, among=among))
    assert found["a"].value == 1.5
    assert found["b"] is None
    with pytest.raises(NobodyAnswered, match=r"Nobody in the group .* Merge the group"):
        mean([None, None, None], people)


def test_a_stratum_with_one_respondent_is_named_with_a_way_out():
    with pytest.raises(CannotEstimate, match=r"Only one .* 'south', .* Merge it with another"):
        stratified(["north", "north", "south"])


def test_a_stratum_that_was_sampled_whole_may_hold_one():
    people = stratified(["north", "north", "south"], population={"north": 4, "south": 1})
    assert people.weights.tolist() == [2, 2, 1]
    assert total([1, 3, 10], people).standard_error == pytest.approx(2 * np.sqrt(2))


def test_more_respondents_than_people_are_refused():
    with pytest.raises(CannotEstimate, match=r"6 were sampled .* given as 5.* correct the pop"):
        simple(6, population=5)


def test_a_stratum_without_a_population_is_named_with_the_nearest():
    with pytest.raises(CannotEstimate, match=r"stratum 'north', .* Did you mean 'North'"):
        stratified(["north", "north"], population={"North": 5})


def test_members_without_the_number_of_clusters_are_refused():
    with pytest.raises(CannotEstimate, match="give population, or leave members out"):
        clustered(["a", "b"], members={"a": 5, "b": 6})


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        ([1, 2], "2 weights for 3"),
        ([1, -1, 1], "Respondent 2 has the weight -1"),
        ([1, None, 1], "nan"),
    ],
)
def test_weights_that_are_no_weights_are_refused(weights, said):
    with pytest.raises(CannotEstimate, match=said):
        simple(3, weights=weights)


def test_no_respondents_no_cluster_and_answers_of_others_are_refused():
    with pytest.raises(CannotEstimate, match="no respondent to describe"):
        simple(0)
    with pytest.raises(CannotEstimate, match="1 of 2 respondents have no cluster"):
        clustered(["a", None])
    with pytest.raises(CannotEstimate, match="2 answers for the 3 respondents"):
        mean([1, 2], simple(3))


def test_a_ratio_to_nothing_is_refused():
    with pytest.raises(CannotEstimate, match="adds up to 0"):
        ratio([1, 2], [0, 0], simple(2))
