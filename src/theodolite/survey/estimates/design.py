"""How respondents were sampled: their weights, strata and clusters, and what was known of all.

Every constructor takes one value per respondent. `population` is how many could have been sampled
(people, or clusters where clusters were sampled): one number, or one for each stratum. With it the
finite correction applies, and weights that are not given are made from it; without it, sampling
counts as with replacement.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from theodolite.settings.errors import nearest
from theodolite.survey.estimates.grouping import Column, Grouping, grouped, numbers
from theodolite.survey.estimates.refusals import CannotEstimate

Population = float | Mapping[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """One stage of sampling: which unit each respondent belongs to, and each unit's stratum.

    `factors[stratum]` multiplies the spread of the units' totals to give its share of the
    variance; `sampled[stratum]` and `fractions[stratum]` are how many units, and what fraction of
    all, were sampled.
    """

    units: NDArray[np.int64]
    strata: NDArray[np.int64]
    sampled: NDArray[np.float64]
    fractions: NDArray[np.float64]
    factors: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Adjustment:
    """What weights were fitted to (`columns`), and the weights `before` and `after` it."""

    columns: csr_array[np.float64]
    before: NDArray[np.float64]
    after: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Design:
    """Weights and stages of sampling, with the adjustments that the weights have been through."""

    weights: NDArray[np.float64]
    stages: tuple[Stage, ...]
    adjustments: tuple[Adjustment, ...] = ()

    def degrees_of_freedom(self) -> int:
        """How many clusters there are beyond one for each stratum; clusters of weight 0 are out."""
        first = self.stages[0]
        weights = np.bincount(first.units, weights=self.weights, minlength=len(first.strata))
        used = first.strata[weights > 0]
        return len(used) - len(np.unique(used))


def simple(
    respondents: int, *, population: float | None = None, weights: Column | None = None
) -> Design:
    """Describe people who answered each on their own, from one list or from none.

    >>> simple(4, population=100).weights
    array([25., 25., 25., 25.])
    """
    everyone = Grouping(("all",), np.zeros(respondents, dtype=np.int64))
    return _one_stage(np.arange(respondents), everyone, population, weights)


def stratified(
    strata: Column,
    *,
    population: Mapping[str, float] | None = None,
    weights: Column | None = None,
) -> Design:
    """Describe people sampled within each stratum on their own.

    >>> regions = ["north", "north", "south", "south"]
    >>> stratified(regions, population={"north": 8, "south": 6}).weights
    array([4., 4., 3., 3.])
    """
    groups = _complete(strata, "stratum")
    return _one_stage(np.arange(len(groups.codes)), groups, population, weights)


def clustered(
    clusters: Column,
    *,
    strata: Column | None = None,
    population: Population | None = None,
    members: Mapping[str, float] | None = None,
    weights: Column | None = None,
) -> Design:
    """Describe people who came in clusters, such as institutions, perhaps sampled within strata.

    `population` counts clusters. `members` gives the people in each cluster where only some of
    them were sampled; it needs `population` and adds the variance within clusters. Without it,
    the clusters alone carry the variance (Lumley 2010, section 3.2).
    """
    groups = _complete(clusters, "cluster")
    people = len(groups.codes)
    everyone = Grouping(("all",), np.zeros(people, dtype=np.int64))
    layers = everyone if strata is None else _complete(strata, "stratum")
    # The same name in two strata is two clusters.
    pairs = layers.codes * len(groups.labels) + groups.codes
    _, first, units = np.unique(pairs, return_index=True, return_inverse=True)
    design = _one_stage(units, layers, population, weights)
    if members is None:
        return design
    if population is None:
        raise CannotEstimate(
            "The members of each cluster are given, but not how many clusters there are. The"
            " variance within clusters needs both; give population, or leave members out."
        )
    names = tuple(groups.labels[code] for code in groups.codes[first])
    wanted = _looked_up(members, names, "cluster")
    parents = design.stages[0]
    second = _stage(np.arange(people), units, wanted, names, parents.fractions[parents.strata])
    made = design.weights / second.fractions[units] if weights is None else design.weights
    return Design(made, (parents, second))


def _one_stage(
    units: NDArray[np.int64],
    layers: Grouping,
    population: Population | None,
    weights: Column | None,
) -> Design:
    if len(units) == 0:
        raise CannotEstimate(
            "There is no respondent to describe, but a design needs at least two. Check which"
            " respondents were kept."
        )
    _, first = np.unique(units, return_index=True)
    wanted = _looked_up(population, layers.labels, "stratum")
    stage = _stage(units, layers.codes[first], wanted, layers.labels, np.ones(len(layers.labels)))
    if weights is None:
        unit = 1 / stage.fractions if population is not None else np.ones(len(layers.labels))
        return Design(unit[layers.codes], (stage,))
    return Design(_usable(weights, len(units)), (stage,))


def _stage(
    units: NDArray[np.int64],
    strata: NDArray[np.int64],
    population: NDArray[np.float64],
    names: tuple[str, ...],
    parents: NDArray[np.float64],
) -> Stage:
    sampled = np.bincount(strata, minlength=len(names)).astype(np.float64)
    over, alone = sampled > population, (sampled == 1) & (population > 1)
    if over.any():
        at = int(over.argmax())
        raise CannotEstimate(
            f"{sampled[at]:.0f} were sampled from {names[at]!r}, but its population is given as"
            f" {population[at]:g}. Nobody can be sampled twice; correct the population."
        )
    if alone.any():
        raise CannotEstimate(
            f"Only one was sampled from {names[int(alone.argmax())]!r}, but a variance needs at"
            " least two. Merge it with another, or give it a population of 1 if it was all."
        )
    fractions = sampled / population
    # Sampled whole, a stratum adds no variance, however few it holds.
    spread = np.where(sampled > 1, sampled / np.maximum(sampled - 1, 1), 0.0)
    # Without correction the fraction is 0, whatever the number sampled.
    return Stage(units, strata, sampled, fractions, parents * (1 - fractions) * spread)


def _looked_up(
    population: Population | None, names: tuple[str, ...], what: str
) -> NDArray[np.float64]:
    if population is None:
        return np.full(len(names), np.inf)
    if not isinstance(population, Mapping):
        return np.full(len(names), float(population))
    for name in names:
        if name not in population:
            raise CannotEstimate(
                f"There is no population for {what} {name!r}, in which there are respondents."
                f" Every {what} needs one. {nearest(name, population)}"
            )
    return np.array([population[name] for name in names], dtype=np.float64)


def _complete(values: Column, what: str) -> Grouping:
    groups = grouped(values)
    missing = int((groups.codes < 0).sum())
    if missing:
        raise CannotEstimate(
            f"{missing} of {len(groups.codes)} respondents have no {what}, but each needs one."
            f" Leave them out, or give them a {what} of their own."
        )
    return groups


def _usable(weights: Column, people: int) -> NDArray[np.float64]:
    given = numbers(weights)
    if given.shape != (people,):
        raise CannotEstimate(
            f"There are {given.size} weights for {people} respondents, but each needs exactly one."
            " Give one weight per respondent, in the same order."
        )
    wrong = ~(np.isfinite(given) & (given >= 0))
    if wrong.any():
        at = int(wrong.argmax())
        raise CannotEstimate(
            f"Respondent {at + 1} has the weight {given[at]:g}, but a weight is a number of at"
            " least 0. Correct it, or leave that respondent out."
        )
    return given
