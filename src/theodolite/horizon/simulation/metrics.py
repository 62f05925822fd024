"""How early the relevant records came, in the numbers that ASReview tells.

All take the labels in the order of reading (true for a relevant record), priors left out and
whatever was never read at the end, as not relevant.
"""

import numpy as np
from numpy.typing import NDArray

Read = NDArray[np.bool_]


def loss(read: Read) -> float:
    """The area that lies over the curve of recall, from 0 (best order) to 1 (worst).

    (Teijema et al. 2025, "loss" of ASReview 3.)

    >>> loss(np.array([True, False, True, False]))
    0.25
    """
    relevant, records = int(read.sum()), len(read)
    best = relevant * (records - (relevant - 1) / 2)
    return float((best - np.cumsum(read).sum()) / (relevant * (records - relevant)))


def ndcg(read: Read) -> float:
    """Normalised discounted cumulative gain (Järvelin and Kekäläinen 2002): 1 for the best order.

    >>> round(ndcg(np.array([True, False, True, False])), 3)
    0.92
    """
    gains = 1 / np.log2(np.arange(2, len(read) + 2))
    return float(gains[read].sum() / gains[: int(read.sum())].sum())


def recall(read: Read, share: float) -> float:
    """The share of relevant records that are found when this share of all has been read.

    >>> recall(np.array([True, False, True, False]), 0.5)
    0.5
    """
    shares = np.arange(1, len(read) + 1) / len(read)
    records = int(np.searchsorted(shares, share, side="right"))
    return float(read[:records].sum() / read.sum())


def work_saved(read: Read, at: float) -> float:
    """Work saved over sampling at a recall: the share of reading spared (Cohen et al. 2006).

    Reading at random is taken to find relevant records evenly spaced, as ASReview's insights do;
    recall is the highest that does not pass `at`.
    """
    relevant, records = int(read.sum()), len(read)
    evenly = np.round(np.linspace(0, relevant, records))
    wanted = max(1, int(np.searchsorted(np.arange(1, relevant + 1) / relevant, at, side="right")))
    ours = int(np.searchsorted(np.cumsum(read), wanted))
    return float((int(np.searchsorted(evenly, wanted)) - ours) / records)


def average_time(read: Read) -> float:
    """The mean rank at which relevant records are found ("average time to discovery").

    >>> average_time(np.array([True, False, True, False]))
    2.0
    """
    return float(np.flatnonzero(read).mean() + 1)
