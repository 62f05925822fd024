"""How far off a share may be."""

from functools import lru_cache


@lru_cache(maxsize=4096)
def wilson(count: int, base: int, *, level: float = 0.95) -> tuple[float, float]:
    """The score interval of a share (Wilson 1927), which behaves for small bases and for 0 and 1.

    >>> [round(end, 4) for end in wilson(21, 46)]
    [0.3215, 0.5982]
    """
    from scipy.stats import binomtest  # a second to import, and not every command needs it

    interval = binomtest(count, base).proportion_ci(confidence_level=level, method="wilson")
    return float(interval.low), float(interval.high)
