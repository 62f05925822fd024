"""One way to look at texts: by their words, or by what the words mean."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from theodolite.horizon.ranking.margin import Rows


@dataclass(frozen=True, slots=True)
class View:
    """Texts as vectors of length 1, and how much this view counts beside the first.

    `alone` is the squared length of each text in the dimensions that no other text shares: they
    change how a text pulls, but never how another one ranks, so `rows` leaves them out. `terms`
    says which terms of the word vectors the columns are.
    """

    name: str
    rows: Rows
    alone: NDArray[np.float32]
    counts: float = 1.0
    terms: NDArray[np.int64] | None = None


def words_view(matrix: sparse.csr_matrix, *, counts: float = 1.0) -> View:
    """The view of TF-IDF vectors, without the terms that stand in one text only."""
    texts, size = matrix.shape
    is_shared = np.bincount(matrix.indices, minlength=size) > 1
    of_text = np.repeat(np.arange(texts), np.diff(matrix.indptr))
    own = ~is_shared[matrix.indices]
    alone = np.bincount(of_text[own], matrix.data[own].astype(np.float64) ** 2, texts)
    terms = np.flatnonzero(is_shared)
    return View("words", matrix[:, terms], alone.astype(np.float32), counts, terms)


def meaning_view(vectors: NDArray[np.float32], *, counts: float = 0.5) -> View:
    """The view of vectors of meaning, measured from the middle of all the texts.

    Every text of one search says much the same; what sets them apart is how they differ from the
    middle.
    """
    apart = vectors - vectors.mean(axis=0, keepdims=True)
    return View("meaning", unit(apart), np.zeros(len(vectors), dtype=np.float32), counts)


def unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """The vectors at length 1; those of no length stay what they are."""
    lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors, dtype=np.float64))
    scale = np.where(lengths > 0, lengths, 1).astype(np.float32)
    return np.asarray(vectors / scale[:, None])
