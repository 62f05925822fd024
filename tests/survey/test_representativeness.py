"""Representativeness: definitions, the bound proved on whole populations, refusals."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from theodolite.survey.estimates import simple
from theodolite.survey.representativeness import (
    CannotJudge,
    bias_bound,
    propensities,
    representativeness,
    standardised_differences,
)
from theodolite.survey.weighting import post_stratify


def test_the_indicator_is_that_of_the_whole_population():
    """60 of 100 women and 20 of 200 men answered: the definition, over all 300."""
    sex = ["F"] * 60 + ["M"] * 20
    weights = post_stratify(simple(80), sex, {"F": 100, "M": 200}).weights
    found = representativeness(propensities(weights))
    of_all = np.array([0.6] * 100 + [0.1] * 200)
    assert found.population == pytest.approx(300)
    assert found.response_rate == pytest.approx(of_all.mean())
    assert found.spread == pytest.approx(of_all.std(ddof=1))
    assert found.indicator == pytest.approx(1 - 2 * of_all.std(ddof=1))
    assert found.effective_sample == pytest.approx(weights.sum() ** 2 / (weights**2).sum())


def test_everyone_equally_likely_to_answer_is_perfectly_representative():
    found = representativeness([0.3] * 12)
    assert (found.indicator, found.spread) == (pytest.approx(1), pytest.approx(0))


def test_weights_that_average_one_need_the_population():
    weights = post_stratify(simple(4), ["F", "M", "M", "M"], {"F": 0.5, "M": 0.5}).weights
    chances = propensities(weights, population=40)
    assert chances == pytest.approx([1 / 20, 3 / 20, 3 / 20, 3 / 20])
    with pytest.raises(CannotJudge, match=r"stands for 0.667 people, .* Give the population"):
        propensities(weights)


def spread_of(answers, chances):
    """The standard deviation over the population: each answer stands for 1/chance people."""
    people = np.repeat(answers, np.round(1000 / np.asarray(chances)).astype(int))
    return people.std()


strata = st.lists(
    st.tuples(st.integers(1, 9), st.integers(1, 10), st.integers(-20, 20)), min_size=1, max_size=6
)


@given(strata)
def test_the_bound_holds_in_every_population_whose_margins_tell_who_answered(groups):
    """In each group of 10·size people, `answered` tenths answered; all of a group say the same."""
    chances = np.concatenate([np.full(size * tenths, tenths / 10) for size, tenths, _ in groups])
    answers = np.concatenate([np.full(size * tenths, 1.0 * one) for size, tenths, one in groups])
    if len(chances) < 2:
        return
    sizes = np.array([10 * size for size, _, _ in groups])
    truth = np.average([value for _, _, value in groups], weights=sizes)
    bound = bias_bound(representativeness(chances), spread=spread_of(answers, chances))
    assert abs(answers.mean() - truth) <= bound.seen + 1e-9
    assert bound.seen <= bound.worst * (1 + 1e-2) + 1e-9


def test_the_worst_bound_holds_when_interest_decides_who_answers():
    """Only those who say 1 answer more; no margin knows, but the worst bound still holds."""
    answers = np.array([1.0] * 30 + [0.0] * 10)
    chances = np.full(40, 0.2)
    truth = 60 / 200
    bound = bias_bound(representativeness(chances), spread=spread_of(answers, chances))
    assert bound.seen == pytest.approx(0)
    assert abs(answers.mean() - truth) <= bound.worst


def test_differences_are_those_between_shares_over_their_spread():
    known, targets = {"sex": ["F", "M", "M", "M"]}, {"sex": {"F": 50, "M": 50}}
    women, men = standardised_differences(known, targets)
    assert (women.question, women.group) == ("sex", "F")
    assert (women.share, women.population_share) == (0.25, 0.5)
    assert women.standardised == pytest.approx(-0.25 / np.sqrt((0.1875 + 0.25) / 2))
    assert men.standardised == pytest.approx(-women.standardised)


def test_weighting_to_the_margins_leaves_no_difference():
    known, targets = {"sex": ["F", "M", "M", "M"]}, {"sex": {"F": 50, "M": 50}}
    weights = post_stratify(simple(4), known["sex"], targets["sex"]).weights
    found = standardised_differences(known, targets, weights=weights)
    assert [one.standardised for one in found] == pytest.approx([0, 0])


def test_a_group_that_is_everyone_in_both_does_not_differ():
    found = standardised_differences({"sex": ["F", "F"]}, {"sex": {"F": 1.0}})
    assert found[0].standardised == 0


@pytest.mark.parametrize("chances", [[0.5], [0.5, 0.0], [0.5, 1.2], [0.5, None]])
def test_chances_that_are_none_are_refused(chances):
    with pytest.raises(CannotJudge, match="at least two respondents"):
        representativeness(chances)
