"""One number with everything needed to judge it."""

from dataclasses import dataclass
from typing import Literal

from theodolite.evidence.intervals import wilson

Unit = Literal["count", "share", "mean"]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value, its interval, the answers behind it, and whether it may be shown.

    `value` is a number of respondents (count), a fraction of 1 (share) or a mean in the question's
    own unit. `base` is the number of answers behind it; `count` is a share's numerator.
    A hidden estimate keeps no value: `value`, `count`, `low` and `high` are None. `decimals` is
    how many of them a mean may be written with.
    """

    unit: Unit
    value: float | None
    base: int | None = None
    count: int | None = None
    low: float | None = None
    high: float | None = None
    shown: bool = True
    decimals: int = 1


def count_of(count: int, base: int | None = None) -> Estimate:
    """A number of respondents, out of `base` who could have been counted.

    >>> estimate = count_of(21, 42)
    >>> estimate.value, estimate.base
    (21.0, 42)
    """
    return Estimate("count", float(count), base=base, count=count)


def share_of(count: int, base: int) -> Estimate:
    """A share of `base` answers, with its Wilson 95 % interval; no value where nobody was asked.

    >>> share_of(0, 0).value is None
    True
    >>> share_of(21, 46).value.__round__(3)
    0.457
    """
    if base == 0:
        return Estimate("share", None, base=0, count=0)
    low, high = wilson(count, base)
    return Estimate("share", count / base, base=base, count=count, low=low, high=high)


def mean_of(value: float | None, base: int) -> Estimate:
    """A mean over `base` answers, in the question's own unit."""
    return Estimate("mean", value, base=base)
