"""Variances from replicate weights, for results that no formula covers.

Each replicate leaves out or repeats whole clusters; whatever is done to the weights (raking,
trimming) is done again in each replicate, so its own uncertainty is counted too.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from theodolite.settings.errors import CorrectableError
from theodolite.survey.estimates.design import Design
from theodolite.survey.estimates.design_estimate import DesignEstimate, t_multiplier
from theodolite.survey.weighting.refusals import CannotReplicate

_MOST_CLUSTERS = 3000


@dataclass(frozen=True, slots=True, eq=False)
class Replicates:
    """A design and its replicates: `factors` is clusters × replicates, `scales` one for each."""

    design: Design
    factors: NDArray[np.float64]
    scales: NDArray[np.float64]

    def designs(self) -> Iterator[Design]:
        """The design under each replicate's weights."""
        units = self.design.stages[0].units
        for column in self.factors.T:
            yield replace(self.design, weights=self.design.weights * column[units])


def jackknife(design: Design) -> Replicates:
    """Leave out each cluster in turn: JK1 for one stratum, JKn for several (Wolter 2007)."""
    stage = design.stages[0]
    clusters = len(stage.strata)
    if clusters > _MOST_CLUSTERS:
        raise CannotReplicate(
            f"The design has {clusters} clusters, and a jackknife needs a replicate for each, at"
            f" most {_MOST_CLUSTERS}. Use the bootstrap instead."
        )
    sampled = stage.sampled[stage.strata]
    others = stage.strata[:, None] == stage.strata[None, :]
    factors = np.where(others, sampled / np.maximum(sampled - 1, 1), 1.0)
    np.fill_diagonal(factors, 0.0)
    scales = (sampled - 1) / sampled * (1 - stage.fractions[stage.strata])
    kept = sampled > 1
    return Replicates(design, factors[:, kept], scales[kept])


def bootstrap(design: Design, *, replicates: int = 500, seed: int = 1) -> Replicates:
    """Draw one cluster fewer than sampled, with return, in each stratum (Rao & Wu 1988)."""
    if replicates < 2:
        raise CannotReplicate(
            f"{replicates} replicate cannot vary, but a variance needs at least two. Ask for 100"
            " or more."
        )
    stage, chance = design.stages[0], np.random.default_rng(seed)
    factors = np.ones((len(stage.strata), replicates))
    for stratum, count in enumerate(stage.sampled.astype(int)):
        if count > 1:
            drawn = chance.multinomial(count - 1, np.full(count, 1 / count), size=replicates).T
            shrink = np.sqrt(1 - stage.fractions[stratum])
            factors[stage.strata == stratum] += shrink * (drawn * count / (count - 1) - 1)
    return Replicates(design, factors, np.full(replicates, 1 / (replicates - 1)))


def replicated(
    statistic: Callable[[Design], float], replicates: Replicates, *, level: float = 0.95
) -> DesignEstimate:
    """Estimate anything that can be computed from a design, with the spread over replicates.

    >>> from theodolite.survey.estimates import mean, simple
    >>> hours = [30, 40, 50, 40]
    >>> found = replicated(lambda design: mean(hours, design).value, jackknife(simple(4)))
    >>> found.value, round(found.standard_error, 3)
    (40.0, 4.082)
    """
    design = replicates.design
    value = statistic(design)
    values = np.array([_computed(statistic, one) for one in replicates.designs()])
    error = float(np.sqrt(replicates.scales @ (values - values.mean()) ** 2))
    freedom = design.degrees_of_freedom()
    reach = error * t_multiplier(level, freedom)
    base = int((design.weights > 0).sum())
    return DesignEstimate(value, base, freedom, error, value - reach, value + reach)


def _computed(statistic: Callable[[Design], float], replicate: Design) -> float:
    try:
        return statistic(replicate)
    except CorrectableError as problem:
        raise CannotReplicate(
            "With some clusters left out, as every replicate does, the result cannot be computed:"
            f" {problem} Merge groups that few are in, or use the variance by linearisation."
        ) from problem
