"""Shares of respondents with intervals that stay between 0 and 1."""

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

import numpy as np
from scipy.special import betaincinv, expit, logit

from theodolite.survey.estimates.design import Design
from theodolite.survey.estimates.design_estimate import DesignEstimate, answering, t_multiplier
from theodolite.survey.estimates.effective_sample import effective_sample
from theodolite.survey.estimates.grouping import Column, grouped, numbers
from theodolite.survey.estimates.means import mean

ShareInterval = Literal["logit", "beta", "mean"]
"""Symmetric on the logit scale; Clopper–Pearson at the effective sample (Korn & Graubard 1998);
or symmetric about the share itself."""


def share(
    chosen: Column,
    design: Design,
    *,
    among: Column | None = None,
    level: float = 0.95,
    interval: ShareInterval = "logit",
) -> DesignEstimate:
    """Estimate the share for whom `chosen` is true; those without an answer are left out.

    Where everyone or no one chose it, the answers show no spread: the interval is then the exact
    one at Kish's effective sample.

    >>> from theodolite.survey.estimates import simple
    >>> found = share([True, False, True, True, False], simple(5))
    >>> found.value, round(found.low, 3), round(found.high, 3)
    (0.6, 0.081, 0.962)
    """
    found = mean(chosen, design, among=among, level=level)
    if interval == "mean" or not found.standard_error:
        low, high = found.low, found.high
    else:
        low, high = _INTERVALS[interval](found, level, len(design.weights))
    if found.value in (0.0, 1.0):
        low, high = _unanimous(chosen, design, among, found.value, level)
    return replace(found, low=low, high=high, count=_choosing(chosen, design, among))


def shares(
    groups: Column, design: Design, *, among: Column | None = None, level: float = 0.95
) -> dict[str, DesignEstimate]:
    """Estimate the share of each group among all who are in one."""
    found = grouped(groups)
    known = np.where(found.codes < 0, np.nan, found.codes)
    return {
        label: share(
            np.where(np.isnan(known), np.nan, known == code), design, among=among, level=level
        )
        for code, label in enumerate(found.labels)
    }


def count_interval(
    count: int, base: int, *, level: float = 0.95, method: Literal["exact", "corrected"] = "exact"
) -> tuple[float, float]:
    """Bound an unweighted share more cautiously than Wilson's interval.

    Either the exact interval (Clopper & Pearson 1934) or Wilson's with continuity correction.

    >>> [round(end, 3) for end in count_interval(0, 8)]
    [0.0, 0.369]
    """
    from scipy.stats import binomtest  # slow to load, and seldom asked for

    test = binomtest(count, base)
    if method == "exact":
        found = test.proportion_ci(confidence_level=level, method="exact")
    else:
        found = test.proportion_ci(confidence_level=level, method="wilsoncc")
    return float(found.low), float(found.high)


def _choosing(chosen: Column, design: Design, among: Column | None) -> int:
    given = numbers(chosen)
    return int((given[answering(given, design, among)] == 1).sum())


def _on_logit_scale(found: DesignEstimate, level: float, _: int) -> tuple[float, float]:
    error = (found.standard_error or 0.0) / (found.value * (1 - found.value))
    reach = error * t_multiplier(level, found.degrees_of_freedom)
    centre = logit(found.value)
    return float(expit(centre - reach)), float(expit(centre + reach))


def _at_effective_sample(found: DesignEstimate, level: float, people: int) -> tuple[float, float]:
    worth = found.value * (1 - found.value) / (found.standard_error or 1.0) ** 2
    tail = (1 - level) / 2
    worth *= (t_multiplier(level, people - 1) / t_multiplier(level, found.degrees_of_freedom)) ** 2
    return _clopper_pearson(found.value * worth, worth, tail)


def _unanimous(
    chosen: Column, design: Design, among: Column | None, value: float, level: float
) -> tuple[float, float]:
    worth = effective_sample(design.weights[answering(numbers(chosen), design, among)])
    return _clopper_pearson(value * worth, worth, (1 - level) / 2)


def _clopper_pearson(count: float, base: float, tail: float) -> tuple[float, float]:
    low = float(betaincinv(count, base - count + 1, tail)) if count > 0 else 0.0
    high = float(betaincinv(count + 1, base - count, 1 - tail)) if count < base else 1.0
    return low, high


_INTERVALS: dict[str, Callable[[DesignEstimate, float, int], tuple[float, float]]] = {
    "logit": _on_logit_scale,
    "beta": _at_effective_sample,
}
