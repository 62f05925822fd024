"""How far those who answered resemble all who might have, and what that can do to a result."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from theodolite.survey.errors import SurveyError
from theodolite.survey.estimates import effective_sample
from theodolite.survey.estimates.grouping import Column, numbers
from theodolite.survey.weighting.targets import Targets, margins_of

UNWEIGHTED = "Unweighted, self-selected: the answers are those of the people who chose to respond."
"""What to print with every figure where no margins are known."""


# Raking stops where margins are nearly right; a group that answered in full has weights near 1.
_SLACK = 1e-6


class CannotJudge(SurveyError):
    """The weights or propensities do not tell who was likely to answer."""


@dataclass(frozen=True, slots=True)
class Representativeness:
    """How evenly people answered, as far as known margins tell.

    `indicator` is 1 − 2·`spread` (Schouten, Cobben & Bethlehem 2009): 1 where everyone was equally
    likely to answer, lower where some groups answered more readily. `spread` is the standard
    deviation of the propensities to answer over the population, and `response_rate` their mean.
    """

    respondents: int
    population: float
    response_rate: float
    spread: float
    indicator: float
    effective_sample: float


@dataclass(frozen=True, slots=True)
class BiasBound:
    """How far a mean of the respondents can be from that of all, in the question's own unit.

    `seen` holds if the margins tell all about who answered (Bethlehem 2010): spread of
    propensities × spread of answers / response rate. `worst` holds whoever answered: it takes the
    greatest spread that the response rate allows, as if those who answered always would and the
    others never.
    """

    seen: float
    worst: float


@dataclass(frozen=True, slots=True)
class Difference:
    """A group's share among respondents beside its share in the population.

    `standardised` divides their difference by the standard deviation of a yes/no answer averaged
    over both (Austin 2009); beyond ±0.1 it is worth a remark.
    """

    question: str
    group: str
    share: float
    population_share: float
    standardised: float


def propensities(weights: Column, *, population: float | None = None) -> NDArray[np.float64]:
    """Each respondent's chance of having answered, from weights made to known margins.

    One who stands for ten people answered with chance 1/10. `population` is needed where the
    weights do not add up to it.

    >>> propensities([1.5, 0.5], population=8).tolist()
    [0.16666666666666666, 0.5]
    """
    given = numbers(weights)
    scale = 1.0 if population is None else population / given.sum()
    if not (given > 0).all() or (given * scale < 1 - _SLACK).any():
        raise CannotJudge(
            f"The least weight stands for {given.min() * scale:.3g} people, but each respondent"
            " stands for at least one, themselves. Give the population that the weights describe,"
            " or correct the margins."
        )
    return np.minimum(1.0, 1 / (given * scale))


def representativeness(chances: Column) -> Representativeness:
    """Judge from the respondents' propensities to answer, made from weights or by a model.

    >>> found = representativeness([0.1, 0.1, 0.4, 0.4])
    >>> found.population, round(found.response_rate, 2), round(found.indicator, 3)
    (25.0, 0.16, 0.755)
    """
    given = _chances(chances)
    weights = 1 / given
    population = float(weights.sum())
    rate = len(given) / population
    spread = _spread(given, weights)
    return Representativeness(
        len(given), population, rate, spread, 1 - 2 * spread, effective_sample(weights)
    )


def bias_bound(found: Representativeness, *, spread: float) -> BiasBound:
    """Bound the bias of the respondents' unweighted mean of answers that have this spread.

    `spread` is the standard deviation of the answers over the population: at most 0.5 for a share.

    >>> bound = bias_bound(representativeness([0.1, 0.1, 0.4, 0.4]), spread=0.5)
    >>> round(bound.seen, 3), round(bound.worst, 3)
    (0.383, 1.146)
    """
    most = float(np.sqrt((1 - found.response_rate) / found.response_rate))
    return BiasBound(spread * found.spread / found.response_rate, spread * most)


def standardised_differences(
    known: Mapping[str, Column], targets: Targets, *, weights: Column | None = None
) -> tuple[Difference, ...]:
    """Set every group's share beside its share in the population, weighted or not.

    >>> answers, targets = {"sex": ["F", "M", "M", "M"]}, {"sex": {"F": 0.5, "M": 0.5}}
    >>> [round(one.standardised, 2) for one in standardised_differences(answers, targets)]
    [-0.53, 0.53]
    """
    people = max((len(np.asarray(known[name])) for name in targets if name in known), default=0)
    given = np.ones(people) if weights is None else numbers(weights)
    return tuple(
        _difference(margin.name, label, given @ (margin.codes == code) / given.sum(), wanted)
        for margin in margins_of(known, targets, given)
        for code, (label, wanted) in enumerate(
            zip(margin.labels, margin.wanted / margin.wanted.sum(), strict=True)
        )
    )


def standardised_difference(share: float, population_share: float) -> float:
    """Divide the difference of two shares by their mean spread; 0 where all are in both or none.

    >>> round(standardised_difference(0.25, 0.5), 2)
    -0.53
    """
    spread = (share * (1 - share) + population_share * (1 - population_share)) / 2
    return (share - population_share) / math.sqrt(spread) if spread > 0 else 0.0


def _chances(chances: Column) -> NDArray[np.float64]:
    given = numbers(chances)
    wrong = ~((given > 0) & (given <= 1))
    if given.size < 2 or wrong.any():
        found = f"{given[wrong][0]:g}" if wrong.any() else f"{given.size} values"
        raise CannotJudge(
            f"The propensities include {found}, but it takes at least two respondents, each with a"
            " chance above 0 and at most 1. Make them from weights, or correct the model."
        )
    return given


def _spread(values: NDArray[np.float64], weights: NDArray[np.float64]) -> float:
    """The standard deviation over the population that the weights add up to."""
    apart = values - np.average(values, weights=weights)
    divisor = max(float(weights.sum()) - 1, 1e-12)
    return float(np.sqrt(weights @ apart**2 / divisor))


def _difference(question: str, group: str, share: float, wanted: float) -> Difference:
    apart = standardised_difference(float(share), float(wanted))
    return Difference(question, group, float(share), float(wanted), apart)
