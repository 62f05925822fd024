"""An estimate that knows how its respondents were sampled."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from theodolite.survey.estimates.design import Design
from theodolite.survey.estimates.grouping import Column, numbers
from theodolite.survey.estimates.refusals import CannotEstimate, NobodyAnswered
from theodolite.survey.estimates.variance import variance


@dataclass(frozen=True, slots=True)
class DesignEstimate:
    """A value with the uncertainty that follows from how respondents were sampled and weighted.

    `base` counts the answers behind it. `deff` compares its variance with that of as many answers
    from a simple random sample with replacement, `deff_without_replacement` with one from the
    population that the weights add up to (None where they do not exceed the answers).
    `effective_sample` is base / deff: how many answers from a simple random sample would be worth
    as much. One answer alone has a value but no uncertainty that could be estimated; where all
    answers are alike there is no design effect. `count` is how many of the base chose what a share
    is of, unweighted, for disclosure rules to go by.
    """

    value: float
    base: int
    degrees_of_freedom: int
    standard_error: float | None = None
    low: float | None = None
    high: float | None = None
    deff: float | None = None
    deff_without_replacement: float | None = None
    effective_sample: float | None = None
    count: int | None = None


def answers_to(values: Column, design: Design) -> NDArray[np.float64]:
    """One number for each respondent of the design, NaN for those without an answer."""
    given = numbers(values)
    check_one_each(given.shape, design)
    return given


def check_one_each(shape: tuple[int, ...], design: Design) -> None:
    """Refuse answers that are not one for each respondent of the design."""
    if shape != design.weights.shape:
        raise CannotEstimate(
            f"There are {shape[0] if shape else 1} answers for the {design.weights.size}"
            " respondents of the design, but each needs exactly one. Give one per respondent, in"
            " the same order."
        )


def answering(
    values: NDArray[np.float64], design: Design, among: Column | None
) -> NDArray[np.bool_]:
    """Mark the respondents who answered, have a weight and belong to the group asked for."""
    counted = ~np.isnan(values) & (design.weights > 0)
    if among is not None:
        counted &= answers_to(among, design) == 1
    if not counted.any():
        raise NobodyAnswered(
            "Nobody in the group gave an answer, so nothing can be estimated for it."
            " Merge the group with another, or leave it out."
        )
    return counted


def linearised_estimate(
    value: float,
    linearised: NDArray[np.float64],
    counted: NDArray[np.bool_],
    design: Design,
    *,
    level: float,
) -> DesignEstimate:
    """Put an interval and a design effect to a value, from what each respondent adds to it."""
    base, freedom = int(counted.sum()), design.degrees_of_freedom()
    if base < 2:
        return DesignEstimate(value, base, freedom)
    found = variance(linearised, design)
    error = float(np.sqrt(found))
    reach = error * t_multiplier(level, freedom)
    with_replacement, without = _simple_variances(linearised[counted], design.weights[counted])
    deff = _over(found, with_replacement)
    return DesignEstimate(
        value=value,
        base=base,
        degrees_of_freedom=freedom,
        standard_error=error,
        low=value - reach,
        high=value + reach,
        deff=deff,
        deff_without_replacement=_over(found, without),
        effective_sample=_over(base, deff),
    )


def t_multiplier(level: float, freedom: float) -> float:
    """How many standard errors an interval of this level reaches to either side."""
    return float(stdtrit(freedom, (1 + level) / 2))


def _simple_variances(
    linearised: NDArray[np.float64], weights: NDArray[np.float64]
) -> tuple[float, float]:
    """The variance had the answers come from a simple random sample, with and without return."""
    people, population = len(weights), weights.sum()
    apart = linearised - np.average(linearised, weights=weights)
    spread = np.average(apart**2, weights=weights) * people / (people - 1)
    replaced = population**2 * spread / people
    # Weights that only average 1 describe no population to be sampled without return.
    left = 1 - people / population
    return float(replaced), float(replaced * left) if left > 1e-9 else 0.0


def _over(one: float, other: float | None) -> float | None:
    """A ratio, or None where it would only be rounding errors."""
    tiny = 1e-20 * abs(one)
    return None if other is None or other <= tiny else one / other
