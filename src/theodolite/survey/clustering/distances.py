"""Coordinates whose straight-line distance is the distance asked for."""

from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from theodolite.settings.errors import unknown_name
from theodolite.survey.clustering.refusals import CannotCluster

Distance = Literal["euclidean", "hellinger", "clr"]

# A share typed as 0 is read as one below 1 %; 65 % of that limit stands in for it.
ZERO_SHARE = 0.0065


def coordinates(rows: NDArray[np.float64], distance: Distance) -> NDArray[np.float64]:
    """Place each row so that plain Euclidean distance between places is the distance named.

    - `euclidean`: the rows themselves.
    - `hellinger`: square roots of each row's shares (Legendre & Gallagher 2001).
    - `clr`: centred log-ratios of each row's shares, so that distances are Aitchison's (1986).
      Zeros have no logarithm: each becomes a share of 0.0065 and the other shares shrink in
      proportion (multiplicative replacement, Martín-Fernández, Barceló-Vidal &
      Pawlowsky-Glahn 2003), which leaves the ratios between them untouched.

    >>> coordinates(np.array([[0.0, 25.0, 75.0]]), "hellinger").round(3).tolist()
    [[0.0, 0.5, 0.866]]
    """
    if distance not in get_args(Distance):
        raise unknown_name("distance", distance, get_args(Distance), where="the clustering")
    if distance == "euclidean":
        return rows
    shares = _shares(rows, distance)
    return np.sqrt(shares) if distance == "hellinger" else _centred_log_ratios(shares)


def _shares(rows: NDArray[np.float64], distance: Distance) -> NDArray[np.float64]:
    for row, column in np.argwhere(rows < 0)[:1]:
        raise CannotCluster(
            f"Row {row + 1}, column {column + 1} holds {rows[row, column]:g}, but the {distance}"
            " distance compares shares, which are never negative. Correct the value, leave the"
            " row out, or use the euclidean distance."
        )
    totals = rows.sum(axis=1, keepdims=True)
    for row in np.flatnonzero(totals == 0)[:1]:
        raise CannotCluster(
            f"Row {row + 1} sums to nothing, but the {distance} distance compares the shares of"
            " each row's total. Leave the row out, or use the euclidean distance."
        )
    shares: NDArray[np.float64] = rows / totals
    return shares


def _centred_log_ratios(shares: NDArray[np.float64]) -> NDArray[np.float64]:
    zeros = (shares == 0).sum(axis=1, keepdims=True)
    if zeros.max() * ZERO_SHARE >= 1:
        raise CannotCluster(
            f"A row has {zeros.max()} zeros, which at {ZERO_SHARE} each would replace the whole"
            " row; the clr distance needs fewer columns. Add up columns that belong together,"
            " or use the hellinger distance."
        )
    logs = np.log(np.where(shares == 0, ZERO_SHARE, shares * (1 - ZERO_SHARE * zeros)))
    centred: NDArray[np.float64] = logs - logs.mean(axis=1, keepdims=True)
    return centred
