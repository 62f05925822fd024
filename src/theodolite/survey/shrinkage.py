"""Shares of small groups, drawn towards the whole as far as chance explains their differences."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.special import betaln
from scipy.stats import beta

from theodolite.evidence.estimate import Estimate, share_of
from theodolite.survey.errors import SurveyError


class CannotShrink(SurveyError):
    """There are no groups to compare, or their counts cannot be."""


@dataclass(frozen=True, slots=True)
class Shrunk:
    """A group's raw share beside the one drawn towards the whole, with its interval."""

    raw: Estimate
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Shrinkage:
    """Groups drawn towards `whole`, the share of all together.

    Each group counts as if `added` more people, who are like the whole, had answered in it: large
    where the groups differ no more than chance makes them, small where they truly differ.
    """

    whole: Estimate
    added: float
    groups: Mapping[str, Shrunk]

    def sentence(self) -> str:
        """Tell a reader what was done."""
        return (
            f"Shares of small groups are drawn towards that of all {self.whole.base} answers, as if"
            f" {self.added:.0f} more people who are like them all had answered in each group."
        )


def shrink(groups: Mapping[str, tuple[int, int]], *, level: float = 0.95) -> Shrinkage:
    """Shrink each group's (count, base) by a beta-binomial model (empirical Bayes).

    The prior mean is the share of the whole. Its weight, in answers, maximises the likelihood of
    the counts that were seen (Griffiths 1973), between one half and as many as all
    answers together. Intervals are those of the posterior beta distribution; they take that weight
    as known, so for a handful of groups they are a little narrow.

    >>> found = shrink({"engineers": (7, 8), "imaging": (20, 40), "radiotherapy": (30, 60)})
    >>> round(found.groups["engineers"].raw.value, 2), round(found.groups["engineers"].value, 2)
    (0.88, 0.55)
    """
    _check(groups)
    counts, bases = np.array(list(groups.values()), dtype=np.float64).T
    whole = share_of(int(counts.sum()), int(bases.sum()))
    assert whole.value is not None, "checked: somebody answered"
    if whole.value in (0.0, 1.0):
        return Shrinkage(whole, 0.0, {name: _as_it_is(whole, *one) for name, one in groups.items()})
    added = _weight_of_whole(counts, bases, whole.value)
    return Shrinkage(
        whole,
        added,
        {name: _towards(whole.value, added, *one, level=level) for name, one in groups.items()},
    )


def _check(groups: Mapping[str, tuple[int, int]]) -> None:
    if len(groups) < 2 or not any(base for _, base in groups.values()):
        raise CannotShrink(
            f"There are {len(groups)} groups, but how far groups differ shows only with at least"
            " two, in which somebody answered. Print the raw share instead."
        )
    for name, (count, base) in groups.items():
        if not 0 <= count <= base:
            raise CannotShrink(
                f"In {name!r}, {count} of {base} is not a share. Give how many chose it and how"
                " many answered, in this order."
            )


def _weight_of_whole(
    counts: NDArray[np.float64], bases: NDArray[np.float64], whole: float
) -> float:
    def unlikely(log_weight: float) -> float:
        for_it, against = np.exp(log_weight) * whole, np.exp(log_weight) * (1 - whole)
        seen = betaln(counts + for_it, bases - counts + against) - betaln(for_it, against)
        return -float(seen.sum())

    bounds = (np.log(0.5), np.log(max(bases.sum(), 1.0)))
    found = minimize_scalar(unlikely, bounds=bounds, method="bounded", options={"xatol": 1e-9})
    # The search stays inside its bounds; where the likelihood still rises at one, that one is it.
    best = min((*bounds, float(found.x)), key=unlikely)
    return float(np.exp(best))


def _towards(whole: float, added: float, count: int, base: int, *, level: float) -> Shrunk:
    for_it, against = count + added * whole, base - count + added * (1 - whole)
    low, high = beta.interval(level, for_it, against)
    return Shrunk(share_of(count, base), for_it / (base + added), float(low), float(high))


def _as_it_is(whole: Estimate, count: int, base: int) -> Shrunk:
    """Where everyone or no one chose it, groups do not differ and nothing can be drawn closer."""
    raw = share_of(count, base)
    shown = raw if raw.value is not None else whole
    assert shown.value is not None, "the whole has answers"
    assert shown.low is not None, "a share has an interval"
    assert shown.high is not None, "a share has an interval"
    return Shrunk(raw, shown.value, shown.low, shown.high)
