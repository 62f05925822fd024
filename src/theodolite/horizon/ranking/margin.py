"""Part what was kept from what was passed over by the widest margin, in milliseconds."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Rows = sparse.csr_matrix | NDArray[np.float32]
"""Texts × dimensions, of words (sparse) or of meaning (dense)."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What an error costs: more for a kept item, since those are few.

    The sum of squared errors is weighed by `strictness`, and one unit of weight goes to the kept
    for each 1/`balance` that goes to those passed over. The defaults are those of ASReview's
    "ELAS u4", found on the SYNERGY collection of reviews (De Bruin et al. 2023,
    doi:10.34894/HE6NAQ).
    """

    strictness: float = 0.11
    balance: float = 9.8


def separate(
    rows: Rows,
    alone: NDArray[np.float32],
    is_kept: NDArray[np.bool_],
    cost: Cost,
    start: NDArray[np.float64] | None = None,
) -> NDArray[np.float64]:
    """How much each labelled text pulls, for (+) or against (−), where the margin is widest.

    Minimises ½|w|² + ½b² + C Σ cᵢ max(0, 1 − yᵢ(w·xᵢ + b))² (a linear support vector machine with
    squared hinge and a penalised intercept) and returns β with w = Σ βᵢxᵢ and b = Σ βᵢ. Texts
    inside the margin solve linear equations, by conjugate gradients; which are inside is settled
    in a few rounds (Keerthi and DeCoste 2005, JMLR 6:341). `alone` is the squared length of each
    text in dimensions that it shares with no other, left out of `rows`. The conditions of the
    optimum hold to ±0.005, of a margin that is 1 wide. `start` is an earlier answer for the same
    texts, to begin from.
    """
    wanted = np.where(is_kept, 1.0, -1.0)
    slack = _slack(is_kept, cost)
    turned = rows.T

    def pull(weights: NDArray[np.float64]) -> NDArray[np.float64]:
        shared = rows @ (turned @ weights.astype(np.float32))
        return np.asarray(shared + alone * weights + weights.sum(), dtype=np.float64)

    weights = np.zeros(len(wanted)) if start is None else start
    pulled = pull(weights) if weights.any() else weights
    is_inside = wanted * pulled < 1
    for _ in range(_ROUNDS):
        if weights[~is_inside].any():
            weights = weights * is_inside
            pulled = pull(weights)
        weights, pulled = _solved(pull, wanted, slack, (weights, pulled), is_inside)
        still_inside = wanted * pulled < 1
        if np.array_equal(still_inside, is_inside):
            break
        is_inside = still_inside
    return weights


_ROUNDS = 20
_STEPS = 200
_CLOSE = 5e-3


def _slack(is_kept: NDArray[np.bool_], cost: Cost) -> NDArray[np.float64]:
    kept = int(is_kept.sum())
    against = kept / (cost.balance * (len(is_kept) - kept))
    weights = np.where(is_kept, 1.0, against)
    costs = cost.strictness * weights * (len(weights) / weights.sum())
    return np.asarray(1 / (2 * costs))


def _solved(
    pull: Callable[[NDArray[np.float64]], NDArray[np.float64]],
    wanted: NDArray[np.float64],
    slack: NDArray[np.float64],
    begun: tuple[NDArray[np.float64], NDArray[np.float64]],
    is_inside: NDArray[np.bool_],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Conjugate gradients for pull(weights) + slack · weights = wanted, among those inside.

    Begins from weights and their pull, and returns both.
    """
    weights, pulled = begun
    own = 2 + slack  # A text's length is 1, and so is its share in the intercept.
    missing = (wanted - pulled - slack * weights) * is_inside
    scaled = missing / own
    direction, size = scaled, missing @ scaled
    for _ in range(_STEPS):
        if np.abs(missing).max() <= _CLOSE:
            break
        moved = pull(direction)
        bent = (moved + slack * direction) * is_inside
        step = size / (direction @ bent)
        weights, pulled = weights + step * direction, pulled + step * moved
        missing = missing - step * bent
        scaled = missing / own
        before, size = size, missing @ scaled
        direction = scaled + (size / before) * direction
    return weights, pulled
