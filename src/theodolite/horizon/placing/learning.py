"""Learn from few answers, and hold each of them out to see how far to trust what was learnt."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

NOISE = 0.3
"""How much an answer may be off, beside a likeness of 1 of every example with itself."""

MOST_EXAMPLES = 4_000
"""From how many examples is learnt at most: time grows with their third power."""

_STEPS, _SETTLED = 50, 1e-10


@dataclass(frozen=True)
class Learnt:
    """What examples teach, examples × topics.

    `held_out` is what would have been said of each example had it not been among those taught.
    """

    coefficients: Numbers
    held_out: Numbers


def learn(likeness: Numbers, answers: Numbers) -> Learnt:
    """Fit answers (1 yes, −1 no, NaN not said) by least squares on the likeness of examples.

    `likeness` is examples × examples, `answers` examples × topics. What was not said pulls nowhere:
    it counts as the mean of what was. Regularised least squares and its exact leave-one-out
    residuals (Rifkin and Lippert 2007, MIT-CSAIL-TR-2007-025).
    """
    means = np.nanmean(answers, axis=0)
    wanted = np.where(np.isnan(answers), 0.0, answers - means)
    inverse = np.linalg.inv(likeness + NOISE * np.eye(len(likeness))).astype(np.float64)
    coefficients: Numbers = inverse @ wanted
    return Learnt(coefficients, wanted - coefficients / np.diag(inverse)[:, None])


def spread(rows: Sequence[int]) -> Sequence[int]:
    """At most `MOST_EXAMPLES` rows, evenly spread over all; all of them where they are fewer.

    >>> len(spread(range(9_000)))
    3000
    """
    return rows[:: -(-len(rows) // MOST_EXAMPLES) or 1]


def weigh(
    evidence: Numbers, is_so: NDArray[np.bool_], *, expected: Numbers, firmness: Numbers
) -> Numbers:
    """The weights of evidence in log-odds that best explain answers, drawn towards expected ones.

    `evidence` is cases × kinds, `is_so` one answer a case. Logistic regression whose weights
    have a normal prior of mean `expected` and precision `firmness`, at its mode by Newton's steps:
    with no case it gives back what was expected, with many what they show (Platt 1999).
    """
    weights = expected.astype(np.float64)
    for _ in range(_STEPS):
        chance = chances(evidence @ weights)
        slope = evidence.T @ (chance - is_so) + firmness * (weights - expected)
        bend = (evidence * (chance * (1 - chance))[:, None]).T @ evidence + np.diag(firmness)
        step = np.linalg.solve(bend, slope)
        weights = weights - step
        if np.abs(step).max() < _SETTLED:
            break
    return weights


def chances(log_odds: Numbers) -> Numbers:
    """Log-odds as probabilities from 0 to 1."""
    return 1 / (1 + np.exp(-np.clip(log_odds, -500, 500)))
