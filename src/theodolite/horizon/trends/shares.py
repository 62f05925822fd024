"""Shares of items over time within sources that were there all along, with their intervals."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from theodolite.evidence.estimate import Estimate
from theodolite.evidence.intervals import wilson

_MEDIAN = 0.4549
"""The median of the square of a standard normal."""

_STEADY = 0.75
"""A source is steady where it sent items in so many of the periods in which any did."""


@dataclass(frozen=True)
class ShareLine:
    """One series by period: its items, all items of the same sources, and its clumping.

    `spread` is how much more than at random its counts vary; intervals are widened by its root.
    """

    counted: NDArray[np.float64]
    items: NDArray[np.float64]
    spread: float = 1.0

    def estimate(self, first: int, stop: int) -> Estimate:
        """The share over a span of periods; no value where no source said anything."""
        count = self.counted[first:stop].sum()
        base = self.items[first:stop].sum()
        return clumped_share(int(count), int(base), self.spread)

    def estimates(self) -> tuple[Estimate, ...]:
        """The share in each period."""
        return tuple(self.estimate(i, i + 1) for i in range(len(self.items)))


def clumped_share(count: int, base: int, spread: float) -> Estimate:
    """A share whose Wilson interval is as wide as that of a sample `spread` times smaller.

    >>> clumped_share(21, 46, 1.0).low.__round__(3), clumped_share(21, 46, 4.0).low.__round__(3)
    (0.322, 0.218)
    """
    if base == 0:
        return Estimate("share", None, base=0, count=0)
    low, high = wilson(count / spread, base / spread)
    return Estimate("share", count / base, base=base, count=count, low=low, high=high)


def spread_between(counted: NDArray[np.float64], items: NDArray[np.float64]) -> float:
    """How much more than at random a share changes from one period to the next (1: not at all).

    The median of squared standardised differences, by that of a squared normal: a step or a slow
    drift, which is what we look for, does not pass for clumping.
    """
    told = items > 0
    counted, items = counted[told], items[told]
    both, base = counted[1:] + counted[:-1], items[1:] + items[:-1]
    share = both / np.maximum(base, 1)
    usual = share * (1 - share) * (1 / np.maximum(items[1:], 1) + 1 / np.maximum(items[:-1], 1))
    used = usual > 0
    if not used.any():
        return 1.0
    steps = (counted[1:] / items[1:] - counted[:-1] / items[:-1])[used]
    return max(1.0, float(np.median(steps**2 / usual[used])) / _MEDIAN)


def steady_strata(items: NDArray[np.float64], first: int, stop: int) -> NDArray[np.bool_]:
    """Which strata were there through a span of periods; all of them if none was.

    `items` is strata × periods.
    """
    inside = items[:, first:stop]
    told = inside.sum(axis=0) > 0
    is_steady = (inside[:, told] > 0).mean(axis=1) >= _STEADY if told.any() else told[:0]
    if not is_steady.any():
        return np.ones(len(items), dtype=bool)
    return np.asarray(is_steady)
