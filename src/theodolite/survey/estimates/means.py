"""Means, totals and ratios with the uncertainty of their design.

`among` marks the respondents of a group (True or 1); the others still tell about the design.
Respondents without an answer are left out of the base.
"""

import numpy as np

from theodolite.survey.estimates.design import Design
from theodolite.survey.estimates.design_estimate import (
    DesignEstimate,
    answering,
    answers_to,
    linearised_estimate,
)
from theodolite.survey.estimates.grouping import Column
from theodolite.survey.estimates.refusals import CannotEstimate


def mean(
    values: Column, design: Design, *, among: Column | None = None, level: float = 0.95
) -> DesignEstimate:
    """Estimate a mean.

    >>> from theodolite.survey.estimates import simple
    >>> found = mean([30, 40, 50, 40], simple(4))
    >>> found.value, round(found.standard_error, 3), round(found.deff, 3)
    (40.0, 4.082, 1.0)
    """
    everyone = np.ones(len(design.weights))
    return ratio(values, everyone, design, among=among, level=level)


def total(
    values: Column, design: Design, *, among: Column | None = None, level: float = 0.95
) -> DesignEstimate:
    """Estimate what all in the population add up to; the weights must be numbers of people."""
    given = answers_to(values, design)
    counted = answering(given, design, among)
    linearised = np.where(counted, given, 0.0)
    found = float(design.weights @ linearised)
    return linearised_estimate(found, linearised, counted, design, level=level)


def ratio(
    numerator: Column,
    denominator: Column,
    design: Design,
    *,
    among: Column | None = None,
    level: float = 0.95,
) -> DesignEstimate:
    """Estimate one total as a part of another, over those who answered both."""
    above, below = answers_to(numerator, design), answers_to(denominator, design)
    counted = answering(above + below, design, among)
    weights = np.where(counted, design.weights, 0.0)
    above, below = np.where(counted, above, 0.0), np.where(counted, below, 0.0)
    whole = float(weights @ below)
    if whole == 0:
        raise CannotEstimate(
            "The denominator of a ratio adds up to 0, so the ratio has no value."
            " Choose another denominator, or a group in which it is not 0."
        )
    found = float(weights @ above) / whole
    linearised = (above - found * below) / whole
    return linearised_estimate(found, linearised, counted, design, level=level)
