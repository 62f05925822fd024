"""Place texts by what their words mean, thousands a second and without any model at hand."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from theodolite.horizon.words.tokens import Tokens, tokens

VECTORS = Path(__file__).with_name("token_vectors.npz")
"""Where the vectors of pieces of words lie, if they were distilled when we were set up."""

COMPANY = 0.3
"""How much of a text's place comes from the company that its words keep in these texts."""

_LONGEST_WORD = 100
_MARK = "##"


@dataclass(frozen=True)
class PieceVectors:
    """Pieces of words and what each means: whole numbers, pieces × dimensions, and their scales."""

    numbers: Mapping[str, int]
    whole: NDArray[np.int8]
    scales: NDArray[np.float32]

    def vectors(self, pieces: NDArray[np.int64]) -> NDArray[np.float32]:
        """What some of the pieces mean."""
        return self.whole[pieces] * self.scales[pieces, None]

    def cut(self, word: str) -> tuple[int, ...]:
        """The longest known pieces that make up a word, from its beginning; none if some is not.

        That is WordPiece (Wu et al. 2016, arXiv:1609.08144): a piece that does not begin a word is
        marked by ##.
        """
        if len(word) > _LONGEST_WORD:
            return ()
        found, begin, known = [], 0, self.numbers
        while begin < len(word):
            end = min(len(word), begin + self._longest)
            while end > begin and word[begin:end] not in known:
                end -= 1
            if end == begin:
                return ()
            found.append(known[word[begin:end]])
            begin, known = end, self._further
        return tuple(found)

    @cached_property
    def _further(self) -> Mapping[str, int]:
        """The pieces that do not begin a word, without their mark."""
        marked = self.numbers.items()
        return {one[len(_MARK) :]: number for one, number in marked if one.startswith(_MARK)}

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self.numbers), default=0)


@cache
def piece_vectors(file: Path = VECTORS) -> PieceVectors | None:
    """The distilled vectors, or None where they were not made."""
    if not file.exists():
        return None
    with np.load(file, allow_pickle=False) as parts:
        pieces = parts["pieces"].tobytes().decode().split("\n")
        numbers = {piece: number for number, piece in enumerate(pieces)}
        return PieceVectors(numbers, parts["vectors"], parts["scales"])


def meaning_vectors(
    texts: Sequence[str] | Tokens, known: PieceVectors | None = None
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
    cut = texts if isinstance(texts, Tokens) else tokens(texts)
    weights, used = _weighed_pieces(cut, known)
    alone = _apart(weights @ known.vectors(used))
    by_company = _apart(weights @ _unit(weights.T @ alone))
    return _unit((1 - COMPANY) * alone + COMPANY * by_company)


def _weighed_pieces(
    cut: Tokens, known: PieceVectors
) -> tuple[sparse.csr_matrix, NDArray[np.int64]]:
    """Texts × pieces that are used, weighed by (1 + ln count) · idf, rows of length 1."""
    counts = _counted_pieces(cut, known)
    texts = counts.shape[0]
    documents = np.bincount(counts.indices, minlength=counts.shape[1])
    used = np.flatnonzero(documents)
    rare = np.log((1 + texts) / (1 + documents)) + 1
    data = (1 + np.log(counts.data)) * rare[counts.indices]
    sizes = np.diff(counts.indptr)
    squares = np.bincount(np.repeat(np.arange(texts), sizes), data**2, texts)
    data /= np.repeat(np.sqrt(np.where(squares > 0, squares, 1)), sizes)
    shape = counts.shape
    weighed = sparse.csr_matrix((data.astype(np.float32), counts.indices, counts.indptr), shape)
    return weighed[:, used], used


def _counted_pieces(cut: Tokens, known: PieceVectors) -> sparse.csr_matrix:
    pieces = [list(_pieces(word, known)) for word in cut.words]
    starts = np.cumsum([0, *(len(one) for one in pieces)])
    numbers = np.fromiter((n for one in pieces for n in one), dtype=np.int64, count=starts[-1])
    of_words = _ones(numbers, starts, len(known.numbers))
    return sparse.csr_matrix(_ones(cut.numbers, cut.starts, len(pieces)) @ of_words)


def _ones(columns: NDArray[np.int64], starts: NDArray[np.int64], width: int) -> sparse.csr_matrix:
    shape = (len(starts) - 1, width)
    return sparse.csr_matrix((np.ones(len(columns), np.float32), columns, starts), shape)


def _pieces(word: str, known: PieceVectors) -> Iterator[int]:
    """Pieces of a word as the model cuts it: accents away, and apart at every underscore."""
    if word in known.numbers:
        yield known.numbers[word]
        return
    if not word.isascii():
        letters = unicodedata.normalize("NFD", word)
        word = "".join(x for x in letters if not unicodedata.combining(x))
    for part in word.split("_"):
        yield from known.cut(part)


def _apart(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """At length 1, as seen from the middle of all."""
    at_length = _unit(vectors)
    return _unit(at_length - at_length.sum(axis=0) / max(1, len(at_length)))


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1)[:, None], dtype=np.float32)
