"""Read a few of the unread at random: the only look at them that assumes nothing."""

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

from theodolite.horizon.stopping.judgement import CannotJudge

Record = TypeVar("Record")


def audit_sample(unread: Sequence[Record], size: int, *, seed: int) -> list[Record]:
    """Draw a simple random sample of the unread, to be read in the order given.

    >>> audit_sample(["a", "b", "c", "d"], 2, seed=1)
    ['a', 'b']
    """
    if not 0 <= size <= len(unread):
        raise CannotJudge(
            f"An audit of {size} was asked for, but {len(unread)} records are unread."
            " Ask for no more than these."
        )
    drawn = np.random.default_rng(seed).permutation(len(unread))[:size]
    return [unread[int(at)] for at in drawn]


def audit_size(unread: int, allowed: int, *, sure: float = 0.95) -> int:
    """How many of the unread to audit so that, if none is relevant, no more than `allowed` are.

    Exact and without any assumption on the order of reading (hypergeometric distribution); the
    error is half of 1 − `sure`, as `judge` grants it to an audit.

    >>> audit_size(1_000, 5), audit_size(1_000, 0)
    (459, 975)
    """
    from scipy.stats import hypergeom  # Half a second to load, and few ask.

    low, high = 0, unread
    while low < high:
        middle = (low + high) // 2
        is_enough = hypergeom.cdf(0, unread, min(unread, allowed + 1), middle) < (1 - sure) / 2
        low, high = (low, middle) if is_enough else (middle + 1, high)
    return low
