"""Where a share may go: never worse than no change by choice, with intervals that hold."""

import numpy as np
import pytest

from theodolite.horizon.trends.shares import ShareLine, clumped_share, spread_between, steady_strata
from theodolite.horizon.trends.trajectories import LEVEL, METHODS, Trajectory, trajectory

PERIODS, AHEAD, ITEMS = 36, 4, 800.0


def drawn(shares: np.ndarray, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).binomial(int(ITEMS), shares).astype(float)


def forecast(counted: np.ndarray) -> Trajectory:
    return trajectory(ShareLine(counted, np.full(len(counted), ITEMS)), AHEAD, "month")


def walk(seed: int) -> np.ndarray:
    steps = np.random.default_rng(seed).normal(0, 0.006, PERIODS + AHEAD)
    return np.clip(0.1 + np.cumsum(steps), 0.01, 0.5)


def test_intervals_hold_what_comes_as_often_as_they_say() -> None:
    """Flat, wandering and rising shares: four in five, less what 36 outcomes leave open."""
    held = []
    for seed in range(3):
        rising = 0.02 + 0.004 * np.arange(PERIODS + AHEAD)
        for shares in (np.full(PERIODS + AHEAD, 0.1), walk(seed), rising):
            counted = drawn(shares, seed)
            found = forecast(counted[:PERIODS])
            came = counted[PERIODS:] / ITEMS
            held += [
                (one.low or 0) <= value <= (one.high or 0)
                for one, value in zip(found.forecast, came, strict=True)
            ]
    assert np.mean(held) >= LEVEL - 0.13


@pytest.mark.parametrize("seed", range(3))
def test_the_theta_method_is_that_of_statsmodels(seed: int) -> None:
    """With the smoothing that theirs fitted: it is fitted by likelihood there, by squares here."""
    from statsmodels.tsa.forecasting.theta import ThetaModel

    values = walk(seed)[:PERIODS]
    theirs = ThetaModel(values, period=1, deseasonalize=False).fit()
    kept = {"smoothing_level": float(theirs.params["alpha"]), "initial_level": float(values[0])}
    ours, _ = METHODS["theta"](values, AHEAD, kept)
    assert ours == pytest.approx(np.asarray(theirs.forecast(AHEAD)), abs=5e-4)


def test_kept_parameters_forecast_as_those_just_fitted() -> None:
    for make in METHODS.values():
        fitted, kept = make(walk(1), AHEAD, None)
        assert make(walk(1), AHEAD, kept)[0] == pytest.approx(fitted, abs=1e-6)


def test_a_steady_rise_is_forecast_better_than_by_no_change() -> None:
    found = forecast(drawn(0.02 + 0.004 * np.arange(PERIODS), 1))
    assert found.method != "no change"
    assert found.error is not None
    assert found.unchanged_error is not None
    assert found.error < found.unchanged_error
    assert (found.forecast[-1].value or 0) > (found.unchanged[-1].value or 0)
    assert "was off by" in found.sentence()


def test_where_no_change_is_as_good_it_is_used_and_said() -> None:
    found = forecast(drawn(walk(0)[:PERIODS], 0))
    assert found.method == "no change"
    assert found.forecast == found.unchanged
    assert "letting the last share stand" in found.sentence()


def test_intervals_do_not_narrow_with_distance() -> None:
    found = forecast(drawn(np.full(PERIODS, 0.1), 2))
    widths = [(one.high or 0) - (one.low or 0) for one in found.unchanged]
    assert widths == sorted(widths)
    assert found.coverage.base


@pytest.mark.parametrize(
    ("counted", "items", "said"),
    [
        (np.full(10, 50.0), np.full(10, ITEMS), "needs 18 months"),
        (np.full(30, 1.0), np.full(30, ITEMS), "needs 3 or more"),
        (np.full(30, 50.0), np.where(np.arange(30) == 20, 0, ITEMS), "9 months without a gap"),
    ],
)
def test_thin_data_get_no_trajectory_and_the_reason(counted, items, said) -> None:
    found = trajectory(ShareLine(counted, items), AHEAD, "month")
    assert found.forecast == ()
    assert said in found.sentence()


def test_a_share_keeps_between_nothing_and_everything() -> None:
    for share in (0.005, 0.99):
        found = forecast(drawn(np.full(PERIODS, share), 4))
        for one in (*found.forecast, *found.unchanged):
            assert 0 <= (one.low or 0) <= (one.value or 0) <= (one.high or 0) <= 1


def test_intervals_of_shares_widen_with_clumping_only() -> None:
    chance = np.random.default_rng(1)
    even = chance.binomial(800, 0.1, 60).astype(float)
    clumped = chance.binomial(800, np.clip(chance.gamma(4, 0.025, 60), 0, 1)).astype(float)
    items = np.full(60, ITEMS)
    assert spread_between(even, items) < 2 < spread_between(clumped, items)
    step = np.concatenate([even[:30], 3 * even[30:]])
    assert spread_between(step, items) < 4
    assert spread_between(np.zeros(60), items) == 1
    plain, wide = clumped_share(80, 800, 1.0), clumped_share(80, 800, 4.0)
    assert plain.value == wide.value
    assert (wide.low or 0) < (plain.low or 0)


def test_steady_sources_are_those_that_were_there_all_along() -> None:
    items = np.array([[5.0] * 8, [0.0] * 5 + [5.0] * 3])
    assert steady_strata(items, 0, 8).tolist() == [True, False]
    assert steady_strata(items, 5, 8).tolist() == [True, True]
    assert steady_strata(np.eye(8), 0, 8).all()
