"""ASReview's default way through a screening, step by step with scikit-learn: the slow judge."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

STRICTNESS, BALANCE = 0.11, 9.8


def sample_weights(is_kept: NDArray[np.bool_]) -> NDArray[np.float64]:
    kept, passed = is_kept.sum(), (~is_kept).sum()
    weights = np.where(is_kept, 1.0, kept / (BALANCE * passed))
    return weights * len(is_kept) / weights.sum()


def separated(rows: object, is_kept: NDArray[np.bool_]) -> LinearSVC:
    """The machine itself, solved much more closely than anyone needs."""
    machine = LinearSVC(C=STRICTNESS, loss="squared_hinge", tol=1e-8, max_iter=100_000)
    return machine.fit(rows, is_kept, sample_weight=sample_weights(is_kept))


def order_of_reading(
    texts: Sequence[str], is_relevant: NDArray[np.bool_], priors: Sequence[int]
) -> list[int]:
    """Learn anew after every single record, and read the one that then ranks highest."""
    vectoriser = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, max_df=0.95)
    rows = vectoriser.fit_transform(texts)
    read = list(priors)
    while is_relevant[read].sum() < is_relevant.sum():
        machine = separated(rows[read], is_relevant[read])
        scores = machine.decision_function(rows)
        scores[read] = -np.inf
        read.append(int(scores.argmax()))
    return read[len(priors) :]
