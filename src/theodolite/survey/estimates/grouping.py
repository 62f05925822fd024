"""Respondents sorted into groups by one answer, as integer codes that count fast."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import ArrayLike, NDArray

Column = ArrayLike | pl.Series
"""One value for each respondent, in the order of the respondents."""


@dataclass(frozen=True, slots=True, eq=False)
class Grouping:
    """`codes[respondent]` is a place in `labels`, which are sorted; −1 means no answer."""

    labels: tuple[str, ...]
    codes: NDArray[np.int64]


def grouped(values: Column) -> Grouping:
    """Number the different answers in sorted order; truth values are called true and false.

    >>> grouped(["physics", None, "computing"])
    Grouping(labels=('computing', 'physics'), codes=array([ 1, -1,  0]))
    """
    series = _series(values)
    if series.dtype.is_float():
        series = series.fill_nan(None)
    labels = series.drop_nulls().unique().sort().cast(pl.String)
    places = series.cast(pl.String).cast(pl.Enum(labels)).to_physical().cast(pl.Int64)
    return Grouping(tuple(labels), places.fill_null(-1).to_numpy())


def numbers(values: Column) -> NDArray[np.float64]:
    """The values as numbers, with NaN where there is no answer.

    >>> numbers([1, None, True])
    array([ 1., nan,  1.])
    """
    return np.asarray(values, dtype=np.float64)


def _series(values: Column) -> pl.Series:
    if isinstance(values, pl.Series):
        return values
    return pl.Series(np.asarray(values).tolist())
