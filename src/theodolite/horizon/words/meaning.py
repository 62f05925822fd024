"""Place texts by what their words mean, thousands a second and without any model at hand."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from theodolite.horizon.words.tokens import tokens

VECTORS = Path(__file__).with_name("token_vectors.npz")
"""Where the vectors of pieces of words lie, if they were distilled when we were set up."""

COMPANY = 0.3
"""How much of a text's place comes from the company that its words keep in these texts."""

_LONGEST_WORD = 100
_MARK = "##"


@dataclass(frozen=True)
class PieceVectors:
    """Pieces of words and what each means: `vectors` is pieces × dimensions."""

    numbers: Mapping[str, int]
    vectors: NDArray[np.float32]

    def cut(self, word: str) -> tuple[int, ...]:
        """The longest known pieces that make up a word, from its beginning; none if some is not.

        That is WordPiece (Wu et al. 2016, arXiv:1609.08144): a piece that does not begin a word is
        marked by ##.
        """
        if len(word) > _LONGEST_WORD:
            return ()
        found, begin = [], 0
        while begin < len(word):
            mark = _MARK if begin else ""
            ends = range(len(word), begin, -1)
            known = ((end, self.numbers.get(mark + word[begin:end])) for end in ends)
            end, number = next(((e, n) for e, n in known if n is not None), (0, None))
            if number is None:
                return ()
            found.append(number)
            begin = end
        return tuple(found)


@cache
def piece_vectors(file: Path = VECTORS) -> PieceVectors | None:
    """The distilled vectors, or None where they were not made."""
    if not file.exists():
        return None
    with np.load(file, allow_pickle=False) as parts:
        pieces = parts["pieces"].tobytes().decode().split("\n")
        vectors = parts["vectors"].astype(np.float32) * parts["scales"][:, None]
    return PieceVectors({piece: number for number, piece in enumerate(pieces)}, vectors)


def meaning_vectors(
    texts: Sequence[str], known: PieceVectors | None = None
) -> NDArray[np.float32] | None:
    """Where each text stands by the meaning of its words: texts × dimensions, of length 1 or 0.

    The mean of its pieces' vectors, rare ones weighing more (as in `tfidf`), seen from the middle
    of all these texts. Then a share `COMPANY` of each text's place comes from its words' places
    here: every piece moves to the mean of the texts that use it, which gives the words of a field,
    unknown to the model, a meaning of their own. None where no vectors were distilled.
    """
    known = known or piece_vectors()
    if known is None:
        return None
    weights, used = _weighed_pieces(texts, known)
    alone = _apart(weights @ known.vectors[used])
    by_company = _apart(weights @ _unit(weights.T @ alone))
    return _unit((1 - COMPANY) * alone + COMPANY * by_company)


def _weighed_pieces(
    texts: Sequence[str], known: PieceVectors
) -> tuple[sparse.csr_matrix, NDArray[np.int64]]:
    """Texts × pieces that are used, weighed by (1 + ln count) · idf, rows of length 1."""
    counts = _counted_pieces(texts, known)
    documents = np.bincount(counts.indices, minlength=counts.shape[1])
    used = np.flatnonzero(documents)
    rare = np.log((1 + len(texts)) / (1 + documents)) + 1
    data = (1 + np.log(counts.data)) * rare[counts.indices]
    sizes = np.diff(counts.indptr)
    squares = np.bincount(np.repeat(np.arange(len(texts)), sizes), data**2, len(texts))
    data /= np.repeat(np.sqrt(np.where(squares > 0, squares, 1)), sizes)
    shape = counts.shape
    weighed = sparse.csr_matrix((data.astype(np.float32), counts.indices, counts.indptr), shape)
    return weighed[:, used], used


def _counted_pieces(texts: Sequence[str], known: PieceVectors) -> sparse.csr_matrix:
    cut = tokens(texts)
    pieces = [list(_pieces(word, known)) for word in cut.words]
    starts = np.concatenate([[0], np.cumsum([len(one) for one in pieces])])
    numbers = np.fromiter((n for one in pieces for n in one), dtype=np.int64, count=starts[-1])
    ones = np.ones(len(numbers), dtype=np.float32)
    of_words = sparse.csr_matrix((ones, numbers, starts), (len(pieces), len(known.numbers)))
    ones = np.ones(len(cut.numbers), dtype=np.float32)
    of_texts = sparse.csr_matrix((ones, cut.numbers, cut.starts), (len(texts), len(pieces)))
    return sparse.csr_matrix(of_texts @ of_words)


def _pieces(word: str, known: PieceVectors) -> Iterator[int]:
    """Pieces of a word as the model cuts it: accents away, and apart at every underscore."""
    if word in known.numbers:
        yield known.numbers[word]
        return
    plain = "".join(x for x in unicodedata.normalize("NFD", word) if not unicodedata.combining(x))
    for part in plain.split("_"):
        yield from known.cut(part)


def _apart(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """At length 1, as seen from the middle of all."""
    at_length = _unit(vectors)
    return _unit(at_length - at_length.mean(axis=0))


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1)[:, None], dtype=np.float32)
