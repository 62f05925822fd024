"""Rows brought into one order that does not depend on how they came, equal ones as one point."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from theodolite.survey.clustering.distances import Distance, coordinates
from theodolite.survey.clustering.refusals import CannotCluster

# Within these limits no squared difference and no product of weights can overflow or vanish.
SMALLEST, LARGEST = 1e-100, 1e100
MOST_IN_A_KEY = 2.0**62


@dataclass(frozen=True, slots=True, eq=False)
class Collapsed:
    """Different rows in ascending order, column by column, each with the weight behind it.

    `points` are in the units given, `places` are their coordinates under the distance asked for;
    `leaf_of_row` says which point each input row became, `counts` how many rows each point holds.
    """

    points: NDArray[np.float64]
    places: NDArray[np.float64]
    weights: NDArray[np.float64]
    leaf_of_row: NDArray[np.int64]
    counts: NDArray[np.int64]


def collapse(rows: ArrayLike, weights: ArrayLike | None, distance: Distance) -> Collapsed:
    """Sort rows and join those that the distance cannot tell apart, adding up their weights.

    −0 and anything smaller than 1e-100 count as 0. Weights are added from light to heavy, so that
    even the last bit does not depend on the order of the input. Under Hellinger and centred
    log-ratio distance proportional rows are equal; the first in ascending order stands for them.
    """
    given = _checked_rows(rows)
    masses = _checked_weights(weights, len(given))
    placed = coordinates(given, distance)
    places = given if placed is given else _without_dust(placed)
    told_by = _keys(places)
    keys = told_by if places is given else [*told_by, *_keys(given)]
    order = np.lexsort((*([] if weights is None else [masses]), *keys[::-1]))
    is_new = np.ones(len(given), dtype=bool)
    is_new[1:] = np.any([key[order[1:]] != key[order[:-1]] for key in told_by], axis=0)
    leaf_in_order = np.cumsum(is_new) - 1
    leaf_of_row = np.empty(len(given), dtype=np.int64)
    leaf_of_row[order] = leaf_in_order
    first = order[is_new]
    return Collapsed(
        points=given[first],
        places=places[first],
        weights=np.bincount(leaf_in_order, weights=masses[order]).astype(np.float64),
        leaf_of_row=leaf_of_row,
        counts=np.bincount(leaf_of_row).astype(np.int64),
    )


def _keys(table: NDArray[np.float64]) -> list[NDArray[Any]]:
    """What rows are sorted by: their columns, or one number where all are small whole numbers."""
    low, spans = table.min(axis=0), np.ptp(table, axis=0) + 1
    if np.prod(spans) >= MOST_IN_A_KEY or (table != np.round(table)).any():
        return list(table.T)
    key = np.zeros(len(table), dtype=np.int64)
    for column, least, span in zip(table.T, low, spans, strict=True):
        key *= int(span)
        key += (column - least).astype(np.int64)
    return [key]


def _checked_rows(rows: ArrayLike) -> NDArray[np.float64]:
    given = np.asarray(rows, dtype=np.float64)
    if given.ndim != 2 or 0 in given.shape:
        raise CannotCluster(
            f"The rows to cluster have the shape {given.shape}, but a tree needs a table with at"
            " least one row and one column. Check which respondents and columns were chosen."
        )
    for row, column in np.argwhere(~(np.abs(given) <= LARGEST))[:1]:
        raise CannotCluster(
            f"Row {row + 1}, column {column + 1} holds {given[row, column]}, but distances need a"
            f" number of at most {LARGEST:g} in every cell. Fill it in, or leave the row out."
        )
    return _without_dust(given)


def _checked_weights(weights: ArrayLike | None, rows: int) -> NDArray[np.float64]:
    if weights is None:
        return np.ones(rows)
    masses = np.asarray(weights, dtype=np.float64)
    if masses.shape != (rows,):
        raise CannotCluster(
            f"There are weights of shape {masses.shape} for {rows} rows, but every row needs one"
            " weight. Give as many weights as rows, in the same order."
        )
    for row in np.flatnonzero(~((masses >= SMALLEST) & (masses <= LARGEST)))[:1]:
        raise CannotCluster(
            f"The weight of row {row + 1} is {masses[row]:g}, but a weight is a number above 0"
            f" (from {SMALLEST:g} to {LARGEST:g}). Leave out rows that should not count."
        )
    return masses


def _without_dust(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(np.abs(values) < SMALLEST, 0.0, values)
