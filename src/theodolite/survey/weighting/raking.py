"""Weights that make several margins right at once."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from theodolite.survey.estimates.design import Adjustment, Design
from theodolite.survey.estimates.grouping import Column
from theodolite.survey.weighting.refusals import CannotWeight
from theodolite.survey.weighting.targets import Margin, Targets, columns_of, margins_of


def rake(
    design: Design,
    known: Mapping[str, Column],
    targets: Targets,
    *,
    tolerance: float = 1e-10,
    max_rounds: int = 1000,
) -> Design:
    """Weight respondents until every margin matches its target.

    Iterative proportional fitting (Deming & Stephan 1940): each margin in turn is made right,
    again and again, until none is off by more than `tolerance` of the population. `known` holds
    each respondent's answer to every question named in `targets`.

    >>> from theodolite.survey.estimates import simple
    >>> sex = {"sex": ["F", "M", "M", "M"]}
    >>> rake(simple(4), sex, {"sex": {"F": 0.5, "M": 0.5}}).weights.round(2).tolist()
    [2.0, 0.67, 0.67, 0.67]
    """
    margins = margins_of(known, targets, design.weights)
    # Respondents alike in every margin keep equal factors: fit one cell for all of them.
    cells, groups = _collapsed(margins)
    starts = np.asarray(
        np.bincount(cells, weights=design.weights, minlength=groups.shape[1]), dtype=np.float64
    )
    factors = _fitted(starts, margins, groups, tolerance=tolerance, max_rounds=max_rounds)
    return adjusted(design, design.weights * factors[cells], margins)


def post_stratify(design: Design, groups: Column, target: Mapping[str, float]) -> Design:
    """Weight respondents until each group of one question has its population.

    >>> from theodolite.survey.estimates import simple
    >>> post_stratify(simple(3), ["F", "M", "M"], {"F": 60, "M": 40}).weights.tolist()
    [60.0, 20.0, 20.0]
    """
    return rake(design, {"group": groups}, {"group": target})


def adjusted(design: Design, weights: NDArray[np.float64], margins: tuple[Margin, ...]) -> Design:
    """The design with new weights, remembering for variances what they were fitted to."""
    step = Adjustment(columns_of(margins), design.weights, weights)
    return replace(design, weights=weights, adjustments=(*design.adjustments, step))


def _collapsed(margins: tuple[Margin, ...]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Each respondent's cell of the cross-classification, and each cell's group in each margin."""
    shape = tuple(len(margin.labels) for margin in margins)
    crossed = np.ravel_multi_index([margin.codes for margin in margins], shape)
    if np.prod(shape, dtype=float) <= len(crossed) + 1000:
        return crossed, np.stack(np.unravel_index(np.arange(np.prod(shape)), shape))
    present, cells = np.unique(crossed, return_inverse=True)
    return cells, np.stack(np.unravel_index(present, shape))


def _fitted(
    starts: NDArray[np.float64],
    margins: tuple[Margin, ...],
    groups: NDArray[np.int64],
    *,
    tolerance: float,
    max_rounds: int,
) -> NDArray[np.float64]:
    """The factor of each cell once all margins match."""
    factors = np.ones_like(starts)
    for _ in range(max_rounds):
        for margin, group in zip(margins, groups, strict=True):
            factors *= (margin.wanted / _totals(starts * factors, group, margin))[group]
        gaps = _gaps(starts * factors, margins, groups)
        if gaps.max() <= tolerance:
            return factors
    worst = margins[int(gaps.argmax())]
    raise CannotWeight(
        f"After {max_rounds} rounds the margin {worst.name!r} is still off by"
        f" {100 * gaps.max():.3g}% of the population. Two targets may contradict each other;"
        " merge their smallest groups, or allow a larger tolerance."
    )


def _gaps(
    weights: NDArray[np.float64], margins: tuple[Margin, ...], groups: NDArray[np.int64]
) -> NDArray[np.float64]:
    """How far each margin's worst group is off, as a part of the population."""
    return np.array(
        [
            np.abs(_totals(weights, group, margin) - margin.wanted).max() / margin.wanted.sum()
            for margin, group in zip(margins, groups, strict=True)
        ]
    )


def _totals(
    weights: NDArray[np.float64], group: NDArray[np.int64], margin: Margin
) -> NDArray[np.float64]:
    found = np.bincount(group, weights=weights, minlength=len(margin.labels))
    return np.asarray(found, dtype=np.float64)
