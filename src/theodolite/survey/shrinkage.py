"""Shares of small groups, drawn towards the whole as far as chance explains their differences."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import betainc, betaln

from theodolite.evidence.estimate import Estimate, share_of
from theodolite.survey.errors import SurveyError

_DEGREES = 200
"""How many degrees of shrinkage, evenly between none and all, are weighed."""


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

    The prior mean is the share of the whole. How many answers the prior is worth is judged from
    the counts: every degree of shrinkage between none and all is weighed by how likely it makes
    them (uniform shrinkage, Daniels 1999). The values take the mean degree, the intervals all
    degrees as they are weighed, so that few groups, which tell little of it, have wide intervals.

    >>> found = shrink({"engineers": (7, 8), "imaging": (20, 40), "radiotherapy": (30, 60)})
    >>> round(found.groups["engineers"].raw.value, 2), round(found.groups["engineers"].value, 2)
    (0.88, 0.57)
    """
    _check(groups)
    counts, bases = np.array(list(groups.values()), dtype=np.float64).T
    whole = share_of(int(counts.sum()), int(bases.sum()))
    assert whole.value is not None, "checked: somebody answered"
    if whole.value in (0.0, 1.0):
        return Shrinkage(whole, 0.0, {name: _as_it_is(whole, *one) for name, one in groups.items()})
    worth = _worth_of_whole(counts, bases, whole.value)
    return Shrinkage(
        whole,
        worth.mean,
        {name: _towards(whole.value, worth, *one, level=level) for name, one in groups.items()},
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


@dataclass(frozen=True, slots=True, eq=False)
class _Worth:
    """How many answers the whole may be worth to a group, how likely each is, and the mean."""

    answers: NDArray[np.float64]
    likely: NDArray[np.float64]
    mean: float


def _worth_of_whole(
    counts: NDArray[np.float64], bases: NDArray[np.float64], whole: float
) -> _Worth:
    typical = bases[bases > 0].mean()
    degrees = (np.arange(_DEGREES) + 0.5) / _DEGREES
    answers = typical * degrees / (1 - degrees)
    for_it, against = answers[:, None] * whole, answers[:, None] * (1 - whole)
    logs = betaln(counts + for_it, bases - counts + against) - betaln(for_it, against)
    likely = np.exp(logs.sum(axis=1) - logs.sum(axis=1).max())
    likely /= likely.sum()
    degree = float(likely @ degrees)
    return _Worth(answers, likely, float(typical * degree / (1 - degree)))


def _towards(whole: float, worth: _Worth, count: int, base: int, *, level: float) -> Shrunk:
    for_it = count + worth.answers * whole
    against = base - count + worth.answers * (1 - whole)

    def below(share: float) -> float:
        return float(worth.likely @ betainc(for_it, against, share))

    tail = (1 - level) / 2
    low = float(brentq(lambda share: below(share) - tail, 0.0, 1.0, xtol=1e-12))
    high = float(brentq(lambda share: below(share) - (1 - tail), 0.0, 1.0, xtol=1e-12))
    value = (count + worth.mean * whole) / (base + worth.mean)
    return Shrunk(share_of(count, base), value, low, high)


def _as_it_is(whole: Estimate, count: int, base: int) -> Shrunk:
    """Where everyone or no one chose it, groups do not differ and nothing can be drawn closer."""
    raw = share_of(count, base)
    shown = raw if raw.value is not None else whole
    assert shown.value is not None, "the whole has answers"
    assert shown.low is not None, "a share has an interval"
    assert shown.high is not None, "a share has an interval"
    return Shrunk(raw, shown.value, shown.low, shown.high)
