"""The widest margin is the one that scikit-learn's solver finds, for sparse and dense rows."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from tests.horizon.planted_screening import planted
from tests.reference.screening import separated
from theodolite.horizon.ranking.margin import Cost, separate
from theodolite.horizon.ranking.view import words_view
from theodolite.horizon.words.tfidf import fit

CLOSE = 0.02


@given(st.integers(0, 2**32 - 1), st.integers(1, 6), st.integers(1, 20))
def test_dense_rows_are_separated_as_scikit_learn_separates_them(
    seed: int, kept: int, passed: int
) -> None:
    chance = np.random.default_rng(seed)
    rows = chance.normal(size=(kept + passed, 5)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    is_kept = np.arange(kept + passed) < kept
    pull = separate(rows, np.zeros(len(rows), np.float32), is_kept, Cost())
    expected = separated(rows, is_kept).decision_function(rows)
    assert rows @ (rows.T @ pull) + pull.sum() == pytest.approx(expected, abs=CLOSE)


def test_texts_are_scored_as_by_the_whole_vectors_although_lone_terms_are_left_out() -> None:
    texts, is_relevant = planted(150, relevant=15, seed=3)
    texts = [f"{text} lone{number} rare{number}" for number, text in enumerate(texts)]
    matrix = fit(texts).matrix
    view = words_view(matrix)
    assert view.rows.shape[1] < matrix.shape[1]
    read = np.arange(60)
    pull = separate(view.rows[read], view.alone[read], is_relevant[read], Cost())
    ours = view.rows @ (view.rows[read].T @ pull) + pull.sum()
    ours[read] += view.alone[read] * pull
    expected = separated(matrix[read], is_relevant[read]).decision_function(matrix)
    assert ours == pytest.approx(expected, abs=CLOSE)


def test_an_earlier_answer_only_saves_time() -> None:
    texts, is_relevant = planted(200, relevant=30, seed=4)
    view = words_view(fit(texts).matrix)
    first, second = np.arange(80), np.arange(90)
    before = separate(view.rows[first], view.alone[first], is_relevant[first], Cost())
    start = np.concatenate([before, np.zeros(10)])
    cold = separate(view.rows[second], view.alone[second], is_relevant[second], Cost())
    warm = separate(view.rows[second], view.alone[second], is_relevant[second], Cost(), start)
    pulled = [view.rows @ (view.rows[second].T @ pull) for pull in (cold, warm)]
    assert pulled[0] == pytest.approx(pulled[1], abs=CLOSE)


def test_rows_without_any_words_do_no_harm() -> None:
    rows = sparse.csr_matrix((4, 3), dtype=np.float32)
    pull = separate(rows, np.zeros(4, np.float32), np.array([True, False, False, False]), Cost())
    assert np.isfinite(pull).all()
