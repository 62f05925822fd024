"""Items that say nearly the same, to be decided on together."""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

THRESHOLD = 0.9
"""From this cosine of their word vectors on, two items are nearly identical."""


def near_identical(
    rows: sparse.csr_matrix | NDArray[np.float32],
    at: int,
    among: NDArray[np.bool_],
    *,
    threshold: float = THRESHOLD,
) -> tuple[int, ...]:
    """The item itself and those `among` all whose cosine with it reaches the threshold, in order.

    `rows` are vectors of length 1; those beyond `among` are ignored. Likeness to the one that is
    shown counts, not likeness along a chain, so that everyone in a group resembles what is read.
    """
    others = np.flatnonzero(among)
    likeness = (rows @ _dense(rows[at]))[: len(among)]
    near = others[likeness[others] >= threshold]
    return (at, *(int(other) for other in near if other != at))


def _dense(row: sparse.csr_matrix | NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(row.toarray() if sparse.issparse(row) else row, dtype=np.float32).ravel()
