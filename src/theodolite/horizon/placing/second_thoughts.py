"""Judgements corrected by people, and learnt anew once there are enough corrections."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from theodolite.horizon.placing.corrections import Correction
from theodolite.horizon.placing.learning import Numbers, learn, spread
from theodolite.horizon.placing.placed import Judgement
from theodolite.horizon.placing.signs import in_quotes
from theodolite.horizon.words.tfidf import WordVectors

ENOUGH = 20
"""From how many corrected items on a judgement may be learnt."""

_REASONS = 3


@dataclass(frozen=True)
class Reconsidered:
    """Judgements after what people said of others; `note` tells what was learnt, if anything."""

    judgements: tuple[Judgement, ...]
    note: str = ""


def reconsider(
    aspect: str,
    judgements: Sequence[Judgement],
    said: Mapping[int, Correction],
    vectors: sparse.csr_matrix,
    words: WordVectors,
) -> Reconsidered:
    """Judge anew where what people said teaches better than the rules.

    `said` maps rows to corrections, `vectors` sees the items' words. With `ENOUGH` corrections the
    words of the corrected items, and what the rules say of them, are weighed by least squares. That
    decides only if it is right more often than the rules are, about corrected items that were each
    left out of the learning.
    """
    after = tuple(judgements)
    if len(said) < ENOUGH or len({one.answer for one in said.values()}) == 1:
        return Reconsidered(after)
    return _relearnt(aspect, after, said, vectors, words)


def _relearnt(
    aspect: str,
    judgements: tuple[Judgement, ...],
    said: Mapping[int, Correction],
    vectors: sparse.csr_matrix,
    words: WordVectors,
) -> Reconsidered:
    rows = spread(sorted(said, key=lambda row: said[row].identity))
    truth = [said[row].answer for row in rows]
    answers = sorted({*truth, *(one.answer for one in judgements)})
    seen = sparse.hstack([vectors, _as_columns(judgements, answers)]).tocsr()
    wanted = np.array([[1.0 if one == answer else -1.0 for answer in answers] for one in truth])
    examples = seen[rows]
    taught = learn((examples @ examples.T).toarray().astype(np.float64), wanted)
    usual = wanted.mean(axis=0)
    right = np.mean(
        [answers[k] == t for k, t in zip(_best(taught.held_out + usual), truth, strict=True)]
    )
    by_rule = np.mean([judgements[row].answer == said[row].answer for row in rows])
    told = f"{aspect}: of {len(rows)} corrected items the rules were right about {by_rule:.0%}"
    if right <= by_rule:
        note = f"{told}; learning from them is not better yet, so the rules decide."
        return Reconsidered(judgements, note)
    weights = np.asarray(examples.T @ taught.coefficients)
    chosen = _best(np.asarray(seen @ weights) + usual)
    after = tuple(
        before
        if before.answer == answers[best]
        else Judgement(answers[best], _words(vectors[row], weights[:, best], words.terms))
        for row, (before, best) in enumerate(zip(judgements, chosen, strict=True))
    )
    note = f"{told}, what was learnt from the others {right:.0%}, so that decides."
    return Reconsidered(after, note)


def _as_columns(judgements: Sequence[Judgement], answers: Sequence[str]) -> sparse.csr_matrix:
    """What the rules say, as a column for each answer."""
    said = [[float(one.answer == answer) for answer in answers] for one in judgements]
    return sparse.csr_matrix(np.array(said, dtype=np.float32))


def _best(scores: Numbers) -> NDArray[np.int64]:
    best: NDArray[np.int64] = np.argmax(scores, axis=1).astype(np.int64)
    return best


def _words(
    vector: sparse.csr_matrix, weights: Numbers, terms: NDArray[np.object_]
) -> tuple[str, ...]:
    """The words of an item that speak most for an answer, as corrected items taught."""
    counts = vector.data * weights[vector.indices]
    first = np.argsort(-counts, kind="stable")[:_REASONS]
    words = [in_quotes(terms[vector.indices[place]]) for place in first if counts[place] > 0]
    return ("learnt from corrected items", *words)
