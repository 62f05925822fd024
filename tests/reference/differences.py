"""Differences of shares, Holm's correction and the bootstrap, straight from their definitions."""

from collections.abc import Callable, Sequence
from math import sqrt
from statistics import NormalDist, fmean, quantiles

import numpy as np

_Z = NormalDist().inv_cdf(0.975)


def score_limits(count: int, base: int) -> tuple[float, float]:
    """The shares that the score test would not reject: where (p − t)² = z² t (1 − t) / n."""
    share = count / base

    def excess(true: float) -> float:
        return (share - true) ** 2 - _Z**2 * true * (1 - true) / base

    return (
        0.0 if count == 0 else _root(excess, 0.0, share),
        1.0 if count == base else _root(excess, 1.0, share),
    )


def newcombe(count: int, base: int, other_count: int, other_base: int) -> tuple[float, float]:
    """Each end moves both shares to the ends of their own intervals, at right angles."""
    share, other = count / base, other_count / other_base
    low, high = score_limits(count, base)
    other_low, other_high = score_limits(other_count, other_base)
    return (
        share - other - sqrt((share - low) ** 2 + (other_high - other) ** 2),
        share - other + sqrt((high - share) ** 2 + (other - other_low) ** 2),
    )


def holm(p_values: Sequence[float]) -> list[float]:
    """The smallest p times all, the next times all but one, and so on, never falling."""
    adjusted = [0.0] * len(p_values)
    highest = 0.0
    for done, place in enumerate(sorted(range(len(p_values)), key=lambda i: p_values[i])):
        highest = max(highest, min(1.0, (len(p_values) - done) * p_values[place]))
        adjusted[place] = highest
    return adjusted


def bootstrap(values: Sequence[float], *, seed: int, replicates: int) -> tuple[float, float]:
    """Draw as many respondents again, one by one, and look where 95 % of the means lie."""
    chance = np.random.default_rng(seed)
    means = [fmean(values[chance.integers(len(values))] for _ in values) for _ in range(replicates)]
    cuts = quantiles(means, n=40)
    return cuts[0], cuts[-1]


def _root(excess: Callable[[float], float], outside: float, inside: float) -> float:
    for _ in range(200):
        middle = (outside + inside) / 2
        outside, inside = (middle, inside) if excess(middle) > 0 else (outside, middle)
    return (outside + inside) / 2
