"""Raking and post-stratification: properties, a slow judge, truth planted, refusals."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reference.raking import raked
from theodolite.settings.errors import CorrectableError
from theodolite.survey.estimates import mean, simple, stratified, total
from theodolite.survey.weighting import CannotWeight, post_stratify, rake

SEX = {"F": 0.5, "M": 0.5}

# Every combination is there at least once, so that any margins can be met.
people = st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("xyz")), max_size=20).map(
    lambda drawn: [*drawn, *((one, other) for one in "ab" for other in "xyz")]
)
positive = st.floats(0.2, 1)
margins = st.tuples(st.tuples(positive, positive), st.tuples(positive, positive, positive)).map(
    lambda sizes: {
        "group": {name: size / sum(sizes[0]) for name, size in zip("ab", sizes[0], strict=True)},
        "place": {name: size / sum(sizes[1]) for name, size in zip("xyz", sizes[1], strict=True)},
    }
)


def known_of(pairs):
    return {"group": [one for one, _ in pairs], "place": [other for _, other in pairs]}


@given(people, margins)
def test_every_margin_matches_and_every_weight_is_positive(pairs, targets):
    known = known_of(pairs)
    design = rake(simple(len(pairs)), known, targets)
    assert (design.weights > 0).all()
    for question, target in targets.items():
        for group, share in target.items():
            members = np.array(known[question]) == group
            assert design.weights[members].sum() == pytest.approx(share * len(pairs))


@given(people, margins)
def test_weights_equal_those_of_raking_person_by_person(pairs, targets):
    known = known_of(pairs)
    counts = {
        question: {group: share * len(pairs) for group, share in target.items()}
        for question, target in targets.items()
    }
    slowly = raked(known, counts)
    assert rake(simple(len(pairs)), known, targets).weights == pytest.approx(slowly, rel=1e-7)


@given(people, margins, st.randoms(use_true_random=False))
def test_the_order_of_respondents_changes_no_ones_weight(pairs, targets, chance):
    order = list(range(len(pairs)))
    chance.shuffle(order)
    weights = rake(simple(len(pairs)), known_of(pairs), targets).weights
    shuffled = rake(simple(len(pairs)), known_of([pairs[i] for i in order]), targets).weights
    assert shuffled == pytest.approx(weights[order], rel=1e-8)


@given(people, margins, st.floats(0.01, 1000))
def test_scaling_the_targets_scales_the_weights(pairs, targets, factor):
    scaled = {
        question: {group: share * factor for group, share in target.items()}
        for question, target in targets.items()
    }
    weights = rake(simple(len(pairs)), known_of(pairs), scaled).weights
    shares = rake(simple(len(pairs)), known_of(pairs), targets).weights
    assert weights / weights.sum() == pytest.approx(shares / shares.sum(), rel=1e-8)


def test_shares_keep_the_sum_of_the_weights_and_counts_replace_it():
    sex = ["F", "M", "M", "M"]
    assert post_stratify(simple(4), sex, SEX).weights.sum() == pytest.approx(4)
    assert post_stratify(simple(4), sex, {"F": 60, "M": 40}).weights.sum() == pytest.approx(100)


def test_a_cross_classification_larger_than_the_sample_gives_the_same_weights():
    chance = np.random.default_rng(6)
    known = {f"question {i}": chance.integers(0, 12, 300) for i in range(4)}
    targets = {name: {str(code): 1 / 12 for code in range(12)} for name in known}
    weights = rake(simple(300), known, targets).weights
    for answers in known.values():
        totals = np.bincount(answers, weights=weights)
        assert totals == pytest.approx(np.full(12, 25.0), rel=1e-8)


def test_raking_a_biased_sample_finds_the_planted_mean_and_covers_it_as_often_as_promised():
    """The old answer more often and differently; weighting by age makes up for it."""
    chance = np.random.default_rng(9)
    covered, missed = 0, 0
    for _ in range(300):
        old = chance.random(200) < 0.7
        hours = np.where(old, 30.0, 20.0) + chance.normal(0, 5, 200)
        unweighted = simple(200)
        design = rake(unweighted, {"old": old}, {"old": {"true": 0.4, "false": 0.6}})
        found, raw = mean(hours, design), mean(hours, unweighted)
        covered += found.low <= 24 <= found.high
        missed += not raw.low <= 24 <= raw.high
    assert 0.92 <= covered / 300 <= 0.98
    assert missed > 250


def test_what_was_weighted_to_is_known_without_error():
    sex = ["F", "M", "M", "F", "M"]
    design = post_stratify(simple(5), sex, {"F": 60, "M": 40})
    found = total([one == "F" for one in sex], design)
    assert found.value == pytest.approx(60)
    assert found.standard_error == pytest.approx(0, abs=1e-9)


def test_unequal_weights_before_raking_are_kept_within_each_group():
    design = post_stratify(simple(3, weights=[1, 3, 2]), ["F", "F", "M"], {"F": 8, "M": 2})
    assert design.weights.tolist() == [2, 6, 2]


def test_an_empty_group_is_named_with_a_way_out():
    with pytest.raises(
        CannotWeight, match=r"No respondent has sex = 'F', .* the 0.5 .* Merge it .* drop 'sex'"
    ):
        rake(simple(2), {"sex": ["M", "M"]}, {"sex": SEX})


def test_a_group_without_a_target_is_named_with_the_nearest():
    with pytest.raises(CannotWeight, match=r"sex = 'm', .* Did you mean 'M'"):
        rake(simple(2), {"sex": ["m", "F"]}, {"sex": SEX})


def test_respondents_without_an_answer_are_counted_and_refused():
    with pytest.raises(CannotWeight, match=r"1 of 3 respondents did not answer 'sex'"):
        rake(simple(3), {"sex": ["M", None, "F"]}, {"sex": SEX})


def test_targets_of_different_populations_are_refused():
    known = {"sex": ["F", "M"], "band": ["7", "8"]}
    with pytest.raises(CannotWeight, match=r"'sex' add up to 100 and those for 'band' to 90"):
        rake(simple(2), known, {"sex": {"F": 60, "M": 40}, "band": {"7": 50, "8": 40}})


def test_targets_that_contradict_each_other_are_refused_with_the_worst_margin():
    """All women are in band 7, so there cannot be more women than people in band 7."""
    known = {"sex": ["F", "M"], "band": ["7", "8"]}
    targets = {"sex": {"F": 0.6, "M": 0.4}, "band": {"7": 0.5, "8": 0.5}}
    with pytest.raises(CannotWeight, match=r"After 50 rounds the margin 'sex' is still off"):
        rake(simple(2), known, targets, max_rounds=50)


@pytest.mark.parametrize(
    ("known", "targets", "said"),
    [
        ({}, {}, "There are no targets"),
        ({"sexx": ["F", "M"]}, {"sex": SEX}, "Did you mean 'sexx'"),
        ({"sex": ["F", "M", "M"]}, {"sex": SEX}, "3 answers to 'sex' for 2 respondents"),
        ({"sex": ["F", "M"]}, {"sex": {"F": -1, "M": 2}}, "'F' is -1, but a population"),
        ({"sex": ["F", "M"]}, {"sex": {"F": 0, "M": 1}}, "'F' is 0, but there are respondents"),
    ],
)
def test_targets_that_cannot_be_used_are_refused(known, targets, said):
    with pytest.raises(CorrectableError, match=said):
        rake(simple(2), known, targets)


def test_a_stratified_design_keeps_its_strata_when_weighted():
    design = stratified(["n", "n", "s", "s"], population={"n": 10, "s": 10})
    weighted = post_stratify(design, ["F", "M", "F", "M"], {"F": 8, "M": 12})
    assert weighted.degrees_of_freedom() == 2
    assert weighted.weights.tolist() == [4, 6, 4, 6]
