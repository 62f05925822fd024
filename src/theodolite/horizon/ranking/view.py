"""One way to look at texts: by their words, or by what the words mean."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from theodolite.horizon.ranking.margin import Rows


@dataclass(frozen=True, slots=True)
class View:
    """Texts as vectors of about length 1, and how much this view counts beside the first.

    `alone` is the squared length of each text in the dimensions that no other text shares: they
    change how a text pulls, but never how another one ranks, so `rows` leaves them out. `terms`
    says which terms of the word vectors the columns are.
    """

    name: str
    rows: Rows
    alone: NDArray[np.float32]
    counts: float = 1.0
    terms: NDArray[np.int64] | None = None


def words_view(matrix: sparse.csr_matrix, *, level: float = 0.0, counts: float = 1.0) -> View:
    """The view of TF-IDF vectors, without the terms that stand in one text only.

    At length 1, a title without an abstract puts all its weight on a few words, and so ends up
    first or last; `level` takes lengths partly away from 1 and towards the root of how many terms
    a text has (the pivoted normalisation of Singhal, Buckley and Mitra 1996,
    doi:10.1145/243199.243206, with a slope of 1 − `level`).
    """
    texts, size = matrix.shape
    terms_in = np.diff(matrix.indptr)
    of_text = np.repeat(np.arange(texts), terms_in)
    is_shared = np.bincount(matrix.indices, minlength=size) > 1
    own = ~is_shared[matrix.indices]
    alone = np.bincount(of_text[own], matrix.data[own].astype(np.float64) ** 2, texts)
    terms = np.flatnonzero(is_shared)
    rows, lengths = matrix[:, terms], _pivoted(np.sqrt(terms_in), level)
    rows.data *= np.repeat(lengths, np.diff(rows.indptr)).astype(np.float32)
    return View("words", rows, (alone * lengths**2).astype(np.float32), counts, terms)


def _pivoted(lengths: NDArray[np.float64], level: float) -> NDArray[np.float64]:
    middle = lengths.mean() if len(lengths) else 1.0
    return np.asarray(lengths / np.maximum(level * middle + (1 - level) * lengths, 1e-9))


def meaning_view(vectors: NDArray[np.float32], *, counts: float = 0.5) -> View:
    """The view of vectors of meaning, measured from the middle of all the texts.

    Every text of one search says much the same; what sets them apart is how they differ from the
    middle.
    """
    apart = vectors - vectors.sum(axis=0, keepdims=True) / max(1, len(vectors))
    return View("meaning", unit(apart), np.zeros(len(vectors), dtype=np.float32), counts)


def unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """The vectors at length 1; those of no length stay what they are."""
    lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors, dtype=np.float64))
    scale = np.where(lengths > 0, lengths, 1).astype(np.float32)
    return np.asarray(vectors / scale[:, None])
