"""One look at all series at the end of a period: which rise, which fade, and how surely."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from theodolite.horizon.trends.choices import WINDOWS, TrendSettings
from theodolite.horizon.trends.comparing import Compared, compare, rejected, spread_of
from theodolite.horizon.trends.counts import Counts, Series


@dataclass(frozen=True)
class Sign:
    """A series that rises or fades: by how much, over which window, on how many items.

    `p_value` allows for every window that was tried. `expected` is what its own history, source by
    source, leads to expect in the window.
    """

    series: int
    window: int
    recent: int
    expected: float
    ratio: float
    p_value: float


@dataclass(frozen=True)
class Look:
    """What was found at the end of a period: signs with the surest first, and how many tested."""

    period: int
    tested: int
    rising: tuple[Sign, ...]
    fading: tuple[Sign, ...]


@dataclass(frozen=True)
class _Tried:
    """Every window against its history: windows × series."""

    lengths: tuple[int, ...]
    compared: tuple[Compared, ...]


def look(series: Series, period: int, settings: TrendSettings, *, since: int = 0) -> Look | None:
    """Look at all series as known at the end of a period; None where too little was known then.

    `since` is the first period that may be compared with (labels from before a break may not).
    A series is tested if it stands in `least_known` items of the spans compared, whenever these
    appeared, so that what is tested does not depend on what is found.
    """
    counts = series.counts(period)
    if not counts.items[:, period].any():
        return None
    tried = _try(counts, period, settings, since)
    if not tried.lengths:
        return None
    known = np.max([one.recent + one.before for one in tried.compared], axis=0)
    is_tested = known >= settings.least_known
    rising = _signs(tried, is_tested, settings, rises=True)
    fading = _signs(tried, is_tested, settings, rises=False)
    return Look(period, int(is_tested.sum()), rising, fading)


def spans(period: int, length: int, settings: TrendSettings, since: int = 0) -> tuple[range, range]:
    """The window of so many periods that ends with one, and the history before it."""
    start = period - length + 1
    return range(start, period + 1), range(max(since, start - settings.history), max(since, start))


def _try(counts: Counts, period: int, settings: TrendSettings, since: int) -> _Tried:
    found = dict(_compared(counts, period, settings, since))
    return _Tried(tuple(found), tuple(found.values()))


def _compared(
    counts: Counts, period: int, settings: TrendSettings, since: int
) -> Iterator[tuple[int, Compared]]:
    items, by_period = counts.items.sum(axis=0), counts.by_period()
    for length in WINDOWS[settings.by]:
        recent, before = spans(period, length, settings, since)
        told = items[before.start : before.stop] > 0
        is_long_enough = told.sum() >= max(settings.least_history, length)
        if recent.start >= since and is_long_enough and items[recent.start : recent.stop].any():
            past = slice(before.start, before.stop)
            spread = spread_of(by_period[:, past], items[past])
            yield length, compare(counts.windows(recent, before), spread)


def _signs(
    tried: _Tried, is_tested: NDArray[np.bool_], settings: TrendSettings, *, rises: bool
) -> tuple[Sign, ...]:
    chances = np.array([one.rising if rises else one.fading for one in tried.compared])
    chances = np.where(
        [_is_worth(one, settings, rises=rises) for one in tried.compared], chances, 1
    )
    best = np.argmin(chances, axis=0)
    chance = np.minimum(1.0, chances.min(axis=0) * len(tried.lengths))
    tested = np.flatnonzero(is_tested)
    told = tested[rejected(chance[tested], settings.false_alarms)]
    signs = [_sign(int(one), tried, int(best[one]), float(chance[one])) for one in told]
    return tuple(sorted(signs, key=lambda sign: (sign.p_value, -sign.recent, sign.series)))


def _is_worth(one: Compared, settings: TrendSettings, *, rises: bool) -> NDArray[np.bool_]:
    """Whether a change is large enough to be told, however sure it may be."""
    if rises:
        enough = one.recent >= settings.least_recent
        return np.asarray(enough & ~(one.ratio < settings.least_ratio))
    enough = one.expected >= settings.least_recent
    return np.asarray(enough & (one.ratio <= 1 / settings.least_ratio))


def _sign(series: int, tried: _Tried, window: int, p_value: float) -> Sign:
    one = tried.compared[window]
    return Sign(
        series,
        tried.lengths[window],
        int(one.recent[series]),
        float(one.expected[series]),
        float(one.ratio[series]) if not np.isnan(one.ratio[series]) else float("inf"),
        p_value,
    )
