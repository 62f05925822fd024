"""What known columns explain of others, by weighted least squares on sparse columns."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, diags_array

Numbers = NDArray[np.float64]


def combined(columns: csr_array[np.float64], effects: Numbers) -> Numbers:
    """The sum over columns of each effect times its column."""
    return np.asarray(columns @ effects, dtype=np.float64)


def summed_over(columns: csr_array[np.float64], values: Numbers) -> Numbers:
    """The sum over respondents of each column times the values."""
    return np.asarray(columns.T @ values, dtype=np.float64)


def effects_meeting(columns: csr_array[np.float64], weights: Numbers, sums: Numbers) -> Numbers:
    """The smallest effects whose weighted combination has these sums with the columns."""
    products = columns.T @ diags_array(weights) @ columns
    normal = np.asarray(products.toarray(), dtype=np.float64)
    found = np.linalg.lstsq(normal, sums, rcond=None)[0]
    return np.asarray(found, dtype=np.float64)


def unexplained(columns: csr_array[np.float64], weights: Numbers, values: Numbers) -> Numbers:
    """What a weighted regression on the columns leaves of each column of values."""
    sums = summed_over(columns, weights[:, None] * values)
    return values - combined(columns, effects_meeting(columns, weights, sums))
