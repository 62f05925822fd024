"""How far two shares or two means lie apart, with intervals: other people, or the same again."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from theodolite.evidence.intervals import wilson

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Difference:
    """The first minus the second, its 95 % interval, and the chance of such a one by luck alone.

    `low`, `high` and `p` are None where there are too few answers to tell.
    """

    value: float
    low: float | None
    high: float | None
    p: float | None


def share_difference(count: int, base: int, other_count: int, other_base: int) -> Difference:
    """Compare the shares of different people.

    The interval is Newcombe's hybrid of two score intervals (1998a, method 10); `p` that of the
    score test with one common share, two-sided.

    >>> found = share_difference(56, 70, 48, 80)
    >>> round(found.value, 4), round(found.low, 4), round(found.high, 4), round(found.p, 4)
    (0.2, 0.0524, 0.3339, 0.008)
    """
    share, other = count / base, other_count / other_base
    (low, high), (other_low, other_high) = wilson(count, base), wilson(other_count, other_base)
    value = share - other
    return Difference(
        value,
        value - math.hypot(share - low, other_high - other),
        value + math.hypot(high - share, other - other_low),
        _score_p(value, (count + other_count) / (base + other_base), 1 / base + 1 / other_base),
    )


def _score_p(value: float, common: float, inverse_bases: float) -> float:
    from scipy.stats import norm

    spread = math.sqrt(common * (1 - common) * inverse_bases)
    return 1.0 if spread == 0 else 2 * float(norm.sf(abs(value) / spread))


def paired_share_difference(both: int, only: int, other_only: int, neither: int) -> Difference:
    """Compare two shares of the same people: those who answered yes in both, one, or neither.

    The interval is Newcombe's for paired shares (1998b, method 10), with the correlation
    corrected for continuity; `p` is McNemar's exact test.

    >>> found = paired_share_difference(20, 12, 2, 16)
    >>> round(found.value, 4), round(found.low, 4), round(found.high, 4), round(found.p, 4)
    (0.2, 0.0562, 0.3292, 0.0129)
    """
    from scipy.stats import binomtest

    people = both + only + other_only + neither
    share, other = (both + only) / people, (both + other_only) / people
    low, high = wilson(both + only, people)
    other_low, other_high = wilson(both + other_only, people)
    correlation = _correlation(both, only, other_only, neither)
    value = share - other
    changed = only + other_only
    return Difference(
        value,
        value - _joined(share - low, other_high - other, correlation),
        value + _joined(high - share, other - other_low, correlation),
        float(binomtest(only, changed).pvalue) if changed else 1.0,
    )


def _correlation(both: int, only: int, other_only: int, neither: int) -> float:
    margins = (both + only) * (other_only + neither) * (both + other_only) * (only + neither)
    if margins == 0:
        return 0.0
    product = float(both * neither - only * other_only)
    if product > 0:
        product = max(0.0, product - (both + only + other_only + neither) / 2)
    return product / math.sqrt(margins)


def _joined(one: float, other: float, correlation: float) -> float:
    """The length of two errors together; rounding must not make a square negative."""
    return math.sqrt(max(0.0, one * one - 2 * correlation * one * other + other * other))


def mean_difference(values: Numbers, others: Numbers) -> Difference:
    """Compare the means of different people, whose answers need not spread alike (Welch 1947).

    >>> found = mean_difference(np.array([6.0, 7, 8, 9]), np.array([5.0, 6, 6, 7]))
    >>> round(found.value, 2), round(found.low, 2), round(found.high, 2), round(found.p, 2)
    (1.5, -0.46, 3.46, 0.11)
    """
    value = _mean(values) - _mean(others)
    if min(len(values), len(others)) < 2:
        return Difference(value, None, None, None)
    spread, other_spread = (float(np.var(one, ddof=1)) / len(one) for one in (values, others))
    if spread + other_spread == 0:
        return Difference(value, None, None, None)
    freedom = (spread + other_spread) ** 2 / (
        spread**2 / (len(values) - 1) + other_spread**2 / (len(others) - 1)
    )
    return _by_student(value, math.sqrt(spread + other_spread), freedom)


def paired_mean_difference(values: Numbers, others: Numbers) -> Difference:
    """Compare two answers of the same people, person by person (Student's paired t).

    >>> found = paired_mean_difference(np.array([6.0, 7, 8, 9]), np.array([5.0, 6, 6, 7]))
    >>> round(found.value, 2), round(found.low, 2), round(found.high, 2), round(found.p, 2)
    (1.5, 0.58, 2.42, 0.01)
    """
    changes = values - others
    if len(changes) < 2 or not np.ptp(changes):
        return Difference(_mean(changes), None, None, None)
    error = math.sqrt(float(np.var(changes, ddof=1)) / len(changes))
    return _by_student(_mean(changes), error, len(changes) - 1)


def _by_student(value: float, error: float, freedom: float) -> Difference:
    from scipy.stats import t

    reach = float(t.ppf(0.975, freedom)) * error
    return Difference(
        value, value - reach, value + reach, 2 * float(t.sf(abs(value) / error, freedom))
    )


def _mean(values: Numbers) -> float:
    """An exact sum, so that not even the last bit depends on the order of the respondents."""
    return math.fsum(values) / len(values)
