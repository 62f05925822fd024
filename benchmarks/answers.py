"""Made-up answers to measure with: seven time shares of four kinds of respondents."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ACTIVITIES = ("clinical", "scientific", "software", "support", "servers", "data", "teaching")

_SIZES = np.array([28, 35, 4, 46]) / 113
_PROFILES = np.array(
    [
        [68, 5, 6, 10, 3, 5, 3],
        [10, 5, 58, 10, 6, 7, 4],
        [8, 70, 9, 5, 2, 4, 2],
        [14, 6, 12, 28, 22, 9, 9],
    ]
)


def shares(people: int, *, seed: int = 1, in_steps: bool = True) -> NDArray[np.float64]:
    """Percentages that add up to 100, typed in steps of 5 or measured to the last digit."""
    chance = np.random.default_rng(seed)
    kinds = chance.choice(len(_SIZES), people, p=_SIZES)
    drawn = chance.standard_gamma(_PROFILES[kinds] / 25)
    exact: NDArray[np.float64] = 100 * drawn / drawn.sum(axis=1, keepdims=True)
    return _in_steps(exact) if in_steps else exact


def write_answers(path: Path, people: int) -> None:
    """A file of answers in steps of 5, one line a respondent."""
    np.savetxt(path, shares(people), "%d", ",", header=",".join(ACTIVITIES), comments="")


def _in_steps(exact: NDArray[np.float64], step: int = 5) -> NDArray[np.float64]:
    """Round down, and give what is missing to the largest remainders."""
    parts = exact / step
    floors = np.floor(parts)
    missing = np.round(100 / step - floors.sum(axis=1))
    rank = np.argsort(np.argsort(floors - parts, axis=1), axis=1)
    return step * (floors + (rank < missing[:, None]))
