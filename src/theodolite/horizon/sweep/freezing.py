"""From what a workspace knows to a word model that scores works anywhere."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from theodolite.evidence.framework import Framework
from theodolite.horizon.item import Item
from theodolite.horizon.placing.corrections import Correction
from theodolite.horizon.placing.said import said_of
from theodolite.horizon.placing.topic_model import fit_topics
from theodolite.horizon.ranking.ranker import Ranker
from theodolite.horizon.ranking.view import words_view
from theodolite.horizon.sweep.word_model import WordModel
from theodolite.horizon.words.tfidf import WordVectors


def freeze(
    items: Sequence[Item],
    framework: Framework,
    *,
    labels: Iterable[Correction] = (),
    judged: Mapping[str, bool] | None = None,
) -> WordModel:
    """Learn topics and ranking as for a short list, by words alone, and keep only the weights.

    `labels` are what people said of topics, `judged` whether they kept an item when triaging it.
    Where not both verdicts are there, works are ranked by their likeliest topic instead.
    """
    texts = [item.text() for item in items]
    said = said_of(items, labels, framework)
    model, _ = fit_topics(texts, framework, said.topics)
    rows = {item.identity: row for row, item in enumerate(items)}
    verdicts = {rows[one]: kept for one, kept in (judged or {}).items() if one in rows}
    ranked = _ranking(
        Ranker((words_view(model.words.matrix[: len(texts)]),), model.words), verdicts
    )
    size = len(model.words.weights)
    weights = np.column_stack([model.weights[0], np.zeros(size) if ranked is None else ranked])
    terms, rarities, weights = _with_parts_of_phrases(model.words, weights.astype(np.float32))
    how = "by the likeliest topic" if ranked is None else f"by {len(verdicts)} judgements"
    return WordModel(
        terms,
        rarities,
        weights,
        np.append(model.offsets, 0.0),
        model.codes,
        f"{framework.title} {framework.version}",
        f"{len(texts)} items, {model.learnt_from} of them placed by people; ranked {how}.",
    )


def _ranking(ranker: Ranker, verdicts: Mapping[int, bool]) -> NDArray[np.float32] | None:
    """The direction in which works become more worth reading; None without both verdicts."""
    fit = ranker.fit(verdicts) if len(set(verdicts.values())) == 2 else None
    if fit is None:
        return None
    view = ranker.views[0]
    direction = np.zeros(len(ranker.words.weights), dtype=np.float32)
    terms = np.arange(len(direction)) if view.terms is None else view.terms
    direction[terms] = view.rows[fit.texts].T @ fit.pulls[0].astype(np.float32)
    return direction


def _with_parts_of_phrases(
    words: WordVectors, weights: NDArray[np.float32]
) -> tuple[tuple[str, ...], NDArray[np.float32], NDArray[np.float32]]:
    """The terms, and after them those words of phrases that are no terms themselves."""
    terms = words.terms.tolist()
    known = set(terms)
    parts = sorted({part for term in terms if " " in term for part in term.split()} - known)
    nothing = np.zeros((len(parts), weights.shape[1]), dtype=np.float32)
    rarities = np.append(words.weights, np.zeros(len(parts), dtype=np.float32))
    return (*terms, *parts), rarities.astype(np.float32), np.vstack([weights, nothing])
