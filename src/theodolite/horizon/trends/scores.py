"""Classical scores of emergence, and what a learned one is trained on."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

FAST, SLOW = 2, 6
"""Over how many periods the two moving averages of MACD look back."""

_SMALL = 0.05
"""Added to shares per thousand, so that none is divided by zero."""


@dataclass(frozen=True)
class Shares:
    """Counts of series by period, and all items of each: only periods that hold any."""

    counted: Numbers
    items: Numbers

    def per_thousand(self) -> Numbers:
        """Items in a thousand."""
        return np.asarray(1000 * self.counted / self.items)


def macd(shares: Shares) -> Numbers:
    """How far a short moving average stands above a long one, by the root of the highest share.

    After Tattershall, Nenadic and Stevens (2020), doi:10.1007/s11192-020-03463-9.
    """
    thousandths = shares.per_thousand()
    highest = thousandths.max(axis=1)
    return np.asarray(
        (_average(thousandths, FAST) - _average(thousandths, SLOW)) / np.sqrt(highest + 0.1)
    )


def _average(values: Numbers, span: int) -> Numbers:
    weight, now = 2 / (span + 1), values[:, 0].copy()
    for column in values.T[1:]:
        now = weight * column + (1 - weight) * now
    return now


def poisson_z(shares: Shares) -> Numbers:
    """How far the last two periods lie above all before, in standard deviations of a count."""
    recent, items = shares.counted[:, -2:].sum(axis=1), shares.items[-2:].sum()
    past = shares.counted[:, :-2].sum(axis=1) / max(1.0, float(shares.items[:-2].sum()))
    return np.asarray((recent - past * items) / np.sqrt(past * items + 1))


def visibility_growth(shares: Shares) -> Numbers:
    """How far the last share lies above the median of the five before it, as a logarithm.

    After the growth of visibility of Yoon (2012, doi:10.1016/j.eswa.2012.04.059).
    """
    thousandths = shares.per_thousand()
    before = np.median(thousandths[:, -6:-1], axis=1)
    return np.asarray(np.log((thousandths[:, -1] + _SMALL) / (before + _SMALL)))


def burst_weight(shares: Shares, *, times: float = 2.0, gamma: float = 1.0) -> Numbers:
    """The weight of the burst that a series is in at the end, 0 if in none (Kleinberg 2003).

    Two states, doi:10.1023/A:1024940629314: a series uses its mean share or `times` as much, and
    entering a burst costs `gamma` · ln(periods). The cheapest path through both is found for every
    series at once; the weight is what the last stay in the burst saves.
    """
    counted, items = shares.counted, shares.items
    mean = np.clip(counted.sum(axis=1) / items.sum(), 1e-12, 0.5)
    quiet = _cost(counted, items, mean)
    busy = _cost(counted, items, np.minimum(0.9999, times * mean))
    toll = gamma * np.log(max(2, len(items)))
    low, high, weight = quiet[:, 0], busy[:, 0] + toll, np.maximum(0, quiet[:, 0] - busy[:, 0])
    for now in range(1, len(items)):
        enters = low + toll < high
        gained = quiet[:, now] - busy[:, now]
        weight = np.where(enters, 0.0, weight) + gained
        low, high = (
            np.minimum(low, high) + quiet[:, now],
            np.where(enters, low + toll, high) + busy[:, now],
        )
    return np.where((high < low) & (counted.sum(axis=1) > 0), np.maximum(weight, 0.0), 0.0)


def _cost(counted: Numbers, items: Numbers, share: Numbers) -> Numbers:
    share = share[:, None]
    return np.asarray(-(counted * np.log(share) + (items - counted) * np.log1p(-share)))


FEATURES = (
    "items of late",
    "growth over three periods before",
    "growth over everything before",
    "last step",
    "age",
    "slope over five periods",
    "bend over five periods",
    "Poisson z",
    "MACD",
    "burst",
    "growth of visibility",
)
"""What the learned score looks at, in the order of the columns of `features`."""


def features(shares: Shares) -> Numbers:
    """Series × FEATURES: everything known at the end of the last period, nothing later."""
    thousandths = shares.per_thousand()
    late = thousandths[:, -2:].mean(axis=1)
    lately = np.arange(min(5, thousandths.shape[1]))
    bends = np.polyfit(lately, thousandths[:, -5:].T, min(2, len(lately) - 1))[0]
    columns = (
        np.log1p(shares.counted[:, -2:].sum(axis=1)),
        _growth(late, thousandths[:, -5:-2].mean(axis=1)),
        _growth(late, thousandths[:, :-2].mean(axis=1)),
        _growth(thousandths[:, -1], thousandths[:, -2]),
        thousandths.shape[1] - np.argmax(shares.counted > 0, axis=1),
        np.polyfit(lately, thousandths[:, -5:].T, 1)[0],
        bends,
        poisson_z(shares),
        macd(shares),
        burst_weight(shares),
        visibility_growth(shares),
    )
    return np.stack([np.asarray(one, dtype=np.float64) for one in columns], axis=1)


def _growth(now: Numbers, before: Numbers) -> Numbers:
    return np.asarray(np.log((now + _SMALL) / (before + _SMALL)))
