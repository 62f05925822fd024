"""How the people of each cluster share out their computing time over seven activities."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

ACTIVITIES = (
    "clinical_applications",
    "development",
    "scientific_applications",
    "application_support",
    "infrastructure_support",
    "projects",
    "governance",
)
"""The seven activities: the report prints none of their shares, so the figures are our own."""

SHARE_WHO_ANSWER_IN_TENS = 0.85


@dataclass(frozen=True, slots=True)
class _Habit:
    """The mean shares of a cluster (in percent), and how closely its people keep to them.

    `at_least` and `at_most` bound single activities, so that nobody stands between two clusters.
    """

    means: tuple[int, ...]
    closeness: float
    at_least: Mapping[str, int]
    at_most: Mapping[str, int]


_HABITS = {
    "Clinical Application Users": _Habit(
        (66, 4, 5, 11, 3, 4, 7), 11, {"clinical_applications": 50}, {}
    ),
    "Development": _Habit((13, 50, 4, 13, 8, 8, 4), 12, {"development": 40}, {}),
    "Scientific Application Users": _Habit(
        (13, 2, 62, 13, 6, 2, 2),
        40,
        {"scientific_applications": 55, "clinical_applications": 10},
        {},
    ),
    "Support": _Habit(
        (4, 6, 3, 39, 28, 12, 8),
        11,
        {},
        {"clinical_applications": 10, "development": 20, "scientific_applications": 15},
    ),
}


def draw_shares(clusters: list[str], rng: Generator) -> NDArray[np.int64]:
    """Seven shares of 100 for each person, in whole steps of 5 or 10 as people answer."""
    return np.array([_one_answer(_HABITS[cluster], rng) for cluster in clusters])


def _one_answer(habit: _Habit, rng: Generator) -> NDArray[np.int64]:
    while True:
        shares = rng.dirichlet(np.array(habit.means) * habit.closeness / 100)
        steps = 10 if rng.random() < SHARE_WHO_ANSWER_IN_TENS else 20
        answer = _in_whole_steps(shares, steps)
        if _fits(dict(zip(ACTIVITIES, answer.tolist(), strict=True)), habit):
            return answer


def _in_whole_steps(shares: NDArray[np.float64], steps: int) -> NDArray[np.int64]:
    """Round to 100 / `steps` by largest remainder, so that the sum stays 100."""
    whole = np.floor(shares * steps).astype(np.int64)
    by_remainder = np.argsort(whole - shares * steps, kind="stable")
    whole[by_remainder[: steps - whole.sum()]] += 1
    return whole * (100 // steps)


def _fits(answer: Mapping[str, int], habit: _Habit) -> bool:
    enough = all(answer[name] >= low for name, low in habit.at_least.items())
    return enough and all(answer[name] <= high for name, high in habit.at_most.items())
