"""One sort of series searched from end to end: its looks, its alerts, its track record."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from theodolite.horizon.trends.choices import TrendSettings
from theodolite.horizon.trends.counts import Series
from theodolite.horizon.trends.found import Alert, Course, Direction, Emerging, Records, Sort
from theodolite.horizon.trends.grouping import grouped
from theodolite.horizon.trends.growth import likely_growth
from theodolite.horizon.trends.looks import Look, Sign, spans
from theodolite.horizon.trends.periods import label
from theodolite.horizon.trends.progress import Progress, unseen
from theodolite.horizon.trends.scores import (
    Shares,
    burst_weight,
    macd,
    poisson_z,
    visibility_growth,
)
from theodolite.horizon.trends.shares import ShareLine, spread_between, steady_strata
from theodolite.horizon.trends.track import TrackRecord, replay, track_record
from theodolite.horizon.trends.trajectories import trajectory
from theodolite.horizon.trends.variants import NEARLY

_MOST_ITEMS = 10
_MOST_NAMES = 8


@dataclass(frozen=True)
class Searched:
    """What was found among series of one sort; `untold` counts alerts beyond those told."""

    sort: Sort
    series: Series
    looks: tuple[Look, ...]
    alerts: tuple[Alert, ...]
    emerging: tuple[Emerging, ...]
    records: Records
    untold: dict[Direction, int]
    since: int


def search(
    sort: Sort,
    series: Series,
    settings: TrendSettings,
    *,
    codes: Sequence[str] = (),
    since: int = 0,
    progress: Progress = unseen,
) -> Searched:
    """Replay every look, judge earlier alerts, and tell those of the last period."""
    looks = replay(series, settings, since=since, progress=progress)
    rising = track_record(series, looks, settings, rises=True, since=since)
    fading = track_record(series, looks, settings, rises=False, since=since)
    growth = likely_growth(series, settings, since=since)
    now = looks[-1] if looks and looks[-1].period == series.known.periods - 1 else None
    records = Records(sort, len(series.names), now.tested if now else 0, rising, fading, growth)
    found = Searched(sort, series, tuple(looks), (), (), records, {}, since)
    told = [*_told(found, "rising", codes, settings), *_told(found, "fading", codes, settings)]
    signs = {"rising": now.rising if now else (), "fading": now.fading if now else ()}
    untold: dict[Direction, int] = {
        direction: len(_groups(found, signs[direction])) - _number(told, direction)
        for direction in ("rising", "fading")
    }
    emerging = tuple(
        Emerging(
            sort, series.names[one.series][0], series.names[one.series][1:_MOST_NAMES], one.score
        )
        for one in growth.candidates
    )
    return replace(found, alerts=tuple(told), untold=untold, emerging=emerging)


def course(found: Searched, number: int, settings: TrendSettings, code: str = "") -> Course:
    """One series over all its periods, with its trajectory and the marks of its alerts."""
    line = line_of(found.series, number, found.since)
    first = found.series.known.first + found.series.known.periods
    ahead = tuple(label(first + i, settings.by) for i in range(settings.ahead))
    later = ShareLine(line.counted[found.since :], line.items[found.since :], line.spread)
    return Course(
        found.sort,
        found.series.names[number][0],
        line.estimates(),
        ahead,
        trajectory(later, settings.ahead, settings.by),
        tuple(_marks(found, number)),
        code,
    )


def line_of(series: Series, number: int, since: int = 0) -> ShareLine:
    """A series over time within the sources that were there all along."""
    periods = series.known.periods
    counts = series.counts(periods - 1).of(np.array([number]))
    steady = steady_strata(counts.items, since, periods)
    items = counts.items[steady].sum(axis=0)
    counted = counts.by_period(steady)[0]
    return ShareLine(counted, items, spread_between(counted[since:], items[since:]))


def _marks(found: Searched, number: int) -> Iterator[tuple[int, Direction]]:
    """Periods in which a rise or a fall was told that was not told in the look before."""
    was: dict[Direction, bool] = {"rising": False, "fading": False}
    for one in found.looks:
        signs: dict[Direction, tuple[Sign, ...]] = {"rising": one.rising, "fading": one.fading}
        for direction, told in signs.items():
            is_told = any(sign.series == number for sign in told)
            if is_told and not was[direction]:
                yield one.period, direction
            was[direction] = is_told


def _number(alerts: Iterable[Alert], direction: Direction) -> int:
    return sum(1 for one in alerts if one.direction == direction)


def _groups(found: Searched, signs: Sequence[Sign]) -> list[list[Sign]]:
    """Signs that rest on the same items as one; topics overlap by nature and stay apart."""
    if found.sort != "phrase":
        return [[sign] for sign in signs]
    return grouped(found.series, found.series.known.periods - 1, signs)


def _told(
    found: Searched, direction: Direction, codes: Sequence[str], settings: TrendSettings
) -> Iterator[Alert]:
    last = found.series.known.periods - 1
    if not found.looks or found.looks[-1].period != last:
        return
    now = found.looks[-1]
    record = found.records.rising if direction == "rising" else found.records.fading
    signs = now.rising if direction == "rising" else now.fading
    groups = _groups(found, signs)
    # The bound is on signs: true ones flow together into few groups, false ones may each stay one.
    chance = min(settings.false_alarms * len(signs), float(len(groups)))
    for group in groups[: settings.told]:
        alert = _alert(found, group, direction, record, settings, codes=codes)
        yield replace(alert, false_alarms=chance)


def _alert(
    found: Searched,
    group: Sequence[Sign],
    direction: Direction,
    record: TrackRecord,
    settings: TrendSettings,
    *,
    codes: Sequence[str],
) -> Alert:
    sign, series = group[0], found.series
    window, history = spans(series.known.periods - 1, sign.window, settings, found.since)
    line = line_of(series, sign.series, found.since)
    names = _names(series, group)
    return Alert(
        sort=found.sort,
        direction=direction,
        name=names[0],
        also=tuple(dict.fromkeys(names))[1:_MOST_NAMES],
        window=sign.window,
        share=line.estimate(window.start, window.stop),
        history=line.estimate(history.start, history.stop),
        expected=sign.expected,
        ratio=sign.ratio,
        p_value=sign.p_value,
        raised=_raised(found, sign.series, direction, settings),
        scores=_scores(line),
        held=record.held,
        hit=record.hit,
        lead=record.lead,
        items=_newest(series, sign, window),
        code=codes[sign.series] if codes else "",
    )


def _names(series: Series, group: Sequence[Sign]) -> list[str]:
    """All names of a group, the longest of those nearly as common as the surest first."""
    enough = [one for one in group if one.recent >= NEARLY * group[0].recent]
    best = max(enough, key=lambda one: series.names[one.series][0].count(" "))
    ordered = [best, *(one for one in group if one is not best)]
    return [name for one in ordered for name in series.names[one.series]]


def _raised(found: Searched, number: int, direction: Direction, settings: TrendSettings) -> str:
    periods = [period for period, which in _marks(found, number) if which == direction]
    return label(found.series.known.first + periods[-1], settings.by)


def _scores(line: ShareLine) -> dict[str, float]:
    told = line.items > 0
    shares = Shares(line.counted[None, told], line.items[told])
    if told.sum() < 3:
        return {}
    named = {
        "poisson z": poisson_z,
        "macd": macd,
        "burst": burst_weight,
        "growth of visibility": visibility_growth,
    }
    return {name: round(float(score(shares)[0]), 3) for name, score in named.items()}


def _newest(series: Series, sign: Sign, window: range) -> tuple[str, ...]:
    known, uses = series.known, series.uses
    items = uses.indices[uses.indptr[sign.series] : uses.indptr[sign.series + 1]]
    inside = sorted((int(i) for i in items if known.period[i] >= window.start), reverse=True)
    return tuple(known.items[i].identity for i in inside[:_MOST_ITEMS])
