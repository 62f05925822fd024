"""Read labelled records in the order that a ranking asks for them, learning on the way."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from theodolite.horizon.ranking.ranker import Fit, Ranker, Shortlist, refit_after

SHORTLIST = 2_000
"""In a larger pool, so many of the best are scored again after each fit, and all of them when the
labels have grown by a tenth: what stands far down does not come to the top in between."""

_GROWN = 0.1


def reading_order(
    ranker: Ranker,
    is_relevant: NDArray[np.bool_],
    priors: Sequence[int],
    *,
    most: int | None = None,
) -> NDArray[np.int64]:
    """The order in which all records but the priors are read.

    Refits when labels have grown by 1 %, and reads as many of the best before the next. Once the
    last relevant record is found (or `most` labels are given) nothing more is learnt, and the rest
    follows as the last fit ranks it.
    """
    labels = {int(text): bool(is_relevant[text]) for text in priors}
    waiting = np.ones(len(is_relevant), dtype=bool)
    waiting[list(priors)] = False
    left = int(is_relevant[waiting].sum())
    for text in _asked_for(ranker, labels, waiting):
        labels[text] = bool(is_relevant[text])
        waiting[text] = False
        left -= labels[text]
        if not left or len(labels) == most:
            break
    read = np.fromiter(labels, dtype=np.int64)
    rest = np.flatnonzero(waiting)
    if len(rest):
        rest = rest[np.argsort(-ranker.scores(labels)[rest], kind="stable")]
    return np.concatenate([read[len(priors) :], rest])


def _asked_for(
    ranker: Ranker, labels: dict[int, bool], waiting: NDArray[np.bool_]
) -> Iterator[int]:
    """The record to be read next, one after the other; the reader fills labels and waiting."""
    fit: Fit | None = None
    shortlist: Shortlist | None = None
    listed_at = 0
    while waiting.any():
        fitted_at, fit = len(labels), ranker.fit(labels, fit)
        if fit is None or len(ranker) <= SHORTLIST:
            texts, scores = np.arange(len(ranker)), ranker.scores(labels, fit)
        else:
            if shortlist is None or _is_stale(shortlist, listed_at, fitted_at, waiting):
                shortlist, listed_at = ranker.shortlist(waiting, fit, SHORTLIST), fitted_at
            texts, scores = shortlist.texts, shortlist.scores(ranker, fit)
        still = np.flatnonzero(waiting[texts])
        yield from texts[still[_best(scores[still], refit_after(fitted_at))]].tolist()


def _is_stale(
    shortlist: Shortlist, listed_at: int, labels_now: int, waiting: NDArray[np.bool_]
) -> bool:
    few_left = waiting[shortlist.texts].sum() < min(waiting.sum(), len(shortlist.texts) / 2)
    return bool(few_left) or labels_now >= listed_at * (1 + _GROWN)


def _best(scores: NDArray[np.float64], most: int) -> NDArray[np.int64]:
    """The places of the highest scores, the first one first among equals."""
    if most < len(scores):
        edge = np.partition(scores, len(scores) - most)[len(scores) - most]
        near = np.flatnonzero(scores >= edge)
    else:
        near = np.arange(len(scores))
    return near[np.argsort(-scores[near], kind="stable")][:most]
