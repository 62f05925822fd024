"""Replicate weights agree with linearisation where both hold."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from theodolite.survey.estimates import clustered, mean, simple, stratified, total
from theodolite.survey.weighting import (
    CannotReplicate,
    bootstrap,
    jackknife,
    post_stratify,
    rake,
    replicated,
)

numbers = st.lists(st.floats(-100, 100), min_size=4, max_size=20)


@given(numbers)
def test_the_jackknife_of_a_total_is_its_linearised_variance(values):
    strata = ["a" if i % 2 else "b" for i in range(len(values))]
    design = stratified(strata, population={"a": 30, "b": 40})
    found = replicated(lambda people: total(values, people).value, jackknife(design))
    linearised = total(values, design)
    assert found.value == linearised.value
    assert found.standard_error == pytest.approx(linearised.standard_error, rel=1e-6, abs=1e-4)
    assert found.low <= found.value <= found.high


def test_the_bootstrap_agrees_with_linearisation_within_chance():
    chance = np.random.default_rng(10)
    clusters = np.repeat(np.arange(30), 4)
    values = np.repeat(chance.normal(size=30), 4) + chance.normal(size=120)
    design = clustered(clusters, population=60)
    again = bootstrap(design, replicates=800, seed=2)
    found = replicated(lambda people: mean(values, people).value, again)
    assert found.standard_error == pytest.approx(mean(values, design).standard_error, rel=0.08)


def test_the_same_seed_draws_the_same_replicates_and_another_does_not():
    design = simple(8)
    one, same, other = (bootstrap(design, replicates=5, seed=seed).factors for seed in (1, 1, 2))
    assert (one == same).all()
    assert (one != other).any()


def test_each_bootstrap_replicate_keeps_the_number_of_respondents_of_each_stratum():
    strata = ["a"] * 5 + ["b"] * 7
    weights = [one.weights for one in bootstrap(stratified(strata), replicates=20).designs()]
    for drawn in weights:
        assert drawn[:5].sum() == pytest.approx(5)
        assert drawn[5:].sum() == pytest.approx(7)


def test_raking_again_in_each_replicate_agrees_with_the_linearised_variance():
    chance = np.random.default_rng(3)
    sex, values = chance.choice(["F", "M"], 150), chance.normal(size=150)
    values += 3 * (sex == "F")
    target = {"sex": {"F": 0.5, "M": 0.5}}
    design = simple(150)

    def raked_mean(people):
        return mean(values, rake(people, {"sex": sex}, target)).value

    found = replicated(raked_mean, jackknife(design))
    linearised = mean(values, rake(design, {"sex": sex}, target))
    assert found.standard_error == pytest.approx(linearised.standard_error, rel=0.03)


def test_a_stratum_that_was_sampled_whole_never_varies():
    design = stratified(["a", "a", "b"], population={"a": 4, "b": 1})
    assert jackknife(design).factors.shape == (3, 2)
    assert (bootstrap(design, replicates=9).factors[2] == 1).all()


def test_too_many_clusters_for_a_jackknife_and_too_few_replicates_are_refused():
    with pytest.raises(CannotReplicate, match=r"3001 clusters, .* Use the bootstrap"):
        jackknife(simple(3001))
    with pytest.raises(CannotReplicate, match="at least two"):
        bootstrap(simple(4), replicates=1)


def test_two_clusters_can_be_jackknifed():
    found = replicated(
        lambda people: mean([1, 2, 3, 4], people).value, jackknife(clustered(["a", "a", "b", "b"]))
    )
    assert found.value == 2.5
    assert found.standard_error == pytest.approx(1)


def test_a_group_of_one_that_a_replicate_leaves_out_is_named_with_a_way_out():
    sex, target = ["F", "M", "M"], {"F": 0.5, "M": 0.5}
    with pytest.raises(CannotReplicate, match=r"left out, .* has group = 'F', .* Merge groups"):
        replicated(
            lambda people: mean([1, 2, 3], post_stratify(people, sex, target)).value,
            jackknife(simple(3)),
        )
