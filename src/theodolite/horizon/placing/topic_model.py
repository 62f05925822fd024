"""How likely any text belongs to each topic: from descriptions alone, better with each correction.

Everything that is learnt is linear in the words of a text (and in its meaning, where sentence
vectors are at hand), so that the same weights can place hundreds of millions of works.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from theodolite.evidence.framework import Framework
from theodolite.horizon.placing.descriptions import apart, described, sentences_of
from theodolite.horizon.placing.learning import Numbers, chances, learn, spread, weigh
from theodolite.horizon.words.tfidf import WordVectors, fit

Meanings = Callable[[Sequence[str]], NDArray[np.float32] | None]
"""Gives each text a vector of its meaning, or None where no model for that is installed."""

Answers = Mapping[int, Mapping[str, bool]]
"""What people said: row of a text → code of a topic → whether it belongs there."""

SLOPE, START = 3.8, -4.7
"""Log-odds on day one: `START` + `SLOPE` · score, so that a score of 1.24 is an even chance.

Measured on three public collections and the made-up stream, not on the society's own items
(docs/methods/horizon-placing.md).
"""

_TYPICAL_SCORE, _TYPICAL_LEARNT = 0.0125, 0.1
_PRIOR_TEXTS = 50
_FROM_TEXTS = 5_000
_SHARES = ((1.0,), (0.7, 0.3))
_EXPECTED = np.array([0.7 * SLOPE, 1.2, START])
_FIRMNESS = np.array([4.0, 4.0, 1.0])
_TOPIC_FIRMNESS = np.array([9.0, 3.0])


@dataclass(frozen=True)
class View:
    """One way of seeing texts and topics: rows of numbers for both, in the same columns."""

    texts: sparse.csr_matrix | NDArray[np.float32]
    topics: NDArray[np.float32]


@dataclass(frozen=True)
class TopicModel:
    """Weights by which texts are placed.

    `weights` holds, for words and for meanings where they are used, columns × topics; `offsets` one
    number a topic. `learnt_from` counts the texts that people had placed.
    """

    codes: tuple[str, ...]
    words: WordVectors
    weights: tuple[NDArray[np.float32], ...]
    offsets: Numbers
    learnt_from: int

    def log_odds(self, *views: sparse.csr_matrix | NDArray[np.float32]) -> Numbers:
        """The log-odds of each text (rows) for each topic (columns)."""
        parts = [
            np.asarray(view @ weights) for view, weights in zip(views, self.weights, strict=True)
        ]
        return np.sum(parts, axis=0, dtype=np.float64) + self.offsets

    def probabilities(self, *views: sparse.csr_matrix | NDArray[np.float32]) -> Numbers:
        """The same as chances from 0 to 1."""
        return chances(self.log_odds(*views))


def fit_topics(
    texts: Sequence[str], framework: Framework, said: Answers, meanings: Meanings | None = None
) -> tuple[TopicModel, tuple[View, ...]]:
    """Learn what speaks for each topic from its description and from what people said.

    The second result sees the texts as the model does. Texts in another order give the same model;
    `said` is taken in the order of its rows' texts.
    """
    words, views = _views(texts, framework, meanings)
    codes = tuple(topic.code for topic in framework.topics)
    scores = [np.asarray(view.texts @ view.topics.T, dtype=np.float64) for view in views]
    usual = [
        np.hypot(_TYPICAL_SCORE, _usual_size(one, _TYPICAL_SCORE)) / share
        for one, share in zip(scores, _SHARES[len(views) - 1], strict=True)
    ]
    score = np.sum([one / size for one, size in zip(scores, usual, strict=True)], axis=0)
    described = [view.topics.T / size for view, size in zip(views, usual, strict=True)]
    if not said:
        weights = tuple((SLOPE * one).astype(np.float32) for one in described)
        return TopicModel(codes, words, weights, np.full(len(codes), START), 0), views
    rows = spread(sorted(said, key=lambda row: texts[row]))
    answers = np.array(
        [[said[row].get(code, np.nan) for code in codes] for row in rows], dtype=float
    )
    weights, offsets = _learnt(views, (score, described), rows, 2 * answers - 1)
    return TopicModel(codes, words, weights, offsets, len(rows)), views


def _views(
    texts: Sequence[str], framework: Framework, meanings: Meanings | None
) -> tuple[WordVectors, tuple[View, ...]]:
    sentences = sentences_of(framework)
    words = fit([*texts, *sentences], least_documents=1 if len(texts) < _FROM_TEXTS else 2)
    views = (View(words.matrix[: len(texts)], described(words, framework)),)
    said = [". ".join(topic.sentences()) for topic in framework.topics]
    found = meanings([*texts, *said]) if meanings is not None else None
    if found is None:
        return words, views
    return words, (*views, View(found[: len(texts)], apart(found[len(texts) :])))


def _usual_size(scores: Numbers, typical: float) -> Numbers:
    """The root mean square of each column, drawn to a typical one where texts are few."""
    squares = np.sort(scores**2, axis=0).sum(axis=0)  # sorted: the same sum in any order of texts
    size: Numbers = np.sqrt((squares + _PRIOR_TEXTS * typical**2) / (len(scores) + _PRIOR_TEXTS))
    return size


def _learnt(
    views: Sequence[View],
    day_one: tuple[Numbers, Sequence[Numbers]],
    rows: Sequence[int],
    answers: Numbers,
) -> tuple[tuple[NDArray[np.float32], ...], Numbers]:
    """Descriptions and answers weighed against each other by answers that were held out."""
    score, described = day_one
    examples = [_examples(view, rows) for view in views]
    known = np.vstack([answers, 2 * np.eye(answers.shape[1]) - 1])
    likeness = np.zeros((len(known), len(known)))
    for one in examples:
        likeness += (one @ one.T).toarray()
    taught = learn(likeness, known)
    by_words = [np.asarray(one.T @ taught.coefficients) for one in examples]
    learnt = np.sum([np.asarray(v.texts @ w) for v, w in zip(views, by_words, strict=True)], axis=0)
    learnt[rows] = taught.held_out[: len(rows)]
    middle = np.median(learnt, axis=0)
    size = _usual_size(learnt - middle, _TYPICAL_LEARNT)
    evidence = np.stack([score[rows], (learnt[rows] - middle) / size], axis=2)
    slopes, offsets = _weighed(evidence, answers)
    weights = [
        (slopes[0] * told + slopes[1] * own / size).astype(np.float32)
        for told, own in zip(described, by_words, strict=True)
    ]
    return tuple(weights), offsets - slopes[1] * middle / size


def _examples(view: View, rows: Sequence[int]) -> sparse.csr_matrix:
    """The texts people placed, and below them each topic's description as one more example."""
    lengths = np.linalg.norm(view.topics, axis=1, keepdims=True)
    topics = view.topics / np.where(lengths > 0, lengths, 1)
    return sparse.vstack([sparse.csr_matrix(view.texts[rows]), sparse.csr_matrix(topics)]).tocsr()


def _weighed(evidence: Numbers, answers: Numbers) -> tuple[Numbers, Numbers]:
    """How much the description and what was learnt count, for all topics and then for each.

    `evidence` is examples × topics × 2; the slopes are 2 × topics, the offsets one a topic.
    """
    is_known = ~np.isnan(answers)
    cases = np.dstack([evidence, np.ones(answers.shape)])
    everywhere = weigh(
        cases[is_known], answers[is_known] > 0, expected=_EXPECTED, firmness=_FIRMNESS
    )
    fitted = cases @ everywhere
    own = np.array(
        [
            weigh(
                np.stack([fitted[known, topic], np.ones(known.sum())], axis=1),
                answers[known, topic] > 0,
                expected=np.array([1.0, 0.0]),
                firmness=_TOPIC_FIRMNESS,
            )
            for topic, known in enumerate(is_known.T)
        ]
    )
    return np.outer(everywhere[:2], own[:, 0]), everywhere[2] * own[:, 0] + own[:, 1]
