"""How far other respondents would have joined the same columns: multiscale bootstrap support."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from theodolite.survey.clustering.collapsing import collapse

SCALES = tuple(part / 10 for part in range(5, 15))
"""Sizes of the samples drawn, as parts of the number of respondents (Shimodaira 2004)."""

_MOST_COLUMNS = 60


def column_support(
    rows: ArrayLike,
    merges: NDArray[np.int64],
    *,
    weights: ArrayLike | None = None,
    replicates: int = 1_000,
    seed: int = 0,
) -> NDArray[np.float64]:
    """The approximately unbiased probability that each merge of a tree of columns is right.

    Respondents are drawn with replacement in samples of ten sizes, from half to 1.4 times their
    number; how often a group of columns comes back, and how that changes with the size of the
    sample, tells how far the data are from not having it (Shimodaira 2004). Above 0.95 the group
    is well supported. The last merge joins everything, and is certain. `merges` are those of Ward's
    linkage between columns, numbered as given.
    """
    collapsed = collapse(rows, weights, "euclidean")
    assert collapsed.points.shape[1] <= _MOST_COLUMNS, "groups of columns are kept as bits"
    groups = _groups_of(merges)
    chance = np.random.default_rng(seed)
    size, shares = len(collapsed.leaf_of_row), collapsed.counts / collapsed.counts.sum()
    each = collapsed.weights / collapsed.counts
    differences = _squared_differences(collapsed.points)
    frequencies = []
    for scale in SCALES:
        drawn = chance.multinomial(max(1, round(scale * size)), shares, replicates) * each
        found = _groups_found(drawn @ differences, collapsed.points.shape[1])
        frequencies.append([(found == group).any(axis=1).mean() for group in groups])
    return np.array([_unbiased(np.array(one), replicates) for one in np.transpose(frequencies)])


def _groups_of(merges: NDArray[np.int64]) -> list[int]:
    """The columns that each merge brings together, as bits."""
    bits = [1 << column for column in range(len(merges) + 1)]
    for one, other in merges.tolist():
        bits.append(bits[one] | bits[other])
    return bits[len(merges) + 1 :]


def _squared_differences(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """For each row the squared difference between every two of its columns."""
    one, other = np.triu_indices(points.shape[1], k=1)
    squared: NDArray[np.float64] = (points[:, one] - points[:, other]) ** 2
    return squared


def _groups_found(pairwise: NDArray[np.float64], columns: int) -> NDArray[np.int64]:
    """The groups in Ward's trees of columns, for all replicates (lines) at once."""
    lines = np.arange(len(pairwise))
    squares = np.full((len(pairwise), columns, columns), np.inf)
    one, other = np.triu_indices(columns, k=1)
    squares[:, one, other] = squares[:, other, one] = pairwise
    sizes = np.ones((len(pairwise), columns))
    bits = np.tile(1 << np.arange(columns), (len(pairwise), 1))
    found = np.empty((len(pairwise), columns - 1), dtype=np.int64)
    for merge in range(columns - 1):
        kept, gone = np.divmod(squares.reshape(len(lines), -1).argmin(axis=1), columns)
        least = squares[lines, kept, gone][:, None]
        a, b = sizes[lines, kept][:, None], sizes[lines, gone][:, None]
        joined = (sizes + a) * squares[lines, kept] + (sizes + b) * squares[lines, gone]
        # Lance & Williams' update for Ward; what is already gone stays infinitely far away.
        with np.errstate(invalid="ignore"):
            joined = (joined - sizes * least) / (sizes + a + b)
        joined[lines, kept] = joined[lines, gone] = np.inf
        squares[lines, kept] = squares[lines, :, kept] = joined
        squares[lines, gone] = squares[lines, :, gone] = np.inf
        sizes[lines, kept] += sizes[lines, gone]
        bits[lines, kept] |= bits[lines, gone]
        found[:, merge] = bits[lines, kept]
    return found


def _unbiased(frequencies: NDArray[np.float64], replicates: int) -> float:
    """Shimodaira's p-value from how often a group was found at each scale."""
    from scipy.special import ndtr, ndtri

    is_between = (frequencies > 0) & (frequencies < 1)
    if is_between.sum() < 2:
        return float(frequencies.mean() > 0.5)
    seen, scales = frequencies[is_between], np.array(SCALES)[is_between]
    z = -ndtri(seen)
    density = np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)
    precision = np.sqrt(replicates * density**2 / (seen * (1 - seen)))
    terms = np.column_stack([np.sqrt(scales), 1 / np.sqrt(scales)])
    distance, curvature = np.linalg.lstsq(terms * precision[:, None], z * precision)[0]
    return float(ndtr(-(distance - curvature)))
