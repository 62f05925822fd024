"""How many there are in all, from two lists that overlap."""

import math
from dataclasses import dataclass

DOUBTED_ODDS = (0.5, 2.0)
"""The lists may be half or twice as dependent, as odds ratio, and we would not know it."""

_Z = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Recapture:
    """How many there may be, listed or not.

    `listed` are on at least one list, which is a lower bound whatever else holds. `estimate` adds
    those on neither, and `low` to `high` is its 95 % interval, if being on one list does not
    depend on being on the other.
    """

    listed: int
    estimate: float
    low: float
    high: float


def recapture(first: int, second: int, both: int, *, odds_ratio: float = 1.0) -> Recapture:
    """Estimate a total from the sizes of two lists and of their overlap.

    Chapman's estimator (1951), nearly unbiased; the interval is log-normal in the number not
    listed, so that it never falls below those who are (Burnham et al. 1987). `odds_ratio` is how
    much likelier one list makes the other: above 1 where those who answer once answer again, so
    that more are missed than the overlap suggests; below 1 where they do not. It multiplies the
    number not listed.

    >>> found = recapture(50, 40, 20)
    >>> found.listed, round(found.estimate, 1), round(found.low, 1), round(found.high, 1)
    (70, 98.6, 83.5, 130.6)
    """
    assert 0 <= both <= min(first, second), "an overlap is part of both lists"
    listed = first + second - both
    unlisted = (first - both) * (second - both) / (both + 1)
    if unlisted == 0:
        return Recapture(listed, float(listed), float(listed), float(listed))
    variance = (
        (first + 1) * (second + 1) * (first - both) * (second - both)
    ) / ((both + 1) ** 2 * (both + 2))  # fmt: skip
    factor = math.exp(_Z * math.sqrt(math.log(1 + variance / unlisted**2)))
    likely, least, most = (
        listed + odds_ratio * number for number in (unlisted, unlisted / factor, unlisted * factor)
    )
    return Recapture(listed, likely, least, most)
