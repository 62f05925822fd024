"""A share now against its history: equal to the slow way, fair to chance, blind to new sources."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse
from scipy.stats import binom, nbinom, poisson

from tests.horizon.trends.planted import stream_series
from tests.reference.trends import false_discoveries_kept_below, mantel_haenszel
from theodolite.horizon.trends.choices import TrendSettings
from theodolite.horizon.trends.comparing import at_least, at_most, compare, rejected, spread_of
from theodolite.horizon.trends.counts import Windows
from theodolite.horizon.trends.looks import look

numbers = st.integers(0, 30)
stratum = st.tuples(numbers, numbers, numbers, numbers).map(
    lambda four: (min(four[0], four[1]), four[1], min(four[2], four[3]), four[3])
)


def windows(strata: list[tuple[int, int, int, int]]) -> Windows:
    columns = np.array(strata, dtype=float).T
    return Windows(
        sparse.csr_matrix(columns[0][None]), sparse.csr_matrix(columns[2][None]),
        columns[1], columns[3],
    )  # fmt: skip


@given(st.lists(stratum, min_size=1, max_size=4))
def test_mean_variance_and_ratio_are_those_of_drawing_from_urns(strata) -> None:
    mean, variance, ratio = mantel_haenszel(strata)
    found = compare(windows(strata), np.ones(1))
    counted = np.array([float(sum(one[0] for one in strata if one[1] and one[3]))])
    ours = at_least(counted, np.array([float(mean)]), np.array([float(variance)]))
    assert found.rising == pytest.approx(ours, abs=1e-9)
    if ratio is None:
        assert np.isnan(found.ratio[0]) or not found.ratio[0]
    else:
        assert found.ratio[0] == pytest.approx(float(ratio))


@given(st.lists(stratum, min_size=1, max_size=4), st.integers(1, 30), st.integers(1, 30))
def test_a_source_that_was_not_there_before_says_nothing(strata, count, items) -> None:
    before = compare(windows(strata), np.ones(1))
    after = compare(windows([*strata, (min(count, items), items, 0, 0)]), np.ones(1))
    assert after.rising == pytest.approx(before.rising)
    assert after.recent == before.recent


@given(st.lists(stratum, min_size=2, max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_sources_makes_no_difference(strata, chance) -> None:
    mixed = list(strata)
    chance.shuffle(mixed)
    one, other = (compare(windows(each), np.ones(1)) for each in (strata, mixed))
    assert one.rising == pytest.approx(other.rising)
    assert one.fading == pytest.approx(other.fading)


@pytest.mark.parametrize(
    ("law", "mean", "variance"),
    [(binom(10, 0.3), 3.0, 2.1), (poisson(3.0), 3.0, 3.0), (nbinom(2, 0.4), 3.0, 7.5)],
)
def test_tails_are_those_of_the_law_with_that_mean_and_variance(law, mean, variance) -> None:
    counts = np.arange(0.0, 11.0)
    ours = at_least(counts, np.full(11, mean), np.full(11, variance))
    assert ours == pytest.approx(law.sf(counts - 1), abs=1e-9)
    assert at_most(counts, np.full(11, mean), np.full(11, variance)) == pytest.approx(
        law.cdf(counts), abs=1e-9
    )


@given(st.lists(st.floats(0, 1), max_size=30), st.floats(0.01, 0.5))
def test_findings_are_those_of_benjamini_and_hochberg(p_values, rate) -> None:
    told = rejected(np.array(p_values), rate)
    assert told.tolist() == false_discoveries_kept_below(p_values, rate)


def test_clumping_is_measured_where_it_is_and_not_where_it_is_not() -> None:
    for clumping, least, most in ((0.0, 1.0, 1.3), (0.5, 3.0, 6.5)):
        series = stream_series([[0.05] * 36] * 60, seed=5, items=70, clumping=clumping)
        counts = series.counts(35)
        found = spread_of(counts.by_period(), counts.items.sum(axis=0))
        assert least <= float(np.median(found)) <= most


@pytest.mark.parametrize("clumping", [0.0, 0.2])
def test_streams_of_chance_alone_raise_alerts_no_more_often_than_is_said(clumping) -> None:
    """At most one stream in ten, as `false_alarms` says; 80 streams leave room for 14."""
    raised = {"rising": 0, "fading": 0}
    for seed in range(80):
        shares = np.exp(np.random.default_rng(seed).uniform(np.log(0.002), np.log(0.08), 100))
        series = stream_series(np.repeat(shares[:, None], 24, 1), seed=seed, items=60,
                               clumping=clumping)  # fmt: skip
        seen = look(series, 23, TrendSettings())
        assert seen is not None
        raised["rising"] += bool(seen.rising)
        raised["fading"] += bool(seen.fading)
    assert max(raised.values()) <= 14


def test_a_planted_rise_is_told_within_half_a_year() -> None:
    """From 0.4 % to 4 % of 120 items a month over three months: 95 % are told within six."""
    told = 0
    for seed in range(12):
        shares = np.exp(np.random.default_rng(seed).uniform(np.log(0.002), np.log(0.08), 100))
        by_month = np.repeat(shares[:, None], 27, 1)
        by_month[:5] = 0.004
        by_month[:5, 21:24] = (0.016, 0.028, 0.04)
        by_month[:5, 24:] = 0.04
        series = stream_series(by_month, seed=seed, items=60)
        looks = [look(series, month, TrendSettings()) for month in range(21, 27)]
        rising = {sign.series for one in looks if one for sign in one.rising}
        told += len(rising & set(range(5)))
    assert told >= 0.95 * 60
