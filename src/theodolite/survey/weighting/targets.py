"""What is known of the population, set beside the respondents it is known of."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from theodolite.settings.errors import nearest
from theodolite.survey.estimates.grouping import Column, grouped
from theodolite.survey.weighting.refusals import CannotWeight

Targets = Mapping[str, Mapping[str, float]]
"""For each question, the population of each group: people, or shares that add up to 1."""


@dataclass(frozen=True, slots=True, eq=False)
class Margin:
    """One question's groups, each respondent's place among them, and the population of each."""

    name: str
    labels: tuple[str, ...]
    codes: NDArray[np.int64]
    wanted: NDArray[np.float64]


def margins_of(
    known: Mapping[str, Column], targets: Targets, weights: NDArray[np.float64]
) -> tuple[Margin, ...]:
    """Match respondents' answers with the targets; shares become shares of the weights' sum."""
    if not targets:
        raise CannotWeight(
            "There are no targets, so there is nothing to weight to. Name at least one question"
            " and the population of each of its groups."
        )
    for name in targets:
        if name not in known:
            raise CannotWeight(
                f"There is a target for {name!r}, but no answers to it. Give each respondent's"
                f" answer, or drop the target. {nearest(name, known)}"
            )
    return _to_one_total(
        [_margin(name, known[name], groups, weights) for name, groups in targets.items()],
        float(weights.sum()),
    )


def columns_of(margins: tuple[Margin, ...]) -> csr_array[np.float64]:
    """One column for each group of each margin: 1 for its members."""
    people = len(margins[0].codes)
    offsets = np.cumsum([0, *(len(margin.labels) for margin in margins)])
    places = np.stack(
        [margin.codes + offset for margin, offset in zip(margins, offsets, strict=False)], axis=1
    )
    ends = np.arange(people + 1) * len(margins)
    ones = np.ones(places.size)
    return csr_array((ones, places.ravel(), ends), shape=(people, int(offsets[-1])))


def _margin(
    name: str, answers: Column, target: Mapping[str, float], weights: NDArray[np.float64]
) -> Margin:
    found = grouped(answers)
    if found.codes.shape != weights.shape:
        raise CannotWeight(
            f"There are {found.codes.size} answers to {name!r} for {weights.size} respondents, but"
            " each respondent needs one. Give them in the order of the respondents."
        )
    missing = int((found.codes < 0).sum())
    if missing:
        raise CannotWeight(
            f"{missing} of {len(weights)} respondents did not answer {name!r}, so no target tells"
            " their weight. Leave them out, or make them a group with a target of its own."
        )
    _check_groups(name, found.labels, target)
    present = np.bincount(found.codes, weights=weights, minlength=len(found.labels))
    _check_weighable(name, target, dict(zip(found.labels, present, strict=True)))
    wanted = np.array([target[label] for label in found.labels], dtype=np.float64)
    return Margin(name, found.labels, found.codes, wanted)


def _check_groups(name: str, labels: tuple[str, ...], target: Mapping[str, float]) -> None:
    for label in labels:
        if label not in target:
            raise CannotWeight(
                f"There are respondents with {name} = {label!r}, for which there is no target."
                f" Every group needs one; add it, or recode the answer. {nearest(label, target)}"
            )


def _check_weighable(name: str, target: Mapping[str, float], present: Mapping[str, float]) -> None:
    for label, wanted in target.items():
        if not (np.isfinite(wanted) and wanted >= 0):
            raise CannotWeight(
                f"The target for {name} = {label!r} is {wanted:g}, but a population is a number"
                " of at least 0. Correct it."
            )
        if wanted > 0 and not present.get(label, 0.0) > 0:
            raise CannotWeight(
                f"No respondent has {name} = {label!r}, so nobody can stand for the {wanted:g} in"
                f" its target. Merge it with another group, or drop {name!r} from the targets."
            )
        if wanted == 0 and label in present:
            raise CannotWeight(
                f"The target for {name} = {label!r} is 0, but there are respondents in it."
                " Correct the target, or reject these respondents in screening."
            )


def _to_one_total(margins: list[Margin], weight: float) -> tuple[Margin, ...]:
    sums = [float(margin.wanted.sum()) for margin in margins]
    for margin, found in zip(margins, sums, strict=True):
        if abs(found - sums[0]) > 1e-6 * sums[0]:
            raise CannotWeight(
                f"The targets for {margins[0].name!r} add up to {sums[0]:g} and those for"
                f" {margin.name!r} to {found:g}, but both describe the same people."
                " Correct one of them, or give shares that add up to 1 for both."
            )
    population = weight if abs(sums[0] - 1) <= 1e-6 else sums[0]
    return tuple(
        replace(margin, wanted=margin.wanted * (population / found))
        for margin, found in zip(margins, sums, strict=True)
    )
