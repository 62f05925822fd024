"""Phrases that join topics up: how evenly their items spread over topics, and whether more so."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from theodolite.evidence.estimate import Estimate
from theodolite.horizon.trends.choices import WINDOWS, TrendSettings
from theodolite.horizon.trends.comparing import rejected
from theodolite.horizon.trends.counts import Series
from theodolite.horizon.trends.looks import spans

Numbers = NDArray[np.float64]

_LEAST_LINKS = 10
_MOST_TOPICS = 3


@dataclass(frozen=True)
class Bridge:
    """A series whose items join topics: its participation now and before, and the main topics.

    `grows` says whether it joins them more evenly than before, allowing for how many were looked
    at; `p_value` is of that growth alone.
    """

    names: tuple[str, ...]
    now: Estimate
    before: Estimate
    topics: tuple[str, ...]
    items: int
    p_value: float
    grows: bool


def participation(links: Numbers) -> tuple[Numbers, Numbers]:
    """The participation coefficient 1 − Σ(k_s/k)² of each row, and its standard error.

    Guimerà and Amaral (2005, doi:10.1038/nature03288). A small k makes the plain formula too low,
    so each pair of links is drawn without putting back: 1 − Σ k_s(k_s − 1) / (k(k − 1)), whose
    variance is Simpson's (1949, doi:10.1038/163688a0). 0: all in one topic.

    >>> evenness, _ = participation(np.array([[6.0, 0.0], [3.0, 3.0]]))
    >>> evenness.round(2).tolist()
    [0.0, 0.6]
    """
    total = links.sum(axis=1)
    pairs = np.where(total > 1, total * (total - 1), np.nan)
    share = links / np.where(total > 0, total, np.nan)[:, None]
    squares, cubes = (share**2).sum(axis=1), (share**3).sum(axis=1)
    value = 1 - (links * (links - 1)).sum(axis=1) / pairs
    variance = (
        4 * total * (total - 1) * (total - 2) * cubes
        + 2 * pairs * squares
        - 2 * pairs * (2 * total - 3) * squares**2
    ) / pairs**2
    return value, np.sqrt(np.maximum(variance, 0.0))


def bridges(
    series: Series, topics: Series, settings: TrendSettings, *, since: int = 0
) -> tuple[Bridge, ...]:
    """Series that join topics more than they did, surest first, then those that join most.

    Topics as series of their own join the other topics that their items lie in.
    """
    period = series.known.periods - 1
    window, history = spans(period, WINDOWS[settings.by][-1], settings, since)
    now, before = (_links(series, topics, span) for span in (window, history))
    if series is topics:
        np.fill_diagonal(now, 0.0)
        np.fill_diagonal(before, 0.0)
    enough = np.flatnonzero(
        (now.sum(axis=1) >= _LEAST_LINKS) & (before.sum(axis=1) >= _LEAST_LINKS)
    )
    if not len(enough):
        return ()
    is_now, off_now = participation(now[enough])
    was, off_was = participation(before[enough])
    chance = 1 - ndtr((is_now - was) / np.sqrt(off_now**2 + off_was**2 + 1e-12))
    grows = rejected(chance, settings.false_alarms)
    order = np.lexsort((enough, -is_now, chance))[: settings.told]
    names = [name[0] for name in topics.names]
    return tuple(
        Bridge(
            series.names[enough[i]],
            _estimate(is_now[i], off_now[i], now[enough[i]]),
            _estimate(was[i], off_was[i], before[enough[i]]),
            _main(names, now[enough[i]]),
            int(now[enough[i]].sum()),
            float(chance[i]),
            bool(grows[i]),
        )
        for i in order
    )


def _links(series: Series, topics: Series, span: range) -> Numbers:
    known = series.known
    inside = np.flatnonzero((known.period >= span.start) & (known.period < span.stop))
    within = series.uses[:, inside].astype(np.float64)
    return np.asarray((within @ topics.uses[:, inside].T.astype(np.float64)).toarray())


def _estimate(value: float, error: float, links: Numbers) -> Estimate:
    reach = NormalDist().inv_cdf(0.975) * float(error)
    low, high = max(0.0, float(value) - reach), min(1.0, float(value) + reach)
    return Estimate("mean", float(value), int(links.sum()), low=low, high=high, decimals=2)


def _main(names: Sequence[str], links: Numbers) -> tuple[str, ...]:
    order = np.argsort(-links, kind="stable")[:_MOST_TOPICS]
    return tuple(names[i] for i in order if links[i] > 0)
