"""Agreement of two screeners against R, the definition, and truth planted."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.reference.agreement import kappa
from theodolite.settings.errors import UnknownName
from theodolite.survey.agreement import CannotCompare, agreement, weighted_kappa

REFERENCE = (
    Path(__file__).parents[2] / "../shared/data/survey-statistics/reference_values_extra.json"
)

decisions = st.sampled_from(["keep", "reject", "ask"])
two_lists = st.lists(st.tuples(decisions, decisions), min_size=1, max_size=30)


def records(table: list[list[int]], names: str) -> tuple[list[str], list[str]]:
    """Two lists of decisions that make up a cross-table."""
    cells = [
        (names[row], names[column])
        for row, counts in enumerate(table)
        for column, count in enumerate(counts)
        for _ in range(count)
    ]
    return [one for one, _ in cells], [other for _, other in cells]


@pytest.mark.real_data
@pytest.mark.skipif(not REFERENCE.exists(), reason="the shared reference data is not here")
def test_kappa_and_its_interval_on_125_records_equal_r():
    reference = json.loads(REFERENCE.read_text())["kappa_2x2"]
    found = agreement(*records(reference["table"], "KR"))
    assert found.records == 125
    assert found.share == reference["po"]
    assert found.kappa == pytest.approx(reference["kappa"], abs=1e-12)
    assert (found.low, found.high) == pytest.approx(reference["ci"], abs=1e-9)


@pytest.mark.real_data
@pytest.mark.skipif(not REFERENCE.exists(), reason="the shared reference data is not here")
def test_kappa_of_three_decisions_equals_r():
    reference = json.loads(REFERENCE.read_text())["kappa_3x3"]
    found = agreement(*records(reference["table"], "ABC"))
    assert found.kappa == pytest.approx(reference["kappa"], abs=1e-12)
    assert found.high - found.low == pytest.approx(2 * 1.959963984540054 * reference["se"])


@pytest.mark.real_data
@pytest.mark.skipif(not REFERENCE.exists(), reason="the shared reference data is not here")
def test_weighted_kappa_of_three_ordered_decisions_equals_r():
    reference = json.loads(REFERENCE.read_text())["kappa_3x3"]
    found = weighted_kappa(*records(reference["table"], "ABC"), order="ABC")
    assert found == pytest.approx(reference["weighted_quadratic"], abs=1e-12)


def test_an_ordered_decision_that_is_not_in_the_order_is_named_with_the_nearest():
    with pytest.raises(UnknownName, match="Did you mean 'keep'"):
        weighted_kappa(["kept"], ["keep"], order=["keep", "reject"])


@settings(deadline=None)
@given(two_lists)
def test_kappa_equals_its_definition(pairs):
    first, second = zip(*pairs, strict=True)
    assume(len({*first, *second}) > 1)
    assert agreement(first, second).kappa == pytest.approx(float(kappa(first, second)), abs=1e-12)


@settings(deadline=None)
@given(two_lists, st.randoms(use_true_random=False))
def test_neither_the_order_of_records_nor_of_people_changes_anything(pairs, chance):
    shuffled = list(pairs)
    chance.shuffle(shuffled)
    first, second = zip(*pairs, strict=True)
    again_second, again_first = zip(*shuffled, strict=True)
    found, again = agreement(first, second), agreement(again_first, again_second)
    assert (again.agreed, again.prevalence_adjusted) == (found.agreed, found.prevalence_adjusted)
    assert again.kappa == pytest.approx(found.kappa)


@settings(deadline=None)
@given(two_lists)
def test_the_interval_holds_kappa_and_stays_between_minus_one_and_one(pairs):
    found = agreement(*zip(*pairs, strict=True))
    if found.kappa is not None:
        assert -1 <= found.low <= found.kappa <= found.high <= 1


def test_planted_agreement_beyond_chance_is_found():
    """Who copies the other's decision in 7 of 10 records and guesses otherwise has kappa 0.7."""
    chance = np.random.default_rng(11)
    first = chance.choice(["keep", "reject"], size=5000, p=[0.9, 0.1])
    guess = chance.choice(["keep", "reject"], size=5000, p=[0.9, 0.1])
    second = np.where(chance.random(5000) < 0.7, first, guess)
    found = agreement(first.tolist(), second.tolist())
    assert found.low < 0.7 < found.high
    assert found.high - found.low < 0.1


def test_kappa_has_no_value_where_everybody_was_kept_by_both():
    found = agreement(["keep"] * 5, ["keep"] * 5)
    assert (found.kappa, found.low, found.high) == (None, None, None)
    assert (found.agreed, found.share, found.prevalence_adjusted) == (5, 1, 1)


def test_agreement_on_everything_with_two_decisions_is_one():
    found = agreement(["keep", "reject", "keep"], ["keep", "reject", "keep"])
    assert (found.kappa, found.low, found.high, found.prevalence_adjusted) == (1, 1, 1, 1)


def test_someone_who_keeps_everybody_agrees_no_better_than_chance():
    found = agreement(["keep"] * 4, ["reject", "keep", "keep", "keep"])
    assert (found.share, found.kappa, found.prevalence_adjusted) == (0.75, 0, 0.5)


def test_lists_of_different_lengths_are_refused_with_a_way_out():
    with pytest.raises(CannotCompare, match=r"on 2 records and the second on 1, .* Keep the"):
        agreement(["keep", "keep"], ["keep"])


def test_no_records_at_all_are_refused_with_a_way_out():
    with pytest.raises(CannotCompare, match=r"no decisions to compare, .* Check that"):
        agreement([], [])
