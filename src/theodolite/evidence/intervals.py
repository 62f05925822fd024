"""How far off a share may be."""

from math import sqrt
from statistics import NormalDist


def wilson(count: float, base: float, *, level: float = 0.95) -> tuple[float, float]:
    """The score interval of a share (Wilson 1927), which behaves for small bases and for 0 and 1.

    Its ends are the shares from which the count lies z standard errors away: the two solutions of
    a quadratic equation, (count + z²/2 ± z √(count (base − count) / base + z²/4)) / (base + z²).

    >>> [round(end, 4) for end in wilson(21, 46)]
    [0.3215, 0.5982]
    """
    z = NormalDist().inv_cdf((1 + level) / 2)
    middle = count + z**2 / 2
    reach = z * sqrt(count * (base - count) / base + z**2 / 4)
    low, high = (middle - reach) / (base + z**2), (middle + reach) / (base + z**2)
    # Rounding errors must not put an end on the wrong side of the share itself.
    return max(0.0, min(low, count / base)), min(1.0, max(high, count / base))
