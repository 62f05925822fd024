"""Superlatives that printed numbers can bear: which may be the greatest, and which the least."""

import math
from collections.abc import Sequence

from theodolite.evidence.disclosure import Profile
from theodolite.evidence.estimate import Estimate

Named = tuple[str, Estimate]

MOST_NAMED = 3
"""Of more than three that may be the greatest, none is worth a sentence."""


def greatest(named: Sequence[Named], profile: Profile) -> tuple[Named, ...]:
    """Those that rounding leaves as candidates for the greatest, the one printed greatest first.

    >>> from theodolite.evidence.disclosure import PROFILES
    >>> from theodolite.evidence.estimate import share_of
    >>> shares = [("SQL", share_of(20, 40)), ("web", share_of(25, 40)), ("R", share_of(5, 40))]
    >>> [name for name, _ in greatest(shares, PROFILES["none"])]
    ['web']
    >>> [name for name, _ in greatest(shares, PROFILES["lt5_round5"])]
    ['web', 'SQL']
    """
    reach = _reach(named, profile)
    most = max((low for _, (low, _) in reach), default=0.0)
    found = [one for one, (_, high) in reach if high >= most]
    return tuple(sorted(found, key=lambda pair: (-(pair[1].value or 0.0), pair[0])))


def least(named: Sequence[Named], profile: Profile) -> tuple[Named, ...]:
    """Those that rounding leaves as candidates for the least, the one printed least first."""
    reach = _reach(named, profile)
    lowest = min((high for _, (_, high) in reach), default=0.0)
    found = [one for one, (low, _) in reach if low <= lowest]
    return tuple(sorted(found, key=lambda pair: (pair[1].value or 0.0, pair[0])))


def could_be(estimate: Estimate, profile: Profile) -> tuple[float, float]:
    """The least and the greatest value that the profile prints like this one."""
    assert estimate.value is not None, "only a number that is shown has others that print alike"
    if profile.is_inside_use:
        return estimate.value, estimate.value
    if estimate.unit == "share" and estimate.count is not None and estimate.base:
        fewest, most = profile.counts_behind(estimate.count)
        smallest, largest = profile.counts_behind(estimate.base)
        return fewest / largest, min(1.0, most / smallest)
    half = 0.005 if estimate.unit == "share" else _step(estimate.value) / 2
    return estimate.value - half, estimate.value + half


def _step(mean: float) -> int:
    """Means are published in two figures, and no finer than whole units."""
    return 10 ** max(0, math.floor(math.log10(abs(mean))) - 1) if mean else 1


def _reach(named: Sequence[Named], profile: Profile) -> list[tuple[Named, tuple[float, float]]]:
    """Each number that has a value, with what it could be."""
    return [(one, could_be(one[1], profile)) for one in named if one[1].value is not None]
