"""How far two partitions of the same respondents agree, beyond chance."""

import numpy as np
from numpy.typing import NDArray


def adjusted_rand(
    one: NDArray[np.int64], other: NDArray[np.int64], counts: NDArray[np.int64] | None = None
) -> float:
    """The adjusted Rand index (Hubert & Arabie 1985): 1 for equal partitions, about 0 by chance.

    `counts` says how many respondents each entry stands for.

    >>> adjusted_rand(np.array([1, 1, 2, 2]), np.array([7, 7, 5, 5]))
    1.0
    >>> round(adjusted_rand(np.array([1, 1, 2, 2]), np.array([1, 1, 1, 2])), 3)
    0.0
    """
    shared = shared_counts(one, other, counts)
    together = _pairs(shared).sum()
    within_one, within_other = _pairs(shared.sum(axis=1)).sum(), _pairs(shared.sum(axis=0)).sum()
    expected = within_one * within_other / max(1.0, _pairs(shared.sum()))
    most = (within_one + within_other) / 2
    return 1.0 if most == expected else float((together - expected) / (most - expected))


def shared_counts(
    one: NDArray[np.int64], other: NDArray[np.int64], counts: NDArray[np.int64] | None = None
) -> NDArray[np.float64]:
    """How many respondents each group of one partition shares with each group of the other."""
    _, rows = np.unique(one, return_inverse=True)
    _, columns = np.unique(other, return_inverse=True)
    shape = (int(rows.max()) + 1, int(columns.max()) + 1)
    flat = np.bincount(rows * shape[1] + columns, weights=counts, minlength=shape[0] * shape[1])
    return flat.reshape(shape).astype(np.float64)


def _pairs(sizes: NDArray[np.float64]) -> NDArray[np.float64]:
    return sizes * (sizes - 1) / 2
