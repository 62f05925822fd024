"""Weights kept within bounds, so that no respondent speaks for too many."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

from theodolite.survey.estimates.design import Design
from theodolite.survey.weighting.refusals import CannotWeight


def trim(design: Design, *, lower: float = 0.0, upper: float = float("inf")) -> Design:
    """Cut weights off at bounds and give what is cut to all others in equal parts.

    The sum of the weights stays; margins that were matched are so no longer. Weights of 0 stay 0.

    >>> from theodolite.survey.estimates import simple
    >>> trim(simple(4, weights=[1, 1, 1, 9]), upper=6).weights.tolist()
    [2.0, 2.0, 2.0, 6.0]
    """
    used = design.weights > 0
    weights = design.weights.copy()
    _check_possible(weights[used], lower, upper)
    weights[used] = _within(weights[used], lower, upper)
    return replace(design, weights=weights)


def _check_possible(weights: NDArray[np.float64], lower: float, upper: float) -> None:
    mean = weights.mean()
    if not lower <= mean <= upper:
        raise CannotWeight(
            f"The weights average {mean:g}, so they cannot all lie between {lower:g} and"
            f" {upper:g} and keep their sum. Choose bounds on either side of the average."
        )


def _within(weights: NDArray[np.float64], lower: float, upper: float) -> NDArray[np.float64]:
    """Raise or lower all weights by one amount, cut at the bounds, that keeps their sum."""
    total = weights.sum()

    def excess(amount: float) -> float:
        return float(np.clip(weights + amount, lower, upper).sum() - total)

    if excess(0.0) == 0:
        return np.clip(weights, lower, upper)
    width = float(weights.max() - weights.min()) + abs(excess(0.0))
    amount = brentq(excess, -width, width, xtol=1e-12)
    cut = np.clip(weights + amount, lower, upper)
    free = (weights + amount > lower) & (weights + amount < upper)
    # One exact step in place of the last digits of the search.
    cut[free] += (total - cut.sum()) / max(int(free.sum()), 1)
    return np.clip(cut, lower, upper)
