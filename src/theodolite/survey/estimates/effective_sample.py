"""What unequal weights cost (Kish 1965)."""

import numpy as np

from theodolite.survey.estimates.grouping import Column, numbers


def effective_sample(weights: Column) -> float:
    """How many equally weighted respondents are worth as much as these.

    >>> effective_sample([1, 1, 1, 1]), effective_sample([3, 1, 1, 1])
    (4.0, 3.0)
    """
    given = numbers(weights)
    return float(given.sum() ** 2 / np.square(given).sum())


def weighting_effect(weights: Column) -> float:
    """By how much unequal weights raise the variance of a mean that they have nothing to do with.

    >>> round(weighting_effect([3, 1, 1, 1]), 3)
    1.333
    """
    return numbers(weights).size / effective_sample(weights)
