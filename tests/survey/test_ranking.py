"""A superlative is said only where the printed numbers, as rounded, can bear it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from theodolite.evidence.disclosure import PROFILES
from theodolite.evidence.estimate import Estimate, mean_of, share_of
from theodolite.survey.ranking import could_be, greatest, least

PUBLIC = PROFILES["lt5_round5"]


def names(found):
    return [name for name, _ in found]


@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(5, 60)), min_size=1, max_size=6),
    st.sampled_from(sorted(PROFILES)),
)
def test_the_true_greatest_and_least_of_those_shown_are_always_among_the_candidates(
    counted, profile
):
    rule = PROFILES[profile]
    true = {str(i): share_of(min(n, base), base) for i, (n, base) in enumerate(counted)}
    printed = [(name, rule.protect(share)) for name, share in true.items()]
    shown = {name: true[name].value for name, one in printed if one.shown}
    most, lowest = max(shown.values(), default=0), min(shown.values(), default=0)
    assert {name for name in shown if shown[name] == most} <= {*names(greatest(printed, rule))}
    assert {name for name in shown if shown[name] == lowest} <= {*names(least(printed, rule))}


def test_ties_are_all_named():
    shares = [("a", share_of(1, 2)), ("b", share_of(1, 2)), ("c", share_of(0, 2))]
    assert names(greatest(shares, PROFILES["none"])) == ["a", "b"]
    assert names(least(shares, PROFILES["none"])) == ["c"]


def test_hidden_and_missing_numbers_are_no_candidates():
    shares = [("hidden", Estimate("share", None, shown=False)), ("nobody asked", share_of(0, 0))]
    assert greatest(shares, PUBLIC) == least(shares, PUBLIC) == ()


@pytest.mark.parametrize(
    ("estimate", "reach"),
    [
        (Estimate("mean", 12.0, decimals=0), (11.5, 12.5)),
        (Estimate("mean", 0.0, decimals=0), (-0.5, 0.5)),
        (Estimate("mean", 120_000.0, decimals=0), (115_000, 125_000)),
        (Estimate("share", 0.37), (0.365, 0.375)),
        (share_of(0, 20), (0.0, 0.0)),
        (share_of(20, 20), (18 / 22, 1.0)),
    ],
)
def test_a_number_reaches_as_far_as_its_rounding(estimate, reach):
    assert could_be(estimate, PUBLIC) == pytest.approx(reach)


def test_inside_use_ranks_what_was_counted():
    assert could_be(mean_of(12.34, 5), PROFILES["none"]) == (12.34, 12.34)
