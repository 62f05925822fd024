"""Whether two groups differ, and what numbers explain another."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr

from theodolite.survey.estimates.design import Design
from theodolite.survey.estimates.design_estimate import answering, answers_to, t_multiplier
from theodolite.survey.estimates.grouping import Column, grouped
from theodolite.survey.estimates.refusals import CannotEstimate
from theodolite.survey.estimates.variance import covariance


@dataclass(frozen=True, slots=True)
class Effect:
    """How much something changes an answer, with Student's test of whether it changes it at all.

    `t` and `p` are None where every answer is explained, so that nothing is left to chance.
    """

    name: str
    value: float
    standard_error: float
    low: float
    high: float
    t: float | None
    p: float | None
    degrees_of_freedom: int


def difference(values: Column, groups: Column, design: Design, *, level: float = 0.95) -> Effect:
    """Compare the means of two groups: the second in sorted order minus the first.

    >>> from theodolite.survey.estimates import simple
    >>> found = difference([30, 40, 50, 40], ["a", "a", "b", "b"], simple(4))
    >>> found.name, found.value
    ('b − a', 10.0)
    """
    found = grouped(groups)
    if len(found.labels) != 2:
        raise CannotEstimate(
            f"There are {len(found.labels)} groups, but a difference is between two."
            " Leave others out, or test all of them together with a chi-square test."
        )
    first, second = found.labels
    is_second = np.where(found.codes < 0, np.nan, found.codes == 1)
    return regress(values, {f"{second} − {first}": is_second}, design, level=level)[1]


def regress(
    outcome: Column, predictors: Mapping[str, Column], design: Design, *, level: float = 0.95
) -> tuple[Effect, ...]:
    """Fit a straight line through weighted answers: the intercept first, then each predictor.

    Respondents who lack an answer to any of them are left out. Variances by linearisation
    (Binder 1983); the degrees of freedom are the design's, less one for each predictor.
    """
    answer = answers_to(outcome, design)
    explaining = [answers_to(values, design) for values in predictors.values()]
    columns = np.column_stack([np.ones(len(answer)), *explaining])
    counted = answering(answer + columns.sum(axis=1), design, None)
    columns, answer = np.where(counted[:, None], columns, 0.0), np.where(counted, answer, 0.0)
    bread = _inverse(columns, np.where(counted, design.weights, 0.0))
    freedom = _freedom(design, columns.shape[1])
    values = bread @ (columns.T @ (design.weights * answer))
    left = answer - columns @ values
    errors = np.sqrt(np.diag(covariance(columns * left[:, None] @ bread, design)))
    return tuple(
        _effect(name, float(value), float(error), freedom, level)
        for name, value, error in zip(("Intercept", *predictors), values, errors, strict=True)
    )


def _freedom(design: Design, effects: int) -> int:
    freedom = design.degrees_of_freedom() + 1 - effects
    if freedom < 1:
        raise CannotEstimate(
            f"{effects} effects are to be told apart by a design with only"
            f" {design.degrees_of_freedom()} degrees of freedom. Use fewer predictors, or a design"
            " with more clusters."
        )
    return freedom


def _inverse(columns: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    normal = columns.T @ (columns * weights[:, None])
    if np.linalg.matrix_rank(normal, hermitian=True) < len(normal):
        raise CannotEstimate(
            "One of the predictors is the same for everyone or follows from the others, so its"
            " effect cannot be told apart. Leave one out."
        )
    return np.asarray(np.linalg.inv(normal))


def _effect(name: str, value: float, error: float, freedom: int, level: float) -> Effect:
    reach = error * t_multiplier(level, freedom)
    t = value / error if error > 0 else None
    p = None if t is None else 2 * float(stdtr(freedom, -abs(t)))
    return Effect(name, value, error, value - reach, value + reach, t, p, freedom)
