"""Medians and other quantiles with Woodruff's intervals."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from theodolite.survey.estimates.design import Design
from theodolite.survey.estimates.design_estimate import (
    DesignEstimate,
    answering,
    answers_to,
    t_multiplier,
)
from theodolite.survey.estimates.grouping import Column
from theodolite.survey.estimates.means import mean


def quantile(
    values: Column,
    at: float,
    design: Design,
    *,
    among: Column | None = None,
    level: float = 0.95,
) -> DesignEstimate:
    """Estimate the smallest answer that at least the share `at` of people do not exceed.

    The interval is that of the share at or below it, read back into answers (Woodruff 1952); the
    standard error is the one that an even interval of that width would have.

    >>> from theodolite.survey.estimates import simple
    >>> found = quantile([10, 20, 30, 40, 50, 60, 70], 0.5, simple(7))
    >>> found.value, found.low, found.high
    (40.0, 10.0, 70.0)
    """
    given = answers_to(values, design)
    counted = answering(given, design, among)
    order = np.argsort(given[counted], kind="stable")
    answers, weights = given[counted][order], design.weights[counted][order]
    value = _not_exceeded_by(at, answers, weights)
    below = mean(np.where(np.isnan(given), np.nan, given <= value), design, among=among)
    found = replace(below, value=value, deff_without_replacement=None)
    found = replace(found, deff=None, effective_sample=None)
    if below.standard_error is None:
        return found
    multiplier = t_multiplier(level, below.degrees_of_freedom)
    reach = multiplier * below.standard_error
    low = _not_exceeded_by(at - reach, answers, weights)
    high = _not_exceeded_by(at + reach, answers, weights)
    return replace(found, low=low, high=high, standard_error=(high - low) / (2 * multiplier))


def _not_exceeded_by(
    at: float, answers: NDArray[np.float64], weights: NDArray[np.float64]
) -> float:
    cumulated = np.cumsum(weights)
    # A share that is reached but for rounding is reached.
    place = np.searchsorted(cumulated, (at - 1e-12) * cumulated[-1])
    return float(answers[min(int(place), len(answers) - 1)])
