"""Every record's chance is what it would be had nobody read it."""

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import sparse

from theodolite.horizon.stopping.chances import MOST_LEARNT_FROM, held_out_scores, leave_one_out
from theodolite.horizon.stopping.judgement import judge
from theodolite.horizon.stopping.replay import first_stop
from theodolite.horizon.words.tfidf import fit


def made_up(pool: int, relevant: int, seed: int) -> tuple[sparse.csr_matrix, NDArray[np.bool_]]:
    """Texts of drawn words; the relevant ones draw some of theirs from words of their own."""
    random = np.random.default_rng(seed)
    is_relevant = random.permutation(pool) < relevant
    texts = []
    for kept in is_relevant:
        words = [f"w{n}" for n in random.integers(0, 300, 25)]
        own = [f"k{n}" for n in random.integers(0, 40, random.integers(2, 9))] if kept else []
        texts.append(" ".join([*words, *own]))
    return fit(texts).matrix, is_relevant


def refitted(vectors: sparse.csr_matrix, labels: NDArray[np.bool_], left_out: int) -> float:
    """The score of one record by equations that never saw it, its weight shared as before."""
    rows = vectors.toarray().astype(np.float64)
    kept, count = labels.sum(), len(labels)
    weights = np.where(labels, 1.0, kept / (9.8 * (count - kept)))
    slack = weights.sum() / (count * 2 * 0.11 * weights)
    others = np.arange(count) != left_out
    likeness = rows[others] @ rows[others].T + 1 + np.diag(slack[others])
    pulls = np.linalg.solve(likeness, np.where(labels[others], 1.0, -1.0))
    return float((rows[left_out] @ rows[others].T + 1) @ pulls)


def test_leaving_one_out_is_refitting_without_it() -> None:
    vectors, labels = made_up(60, 12, seed=1)
    every = np.arange(60)
    scores = held_out_scores(vectors, every, labels, every)
    for left_out in (0, 7, 31, 59):
        assert scores[left_out] == pytest.approx(refitted(vectors, labels, left_out), abs=1e-5)


def test_chances_come_in_the_order_of_reading_and_then_of_rows() -> None:
    vectors, labels = made_up(300, 60, seed=2)
    read = np.random.default_rng(0).permutation(300)[:150]
    chances = leave_one_out(vectors, read, labels[read])
    unread = np.setdiff1d(np.arange(300), read)
    assert len(chances) == 300
    assert ((chances > 0) & (chances < 1)).all()
    assert chances[:150][labels[read]].mean() > 2 * chances[:150][~labels[read]].mean()
    assert chances[150:][labels[unread]].mean() > 2 * chances[150:][~labels[unread]].mean()


def test_chances_are_alike_until_there_is_something_to_learn_from() -> None:
    vectors, labels = made_up(100, 20, seed=3)
    few = np.append(np.flatnonzero(labels)[:4], np.flatnonzero(~labels)[:20])
    assert (leave_one_out(vectors, few, labels[few]) == 0.5).all()


def test_of_many_labels_a_sample_teaches_and_the_rest_is_judged_by_it() -> None:
    vectors, labels = made_up(MOST_LEARNT_FROM * 3, 300, seed=4)
    read = np.arange(len(labels) - 50)
    chances = leave_one_out(vectors, read, labels[read])
    assert chances[labels.argsort()][-250:].mean() > 2 * chances[:250].mean() * 0.9
    assert (leave_one_out(vectors, read, labels[read]) == chances).all()


def ranked(vectors: sparse.csr_matrix, labels: NDArray[np.bool_], seed: int) -> NDArray[np.int64]:
    """An order of reading as a curator's would be: what looks relevant first, in some disorder."""
    random = np.random.default_rng(seed)
    likeness = vectors @ vectors[labels].mean(axis=0).T
    disorder = random.normal(0, 0.3 * float(likeness.std()), len(labels))
    return np.argsort(-(np.asarray(likeness).ravel() + disorder))


def test_a_replay_stops_where_the_judgement_first_allows_it_and_looks_no_further() -> None:
    vectors, labels = made_up(400, 40, seed=5)
    order = ranked(vectors, labels, seed=5)
    told = first_stop(vectors, order, labels[order])
    assert told is not None
    assert told.read < 340
    assert told.found >= 0.95 * 40
    again = judge(
        labels[order[: told.read]],
        400,
        chances=leave_one_out(vectors, order[: told.read], labels[order[: told.read]]),
    )
    assert again == told
    cut = order[: told.read]
    assert first_stop(vectors, cut, labels[cut]) == told
    assert first_stop(vectors, cut[: told.read // 2], labels[cut[: told.read // 2]]) is None


def test_what_was_read_to_the_end_may_stop_at_the_latest_there() -> None:
    vectors, labels = made_up(120, 40, seed=6)
    order = np.random.default_rng(1).permutation(120)
    told = first_stop(vectors, order, labels[order])
    assert told is not None
    assert told.may_stop
