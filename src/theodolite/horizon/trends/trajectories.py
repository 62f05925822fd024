"""Where a share is likely to go, against the forecast that nothing changes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from math import ceil
from typing import Any, Literal
from warnings import catch_warnings, simplefilter

import numpy as np
from numpy.typing import NDArray

from theodolite.evidence.estimate import Estimate, share_of
from theodolite.horizon.trends.choices import Step
from theodolite.horizon.trends.periods import many
from theodolite.horizon.trends.shares import ShareLine

Numbers = NDArray[np.float64]
Method = Literal["no change", "damped trend", "theta"]
Kept = Mapping[str, float]
Make = Callable[[Numbers, int, Kept | None], tuple[Numbers, Kept]]

LEVEL = 0.8
"""How many of the outcomes an interval is meant to hold."""

LEAST: dict[Step, int] = {"month": 18, "quarter": 14, "year": 12}
"""How many periods without a gap a trajectory needs."""

_LEAST_ITEMS = 3.0
_LEAST_START = 8
_LEAST_ERRORS = 6
_MOST_ORIGINS = 30
_BETTER = 0.95
_REFIT = 4

_BEGIN = ("initial_level", "initial_trend")
_PARAMETERS = (*_BEGIN, "smoothing_level", "smoothing_trend", "damping_trend")


@dataclass(frozen=True)
class Trajectory:
    """A share's likely course, how it was made, and how good such courses were before.

    `forecast` and `unchanged` are shares with `LEVEL` intervals for the coming periods: by the
    method used, and by letting the last share stand. `error` and `unchanged_error` are their mean
    absolute scaled errors over rolling origins (Hyndman and Koehler 2006), each origin's method
    chosen by what was known then. `coverage` is the share of earlier intervals, made the same way,
    that held what came. `refusal` says why there is none.
    """

    method: Method
    forecast: tuple[Estimate, ...]
    unchanged: tuple[Estimate, ...]
    error: float | None
    unchanged_error: float | None
    coverage: Estimate
    origins: int = 0
    refusal: str = ""

    def sentence(self) -> str:
        """What the forecast is worth, in words."""
        if self.refusal:
            return self.refusal
        if self.method == "no change":
            return (
                f"No method forecast this better than letting the last share stand, over"
                f" {self.origins} earlier starts; so that is what is shown."
            )
        return (
            f"Over {self.origins} earlier starts the {self.method} forecast was off by"
            f" {self.error or 0:.2f}, letting the last share stand by"
            f" {self.unchanged_error or 0:.2f} (in units of the usual step)."
        )


def trajectory(line: ShareLine, ahead: int, by: Step) -> Trajectory:
    """Forecast a share from the periods since its last gap.

    Shares are forecast as arcsines of their roots, which keeps them between 0 and 1 and their
    errors alike (Anscombe 1948). An interval reaches as far as that share of the earlier errors
    did (split conformal prediction, Vovk, Gammerman and Shafer 2005), so it promises no more than
    was kept.
    """
    counted, items = _since_last_gap(line)
    why = _too_thin(counted, items, by)
    if why:
        return _refused(why)
    values = np.arcsin(np.sqrt((counted + 0.375) / (items + 0.75)))
    starts = range(max(_LEAST_START, len(values) - _MOST_ORIGINS), len(values))
    forecasts = {name: _rolled(values, starts, ahead, make) for name, make in METHODS.items()}
    came = np.array([_padded(values[start : start + ahead], ahead) for start in starts])
    errors = {name: came - forecast for name, forecast in forecasts.items()}
    method, used = _judged(errors)
    forecast = _shares(METHODS[method](values, ahead, None)[0], _reach(used, len(starts)))
    unchanged = _shares(np.repeat(values[-1], ahead), _reach(errors["no change"], len(starts)))
    unit = float(np.abs(np.diff(values)).mean()) or 1.0
    return Trajectory(
        method,
        forecast,
        forecast if method == "no change" else unchanged,
        _off(used) / unit,
        _off(errors["no change"]) / unit,
        _coverage(used),
        len(starts),
    )


def _judged(errors: Mapping[Method, Numbers]) -> tuple[Method, Numbers]:
    """The method to use, and the errors of always using what seemed best at the time.

    Where choosing so was not clearly better than no change, no change is used.
    """
    starts = len(errors["no change"])
    chosen = [_chosen(errors, i) for i in range(starts + 1)]
    used = np.array([errors[chosen[i]][i] for i in range(starts)])
    if _off(used) < _BETTER * _off(errors["no change"]):
        return chosen[-1], used
    return "no change", errors["no change"]


def _off(errors: Numbers) -> float:
    return float(np.nanmean(np.abs(errors)))


def _since_last_gap(line: ShareLine) -> tuple[Numbers, Numbers]:
    silent = np.flatnonzero(line.items == 0)
    start = silent[-1] + 1 if len(silent) else 0
    return line.counted[start:], line.items[start:]


def _too_thin(counted: Numbers, items: Numbers, by: Step) -> str:
    if len(items) < LEAST[by]:
        return (
            f"Only {many(len(items), by)} without a gap are known, and a trajectory needs"
            f" {many(LEAST[by], by)}: none is given."
        )
    if counted.mean() < _LEAST_ITEMS:
        return (
            f"It stands in {counted.mean():.1f} items a {by} on average, and a trajectory needs"
            f" {_LEAST_ITEMS:g} or more: none is given."
        )
    return ""


def _refused(why: str) -> Trajectory:
    return Trajectory("no change", (), (), None, None, share_of(0, 0), 0, why)


def _rolled(values: Numbers, starts: range, ahead: int, make: Make) -> Numbers:
    """Forecasts from each start, their parameters fitted anew at every fourth."""
    found, kept = [], None
    for number, start in enumerate(starts):
        forecast, kept = make(values[:start], ahead, kept if number % _REFIT else None)
        found.append(forecast)
    return np.array(found)


def _padded(came: Numbers, ahead: int) -> Numbers:
    return np.concatenate([came, np.full(ahead - len(came), np.nan)])


def _chosen(errors: Mapping[Method, Numbers], start: int) -> Method:
    """The method with the least error at earlier starts whose outcome was known by then.

    Another than no change must be clearly better, over several starts.
    """
    if start < _LEAST_ERRORS:
        return "no change"
    off = {name: _known_error(found, start) for name, found in errors.items()}
    best = min(off, key=lambda name: off[name])
    return best if off[best] < _BETTER * off["no change"] else "no change"


def _known_error(errors: Numbers, start: int) -> float:
    """The mean absolute error of starts before one, as far as their outcome had come by then."""
    return _off(_known(errors, start))


def _known(errors: Numbers, start: int) -> Numbers:
    rows, columns = np.indices(errors[:start].shape)
    return np.where(rows + columns < start, errors[:start], np.nan)


def _reach(errors: Numbers, start: int) -> Numbers:
    """How far an interval reaches at each step ahead; never less than at the step before."""
    known = np.abs(_known(errors, start))
    reach = [_quantile(column[~np.isnan(column)]) for column in known.T]
    return np.maximum.accumulate(reach)


def _quantile(off: Numbers) -> float:
    """The error that LEVEL of new ones stay below, if they are like these (conformal rank)."""
    if not len(off):
        return 0.0
    rank = min(len(off), ceil((len(off) + 1) * LEVEL))
    return float(np.sort(off)[rank - 1])


def _coverage(errors: Numbers) -> Estimate:
    """How often intervals made from errors before a start held what came after it."""
    held = [
        abs(errors[start, step]) <= _reach(errors, start)[step]
        for start in range(_LEAST_ERRORS + errors.shape[1], len(errors))
        for step in range(errors.shape[1])
        if not np.isnan(errors[start, step])
    ]
    return share_of(int(sum(held)), len(held))


def _shares(values: Numbers, reach: Numbers) -> tuple[Estimate, ...]:
    return tuple(
        Estimate("share", _back(value), low=_back(value - off), high=_back(value + off))
        for value, off in zip(values.tolist(), reach.tolist(), strict=True)
    )


def _back(value: float) -> float:
    return float(np.sin(min(np.pi / 2, max(0.0, value))) ** 2)


def _unchanged(values: Numbers, ahead: int, _: Kept | None) -> tuple[Numbers, Kept]:
    return np.repeat(values[-1], ahead), {}


def _damped(values: Numbers, ahead: int, kept: Kept | None) -> tuple[Numbers, Kept]:
    """Exponential smoothing with a trend that tires (Gardner and McKenzie 1985)."""
    from statsmodels.tsa.holtwinters import Holt

    return _smoothed(partial(Holt, values, damped_trend=True), ahead, kept)


def _theta(values: Numbers, ahead: int, kept: Kept | None) -> tuple[Numbers, Kept]:
    """The theta method (Assimakopoulos and Nikolopoulos 2000).

    It is simple exponential smoothing with half the slope of a straight line added on the way
    (Hyndman and Billah 2003, doi:10.1016/S0169-2070(01)00143-1).
    """
    from statsmodels.tsa.holtwinters import SimpleExpSmoothing

    level, kept = _smoothed(partial(SimpleExpSmoothing, values), ahead, kept)
    slope = np.polyfit(np.arange(len(values)), values, 1)[0]
    weight = max(1e-6, kept["smoothing_level"])
    started = (1 - (1 - weight) ** len(values)) / weight
    return level + slope / 2 * (np.arange(ahead) + started), kept


def _smoothed(model: Callable[..., Any], ahead: int, kept: Kept | None) -> tuple[Numbers, Kept]:
    """A forecast with parameters fitted now, or with those kept from an earlier fit."""
    with catch_warnings():
        simplefilter("ignore")  # a fit that did not converge is judged by its errors like any other
        if kept is None:
            fitted = model(initialization_method="estimated").fit()
        else:
            begin = {name: kept[name] for name in _BEGIN if name in kept}
            weights = {name: kept[name] for name in kept if name not in _BEGIN}
            fitted = model(initialization_method="known", **begin).fit(**weights, optimized=False)
        forecast = np.asarray(fitted.forecast(ahead), dtype=np.float64)
    told = {name: fitted.params[name] for name in _PARAMETERS}
    # What a method does not use is there all the same, as nothing or as not a number.
    return forecast, {name: float(one) for name, one in told.items() if _is_number(one)}


def _is_number(one: float | None) -> bool:
    return one is not None and not np.isnan(one)


METHODS: Mapping[Method, Make] = {
    "no change": _unchanged,
    "damped trend": _damped,
    "theta": _theta,
}
"""Forecasts by name: values, how many ahead, parameters kept → the forecast, its parameters."""
