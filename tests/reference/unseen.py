"""What is left unread, the slow way: by enumeration, by summing, and by trying every stretch."""

from collections.abc import Sequence
from itertools import combinations
from math import comb, exp, lgamma, log

import numpy as np


def negative_binomial_tail(least: int, finds: float, size: float) -> float:
    """The chance of `least` or more left after `finds` in a stretch `size` times the unread."""
    seen = size / (size + 1)
    terms = [
        exp(
            lgamma(finds + k)
            - lgamma(finds)
            - lgamma(k + 1)
            + finds * log(seen)
            + k * log(1 - seen)
        )
        for k in range(least)
    ]
    return 1 - sum(terms)


def tail_after_audit(least: int, finds: float, size: float, share: float, found: int) -> float:
    """The same after an audit: the unknown expectation is tried in thousands of small steps."""
    expected = np.linspace(1e-6, 400, 400_000)
    belief = expected ** (finds - 1) * np.exp(-size * expected)
    belief = belief * (share * expected) ** found * np.exp(-share * expected)
    rest = (1 - share) * expected
    fewer = sum(rest**k * np.exp(-rest - lgamma(k + 1)) for k in range(least))
    return float((belief * (1 - fewer)).sum() / belief.sum())


def every_stretch(
    labels: Sequence[bool], weights: Sequence[float], unread: float, least: int, prior: float
) -> float:
    """The smallest chance of `least` or more left over all places where a stretch can begin."""
    return min(
        negative_binomial_tail(least, sum(labels[begin:]) + prior, sum(weights[begin:]) / unread)
        for begin in range(len(labels))
    )


def chance_of_so_few(found: int, pool: int, held: int, drawn: int) -> float:
    """How often a sample of `drawn` out of `pool` holds `found` or fewer of `held`: all samples."""
    samples = list(combinations(range(pool), drawn))
    assert len(samples) == comb(pool, drawn)
    return sum(sum(one < held for one in sample) <= found for sample in samples) / len(samples)
