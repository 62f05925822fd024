"""Go through a finished reading and tell when it might first have stopped."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from theodolite.horizon.stopping.chances import leave_one_out
from theodolite.horizon.stopping.grounds import have_thinned_out
from theodolite.horizon.stopping.judgement import Judgement, allowed, judge

GROWTH = 0.03
"""The question is asked anew when this share more was read: chances move no faster than that."""

FIRST = 20
"""Fewer records than these say nothing."""


def first_stop(
    vectors: sparse.csr_matrix,
    order: NDArray[np.int64],
    labels: NDArray[np.bool_],
    *,
    target: float = 0.95,
    sure: float = 0.95,
) -> Judgement | None:
    """The judgement that first allowed to stop, or None where the order ends before.

    `order` names rows of `vectors` (all records of the pool) as they were read, and `labels` are
    theirs. What was read when is `Judgement.read`; nothing later than that is looked at. Chances
    are worked out only once a glance at the labels alone does not speak against stopping.
    """
    pool = vectors.shape[0]
    for read in moments(len(order)):
        so_far = labels[:read]
        least = allowed(int(so_far.sum()), target) + 1
        if not so_far.any() or not have_thinned_out(so_far, pool, least, 1 - sure):
            continue
        chances = leave_one_out(vectors, order[:read], so_far)
        judgement = judge(so_far, pool, target=target, sure=sure, chances=chances)
        if judgement.may_stop:
            return judgement
    return None


def moments(most: int) -> Iterator[int]:
    """After how many records it is asked whether to stop: the first time, and at every growth.

    >>> list(moments(24)), len(list(moments(100_000)))
    ([20, 21, 22, 23, 24], 304)
    """
    read = FIRST
    while read < most:
        yield read
        read = max(read + 1, int(read * (1 + GROWTH)))
    if most:
        yield most
