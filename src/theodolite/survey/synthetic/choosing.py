"""Give answers to people, likeliest first, so that the published counts come out exactly."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linear_sum_assignment, milp

Members = NDArray[np.bool_]
Scores = NDArray[np.float64]

NEVER = -1000.0
"""The score of an answer that somebody must not give."""


def seat(scores: Scores, seats: Sequence[int]) -> NDArray[np.int64]:
    """Give every person (row) one answer (column), filling exactly `seats` places of each.

    Of all ways to do it, the one with the highest sum of scores is taken.

    >>> seat(np.array([[0.9, 0.1], [0.8, 0.1], [0.2, 0.3]]), [1, 2]).tolist()
    [0, 1, 1]
    """
    answer_of_place = np.repeat(np.arange(len(seats)), seats)
    people, places = linear_sum_assignment(scores[:, answer_of_place], maximize=True)
    assert len(people) == len(scores) == len(answer_of_place), "as many people as places"
    return np.asarray(answer_of_place[places], dtype=np.int64)


def choose(scores: Scores, quotas: Sequence[tuple[Members, int]]) -> Members:
    """Pick the people with the highest sum of scores, so many of them from each set of members.

    >>> everyone, first_two = np.array([True, True, True]), np.array([True, True, False])
    >>> choose(np.array([0.1, 0.9, 0.5]), [(everyone, 2), (first_two, 1)]).tolist()
    [False, True, True]
    """
    membership = np.array([members for members, _ in quotas], dtype=float)
    numbers = [number for _, number in quotas]
    found = milp(
        -scores,
        integrality=np.ones(len(scores), dtype=np.int64),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(membership, numbers, numbers),
        options={"mip_rel_gap": 0},
    )
    assert found.success, "the published counts contradict each other"
    return np.asarray(found.x > 0.5, dtype=bool)
