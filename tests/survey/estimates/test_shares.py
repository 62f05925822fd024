"""Shares and their intervals."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reference.r_survey import needs_r, reference
from theodolite.evidence.intervals import wilson
from theodolite.survey.estimates import count_interval, share, shares, simple, stratified


@pytest.mark.real_data
@needs_r
def test_unweighted_intervals_equal_r():
    for row in reference("reference_values_extra")["prop_ci"]:
        count, base = row["x"], row["n"]
        assert wilson(count, base) == pytest.approx(row["wilson"], rel=1e-9, abs=1e-12)
        assert count_interval(count, base) == pytest.approx(row["clopper"], rel=1e-9, abs=1e-12)
        corrected = count_interval(count, base, method="corrected")
        assert corrected == pytest.approx(row["wilson_cc"], rel=1e-9, abs=1e-12)


answers = st.lists(st.sampled_from([True, False, None]), min_size=3, max_size=40)


@given(answers.filter(lambda a: sum(one is not None for one in a) > 1))
def test_an_interval_holds_its_share_and_stays_between_0_and_1(chosen):
    for kind in ("logit", "beta"):
        found = share(chosen, simple(len(chosen)), interval=kind)
        assert 0 <= found.low <= found.value <= found.high <= 1
        assert found.low < found.high


def test_unanimous_answers_have_the_exact_interval_at_their_effective_sample():
    equal = share([True] * 8, simple(8))
    assert (equal.low, equal.high) == pytest.approx(count_interval(8, 8))
    unequal = share([False] * 4, simple(4, weights=[3, 1, 1, 1]))
    assert (unequal.low, unequal.high) == pytest.approx(count_interval(0, 3))


def test_shares_of_all_groups_add_up_to_one_and_leave_out_who_did_not_answer():
    people = simple(5, weights=[1, 2, 3, 4, 5])
    found = shares(["a", "b", None, "a", "c"], people)
    assert {label: one.value for label, one in found.items()} == {
        "a": pytest.approx(5 / 12),
        "b": pytest.approx(2 / 12),
        "c": pytest.approx(5 / 12),
    }
    assert {one.base for one in found.values()} == {4}
    assert [one.count for one in found.values()] == [2, 1, 1]


def test_a_small_share_is_covered_about_as_often_as_promised():
    chance = np.random.default_rng(8)
    truth, hits = 0.6 * 0.05 + 0.4 * 0.3, 0
    strata = ["large"] * 60 + ["small"] * 60
    people = stratified(strata, population={"large": 600_000, "small": 400_000})
    for _ in range(400):
        chosen = np.concatenate([chance.random(60) < 0.05, chance.random(60) < 0.3])
        found = share(chosen, people)
        hits += found.low <= truth <= found.high
    assert 0.92 <= hits / 400 <= 0.98
