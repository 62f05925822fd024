"""Which series are likely to multiply soon: a score trained on what earlier looks led to."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from theodolite.evidence.estimate import Estimate, share_of
from theodolite.horizon.trends.choices import TrendSettings
from theodolite.horizon.trends.comparing import compare
from theodolite.horizon.trends.counts import Series
from theodolite.horizon.trends.scores import Shares, features

LEAST_HITS = 20
"""A score is trained on no fewer outcomes of either kind."""

_LEAST_PERIODS = 6
_MOST_TESTS = 12
_MOST_LESSONS = 36
_AHEAD = 3


@dataclass(frozen=True)
class Candidate:
    """A series that may multiply, and its trained score: an order, not a probability."""

    series: int
    score: float


@dataclass(frozen=True)
class Growth:
    """The likeliest to grow, and how such lists did before.

    `precision` is the share of hits among the first so many of earlier lists, each made with a
    score trained only on outcomes that were known by then; `base` the share of hits among all
    candidates. `refusal` says why there is no list.
    """

    candidates: tuple[Candidate, ...]
    precision: Estimate
    base: Estimate
    tests: int
    refusal: str = ""


@dataclass(frozen=True)
class _Lesson:
    """Candidates of one period, what was known of them, and which were hits (if known today)."""

    period: int
    series: NDArray[np.int64]
    known: NDArray[np.float64]
    is_hit: NDArray[np.bool_] | None


def likely_growth(series: Series, settings: TrendSettings, *, since: int = 0) -> Growth:
    """Rank candidates of the last period by a logistic score trained on earlier ones.

    A candidate stands in `least_recent` items of the last two periods; a hit has at least
    `hit_growth` times that share two and three periods later, on `hit_items` or more.
    """
    start, last = since + _LEAST_PERIODS, series.known.periods - 1
    start = max(start, last - _MOST_LESSONS - _AHEAD)
    lessons = [_lesson(series, period, settings) for period in range(start, last + 1)]
    told = [one for one in lessons if one is not None]
    judged = [one for one in told if one.is_hit is not None]
    if not told or told[-1].period != last:
        return _refused("The last period holds nothing to rank, or too little came before it.")
    judged = judged[-_MOST_LESSONS:]
    hits = _hits(judged)
    if min(hits.sum(), (~hits).sum()) < LEAST_HITS:
        return _refused(
            f"Only {int(hits.sum())} of {len(hits):,} earlier candidates grew"
            f" {settings.hit_growth:g} times, and a score is trained on {LEAST_HITS} or more."
            " Rely on the rising ones, or look at a longer stream."
        )
    chances = _chances(judged, told[-1])
    order = np.argsort(-chances, kind="stable")[: settings.told]
    precision, tests = _tested(judged, settings.told)
    found = tuple(Candidate(int(told[-1].series[i]), float(chances[i])) for i in order)
    base = share_of(int(hits.sum()), len(hits))
    why = _no_better(precision, base)
    return Growth(() if why else found, precision, base, tests, why)


def _no_better(precision: Estimate, base: Estimate) -> str:
    """Why a list is not told: earlier ones could not be judged, or were no better than chance."""
    if not precision.base:
        return "No earlier list can be judged yet, so none is told."
    if (precision.low or 0.0) <= (base.value or 0.0):
        return (
            f"Of the first of earlier lists {precision.count} in {precision.base} grew, which is"
            " not clearly more often than any candidate did, so no list is told."
        )
    return ""


def _refused(why: str) -> Growth:
    return Growth((), share_of(0, 0), share_of(0, 0), 0, why)


def _lesson(series: Series, period: int, settings: TrendSettings) -> _Lesson | None:
    counts = series.counts(period)
    by_period, items = counts.by_period()[:, : period + 1], counts.items.sum(axis=0)[: period + 1]
    told = np.flatnonzero(items > 0)
    if len(told) < _LEAST_PERIODS or told[-1] != period:
        return None
    recent = by_period[:, told[-2:]].sum(axis=1)
    chosen = np.flatnonzero(recent >= settings.least_recent)
    if not len(chosen):
        return None
    known = features(Shares(by_period[np.ix_(chosen, told)], items[told]))
    return _Lesson(period, chosen, known, _outcome(series, period, chosen, settings))


def _outcome(
    series: Series, period: int, chosen: NDArray[np.int64], settings: TrendSettings
) -> NDArray[np.bool_] | None:
    today = series.known.periods - 1
    later = range(period + 2, period + _AHEAD + 1)
    counts = series.counts(today)
    if later.stop > today + 1 or not counts.items[:, later.start : later.stop].any():
        return None
    found = compare(
        counts.of(chosen).windows(later, range(period - 1, period + 1)), np.ones(len(chosen))
    )
    grew = np.nan_to_num(found.ratio, nan=0.0) >= settings.hit_growth
    return np.asarray(grew & (found.recent >= settings.hit_items))


def _hits(lessons: Sequence[_Lesson]) -> NDArray[np.bool_]:
    known = [one.is_hit for one in lessons if one.is_hit is not None]
    return np.concatenate(known) if known else np.zeros(0, dtype=bool)


def _chances(lessons: Sequence[_Lesson], of: _Lesson) -> NDArray[np.float64]:
    from sklearn.linear_model import LogisticRegression

    known = np.concatenate([one.known for one in lessons])
    middle, width = known.mean(axis=0), known.std(axis=0) + 1e-9
    model = LogisticRegression(C=0.3, max_iter=500)
    model.fit((known - middle) / width, _hits(lessons))
    return np.asarray(model.predict_proba((of.known - middle) / width)[:, 1])


def _tested(lessons: Sequence[_Lesson], told: int) -> tuple[Estimate, int]:
    """Hits among the first of each earlier list that could have been trained when it was made."""
    right = made = tests = 0
    for lesson in lessons[-_MOST_TESTS:]:
        before = [one for one in lessons if one.period + _AHEAD <= lesson.period]
        hits = _hits(before)
        if lesson.is_hit is None or min(hits.sum(), (~hits).sum()) < LEAST_HITS:
            continue
        first = np.argsort(-_chances(before, lesson), kind="stable")[:told]
        right, made, tests = right + int(lesson.is_hit[first].sum()), made + len(first), tests + 1
    return share_of(right, made), tests
