"""Classical scores equal their definitions, and bridging is what two links drawn at random say."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reference import trends as reference
from theodolite.horizon.trends.bridging import participation
from theodolite.horizon.trends.scores import (
    FEATURES,
    Shares,
    burst_weight,
    features,
    macd,
    poisson_z,
    visibility_growth,
)

histories = st.lists(st.integers(0, 12), min_size=2, max_size=9)


@given(st.lists(st.integers(0, 12), min_size=2, max_size=9), st.integers(15, 40))
def test_a_burst_is_the_cheapest_of_all_paths(counted, items) -> None:
    ours = burst_weight(Shares(np.array([counted], float), np.full(len(counted), float(items))))
    theirs = reference.burst(counted, [items] * len(counted), 2.0, 1.0)
    assert ours[0] == pytest.approx(theirs, abs=1e-9)


@given(st.lists(st.integers(0, 6), min_size=2, max_size=5).filter(lambda links: sum(links) > 1))
def test_participation_is_the_chance_that_two_links_lead_apart(links) -> None:
    value, error = participation(np.array([links], float))
    assert value[0] == pytest.approx(float(reference.participation(links)))
    assert error[0] >= 0


def test_participation_does_not_depend_on_how_many_links_there_are() -> None:
    """Drawn from one spread over topics, few links give on average what many give."""
    chance = np.random.default_rng(3)
    for many in (4, 40):
        drawn = chance.multinomial(many, (0.5, 0.3, 0.2), 4_000).astype(float)
        value, error = participation(drawn)
        assert value.mean() == pytest.approx(0.62, abs=0.015)
        assert np.sqrt((error**2).mean()) == pytest.approx(value.std(), rel=0.35)


def test_a_rise_scores_above_a_flat_line_in_every_score() -> None:
    flat, rise = [5.0] * 12, [2.0] * 8 + [4.0, 8.0, 12.0, 16.0]
    shares = Shares(np.array([flat, rise]), np.full(12, 100.0))
    for score in (macd, poisson_z, visibility_growth, burst_weight):
        still, rising = score(shares)
        assert rising > max(0.0, still)


@given(histories.filter(lambda one: len(one) > 5))
def test_features_are_finite_and_named(counted) -> None:
    found = features(Shares(np.array([counted], float), np.full(len(counted), 50.0)))
    assert found.shape == (1, len(FEATURES))
    assert np.isfinite(found).all()
