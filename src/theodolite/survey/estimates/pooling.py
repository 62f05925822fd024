"""One estimate from several completed data sets (multiple imputation)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from theodolite.survey.estimates.design_estimate import t_multiplier
from theodolite.survey.estimates.refusals import CannotEstimate


@dataclass(frozen=True, slots=True)
class Pooled:
    """Estimates from completed data sets as one, with what missing answers add to the variance.

    `within` is the mean of their variances and `between` the variance among them; `total` is both
    together, the latter raised for the finite number of data sets. `increase` is the relative
    increase in variance and `missing_information` the fraction of information lost.
    """

    value: float
    within: float
    between: float
    total: float
    degrees_of_freedom: float
    increase: float
    missing_information: float
    low: float
    high: float


def pool(
    values: Sequence[float],
    variances: Sequence[float],
    *,
    answers: int,
    parameters: int = 1,
    level: float = 0.95,
) -> Pooled:
    """Combine estimates and their variances by Rubin's rules (Rubin 1987).

    The degrees of freedom are those of Barnard & Rubin (1999) for few `answers`, of which
    `parameters` are spent on the estimate.
    """
    if len(values) < 2 or len(values) != len(variances):
        raise CannotEstimate(
            f"There are {len(values)} estimates and {len(variances)} variances to combine, but it"
            " takes at least two estimates with one variance each. Complete the data more often."
        )
    sets = len(values)
    value, within = float(np.mean(values)), float(np.mean(variances))
    between = float(np.var(values, ddof=1))
    added = between * (1 + 1 / sets)
    total, increase = within + added, added / within
    freedom = _barnard_rubin(sets, added / total, answers - parameters)
    reach = t_multiplier(level, freedom) * total**0.5
    missing = (increase + 2 / (freedom + 3)) / (increase + 1)
    return Pooled(
        value, within, between, total, freedom, increase, missing, value - reach, value + reach
    )


def _barnard_rubin(sets: int, lost: float, complete: float) -> float:
    observed = (complete + 1) / (complete + 3) * complete * (1 - lost)
    if lost == 0:
        return observed
    imputed = (sets - 1) / lost**2
    return imputed * observed / (imputed + observed)
