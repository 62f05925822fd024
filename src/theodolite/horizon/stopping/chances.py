"""How likely each record was relevant, had nobody read it: what stopping compares the unread to."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.linalg import lapack

from theodolite.horizon.ranking.margin import Cost

MOST_LEARNT_FROM = 400
"""More labels than these add time, hardly knowledge, to whether unread ones look relevant."""

LEAST_KEPT = 5
"""With fewer relevant records than these there is no telling what an irrelevant one looks like."""


def leave_one_out(
    vectors: sparse.csr_matrix,
    read: NDArray[np.int64],
    labels: NDArray[np.bool_],
    *,
    seed: int = 0,
) -> NDArray[np.float64]:
    """The chance of each row of `vectors`: those read as if their own label were not known.

    `read` names the rows in the order of reading. What comes back has one chance for each of them
    in that order, then one for each other row in the order of rows, as `judge` takes them. A ridge
    classifier (the linear support vector machine of the ranking, whose margin every text lies
    within) scores them; leaving one out is exact and needs no refitting (Hastie, Tibshirani and
    Friedman 2009, eq. 7.64). Scores become chances by logistic regression on those read (Platt
    1999). All chances are alike while there are not enough labels of both kinds.
    """
    unread = np.ones(vectors.shape[0], dtype=bool)
    unread[read] = False
    if labels.all() or labels.sum() < LEAST_KEPT:
        return np.full(vectors.shape[0], 0.5)
    taught = _sample(labels, np.random.default_rng(seed))
    scores = held_out_scores(vectors, read, labels, taught)
    chance = _logistic(scores[read], labels.astype(np.float64))
    return np.concatenate([chance(scores[read]), chance(scores[unread])])


def _sample(labels: NDArray[np.bool_], random: np.random.Generator) -> NDArray[np.int64]:
    """Which labels to learn from: half relevant ones at most, the rest as it comes, by chance."""
    kept, other = np.flatnonzero(labels), np.flatnonzero(~labels)
    kept = _few(kept, max(MOST_LEARNT_FROM // 2, MOST_LEARNT_FROM - len(other)), random)
    return np.concatenate([kept, _few(other, MOST_LEARNT_FROM - len(kept), random)])


def _few(rows: NDArray[np.int64], most: int, random: np.random.Generator) -> NDArray[np.int64]:
    return rows if len(rows) <= most else np.sort(random.choice(rows, most, replace=False))


def held_out_scores(
    vectors: sparse.csr_matrix,
    read: NDArray[np.int64],
    labels: NDArray[np.bool_],
    taught: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Score every row by what the labels numbered `taught` teach, each of these by the others.

    As a hyperplane with a penalised intercept does, relevant ones near +1, the others near −1.
    """
    lessons, wanted = vectors[read[taught]], np.where(labels[taught], 1.0, -1.0)
    likeness = (lessons @ lessons.T).toarray().astype(np.float64) + 1.0
    likeness[np.diag_indices(len(taught))] += _slack(labels[taught])
    inverse = _inverse(likeness)
    pulls = inverse @ wanted
    scores = vectors @ (lessons.T @ pulls.astype(vectors.dtype)) + pulls.sum()
    scores = scores.astype(np.float64)
    scores[read[taught]] = wanted - pulls / np.diag(inverse)
    return np.asarray(scores)


def _slack(is_kept: NDArray[np.bool_]) -> NDArray[np.float64]:
    kept, cost = int(is_kept.sum()), Cost()
    weights = np.where(is_kept, 1.0, kept / (cost.balance * max(1, len(is_kept) - kept)))
    return np.asarray(weights.sum() / (len(weights) * 2 * cost.strictness * weights))


def _inverse(matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    factor, _ = lapack.dpotrf(matrix, lower=1)
    lower, _ = lapack.dpotri(factor, lower=1)
    return np.asarray(np.tril(lower) + np.tril(lower, -1).T)


@dataclass(frozen=True, slots=True)
class _Logistic:
    middle: float
    spread: float
    level: float
    slope: float

    def __call__(self, scores: NDArray[np.float64]) -> NDArray[np.float64]:
        raised = self.level + self.slope * (scores - self.middle) / self.spread
        return np.asarray(1 / (1 + np.exp(-np.clip(raised, -_FAR, _FAR))))


_FAR = 30.0
_PENALTY = 1e-3
_ROUNDS = 25


def _logistic(scores: NDArray[np.float64], labels: NDArray[np.float64]) -> _Logistic:
    """Fitted by Newton's method, the slope held back lest labels set apart drive it off."""
    middle, spread = float(scores.mean()), float(scores.std()) or 1.0
    terms = np.column_stack([np.ones(len(scores)), (scores - middle) / spread])
    held = np.array([0.0, _PENALTY * len(scores)])
    share = (labels.sum() + 0.5) / (len(labels) + 1)
    found = np.array([np.log(share / (1 - share)), 1.0])
    for _ in range(_ROUNDS):
        chance = 1 / (1 + np.exp(-np.clip(terms @ found, -_FAR, _FAR)))
        bent = terms.T @ (terms * (chance * (1 - chance) + 1e-9)[:, None]) + np.diag(held)
        step = np.linalg.solve(bent, terms.T @ (labels - chance) - held * found)
        found = found + step
        if np.abs(step).max() < 1e-6:
            break
    return _Logistic(middle, spread, float(found[0]), float(found[1]))
