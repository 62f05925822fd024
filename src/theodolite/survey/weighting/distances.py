"""How a weight changes with what is asked of it (Deville & Särndal 1992)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from theodolite.survey.weighting.refusals import CannotWeight

Distance = Literal["linear", "raking", "bounded"]
"""How change is measured: squared (the regression estimator), as raking does, or as raking does
but with every factor kept between two bounds (logit)."""

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Change:
    """The factor by which a weight changes, and how steeply."""

    factor: Callable[[Numbers], Numbers]
    slope: Callable[[Numbers], Numbers]


def change_by(distance: Distance, bounds: tuple[float, float]) -> Change:
    """The change that belongs to a distance; only the bounded one has bounds."""
    if distance == "linear":
        return Change(lambda asked: 1 + asked, np.ones_like)
    if distance == "raking":
        return Change(_exponential, _exponential)
    return _bounded(*bounds)


def _bounded(low: float, high: float) -> Change:
    if not 0 <= low < 1 < high:
        raise CannotWeight(
            f"The bounds {low:g} and {high:g} do not enclose 1, but weights can only be changed"
            " little if they may stay as they are. Give a lower bound from 0 to 1 and one above 1."
        )
    steepness = (high - low) / ((1 - low) * (high - 1))

    def factor(asked: Numbers) -> Numbers:
        grown = _exponential(steepness * asked)
        above = low * (high - 1) + high * (1 - low) * grown
        return np.asarray(above / (high - 1 + (1 - low) * grown))

    def slope(asked: Numbers) -> Numbers:
        reached = factor(asked)
        return np.asarray((reached - low) * (high - reached) / ((1 - low) * (high - 1)))

    return Change(factor, slope)


def _exponential(asked: Numbers) -> Numbers:
    # Beyond e^±300 a step of the search has gone astray and is about to be halved.
    return np.asarray(np.exp(np.clip(asked, -300.0, 300.0)))
