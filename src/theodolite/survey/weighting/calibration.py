"""Weights that make known totals right while changing as little as possible."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, hstack

from theodolite.survey.estimates.design import Adjustment, Design
from theodolite.survey.estimates.grouping import Column, numbers
from theodolite.survey.estimates.projection import combined, effects_meeting, summed_over
from theodolite.survey.weighting.distances import Change, Distance, change_by
from theodolite.survey.weighting.refusals import CannotWeight
from theodolite.survey.weighting.targets import columns_of, margins_of

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class _Known:
    """One column for each group and measure, and what its weighted sum must be.

    `population` is what the weights add up to, where groups tell it.
    """

    names: tuple[str, ...]
    columns: csr_array[np.float64]
    totals: Numbers
    population: float | None


def calibrate(
    design: Design,
    known: Mapping[str, Column],
    targets: Mapping[str, Mapping[str, float] | float],
    *,
    distance: Distance = "raking",
    bounds: tuple[float, float] = (0.3, 3.0),
    tolerance: float = 1e-10,
) -> Design:
    """Weight respondents until groups have their populations and numbers their totals.

    A target is a population for each group of a question, or one total for a question answered in
    numbers (Deville & Särndal 1992). Without any groups, nothing fixes the sum of the weights.
    `bounds` are the least and greatest factors of the bounded distance, beside the one common
    factor that brings all weights to the population.

    >>> from theodolite.survey.estimates import simple
    >>> known = {"sex": ["F", "M", "M"], "years": [10, 20, 30]}
    >>> targets = {"sex": {"F": 60, "M": 60}, "years": 2000}
    >>> calibrate(simple(3), known, targets).weights.round(2).tolist()
    [60.0, 40.0, 20.0]
    """
    wanted = _wanted(known, targets, design.weights)
    change = change_by(distance, bounds)
    start = design.weights
    if wanted.population is not None:
        start = start * (wanted.population / start.sum())
    factors = _solved(wanted, start, change, tolerance=tolerance)
    _check_positive(factors, distance)
    weights = start * factors
    step = Adjustment(wanted.columns, design.weights, weights)
    return replace(design, weights=weights, adjustments=(*design.adjustments, step))


def _wanted(
    known: Mapping[str, Column],
    targets: Mapping[str, Mapping[str, float] | float],
    weights: Numbers,
) -> _Known:
    grouped = {name: target for name, target in targets.items() if isinstance(target, Mapping)}
    measured = {name: target for name, target in targets.items() if not isinstance(target, Mapping)}
    names: list[str] = []
    columns: list[csr_array[np.float64]] = []
    totals: list[float] = []
    population = None
    if grouped or not measured:
        margins = margins_of(known, grouped, weights)
        names += [f"{margin.name} = {label}" for margin in margins for label in margin.labels]
        columns.append(columns_of(margins))
        totals += [float(one) for margin in margins for one in margin.wanted]
        population = float(margins[0].wanted.sum())
    for name, target in measured.items():
        values = _complete_numbers(name, known, len(weights))
        # Columns of one size keep the equations well conditioned.
        size = max(float(np.abs(values).max()), 1e-300)
        names.append(name)
        columns.append(csr_array((values / size)[:, None]))
        totals.append(target / size)
    return _Known(tuple(names), csr_array(hstack(columns)), np.array(totals), population)


def _complete_numbers(name: str, known: Mapping[str, Column], people: int) -> Numbers:
    values = numbers(known[name]) if name in known else np.empty(0)
    answered = int(np.isfinite(values).sum())
    if values.size != people or answered != people:
        raise CannotWeight(
            f"There is a total for {name!r}, but only {answered} of {people} respondents have a"
            " number for it. Fill the gaps or leave these respondents out, or drop the target."
        )
    return values


def _solved(
    wanted: _Known, weights: Numbers, change: Change, *, tolerance: float, max_rounds: int = 100
) -> Numbers:
    """The factors that meet all totals, by Newton's method."""
    allowed = tolerance * max(float(np.abs(wanted.totals).max()), float(weights.sum()))
    effects = np.zeros(len(wanted.totals))
    for _ in range(max_rounds):
        asked = combined(wanted.columns, effects)
        gaps = _gaps(wanted, weights, change.factor(asked))
        if np.abs(gaps).max() <= allowed:
            return change.factor(asked)
        step = effects_meeting(wanted.columns, weights * change.slope(asked), gaps)
        shortened = _shortened(step, effects, wanted, weights, change)
        if shortened is None:
            break
        effects = effects + shortened
    raise _unmet(wanted, gaps)


def _gaps(wanted: _Known, weights: Numbers, factors: Numbers) -> Numbers:
    return wanted.totals - summed_over(wanted.columns, weights * factors)


def _shortened(
    step: Numbers, effects: Numbers, wanted: _Known, weights: Numbers, change: Change
) -> Numbers | None:
    """The step, halved until it leads nearer to the totals; None where it never does."""

    def distance(place: Numbers) -> float:
        factors = change.factor(combined(wanted.columns, place))
        return float(np.linalg.norm(_gaps(wanted, weights, factors)))

    start = distance(effects)
    tried = (step * 0.5**halvings for halvings in range(40))
    return next((short for short in tried if distance(effects + short) < start), None)


def _unmet(wanted: _Known, gaps: Numbers) -> CannotWeight:
    worst = int(np.abs(gaps).argmax())
    off = 100 * abs(gaps[worst]) / max(abs(wanted.totals[worst]), 1e-300)
    return CannotWeight(
        f"No such weights meet the targets: {wanted.names[worst]!r} stays off by {off:.3g}%."
        " Check that the targets describe the same people; merge small groups, widen the bounds,"
        " or drop a target."
    )


def _check_positive(factors: Numbers, distance: Distance) -> None:
    below = int((factors <= 0).sum())
    if below:
        raise CannotWeight(
            f"The {distance} distance gives {below} respondents a weight of 0 or below, which"
            " stands for nobody. Use the raking or the bounded distance."
        )
