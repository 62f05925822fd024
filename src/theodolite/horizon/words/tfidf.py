"""Weigh the words and phrases of texts by how often, and in how few texts, they are used."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from theodolite.horizon.words.tokens import UNKNOWN, Tokens, tokens, tokens_among


@dataclass(frozen=True)
class WordVectors:
    """TF-IDF vectors of texts, and what is needed to make those of new ones.

    `matrix` is texts × terms, float32, its rows of length 1 (or 0 for a text without terms);
    `weights` the inverse document frequency of each term. `phrases[k]` holds, sorted, the phrases
    of k + 2 words as pairs of (phrase one word shorter, last word) packed into one number, and
    `column` where each word or phrase stands in the matrix (`UNKNOWN`: left out as too rare or too
    common).
    """

    matrix: sparse.csr_matrix
    weights: NDArray[np.float32]
    words: Sequence[str]
    phrases: tuple[NDArray[np.int64], ...]
    column: NDArray[np.int64]

    @cached_property
    def terms(self) -> NDArray[np.object_]:
        """The words and phrases in the order of the matrix's columns."""
        level = every = list(self.words)
        for keys in self.phrases:
            pairs = zip(*(part.tolist() for part in np.divmod(keys, len(self.words))), strict=True)
            level = [f"{level[shorter]} {self.words[last]}" for shorter, last in pairs]
            every = every + level
        named = np.empty(len(self.weights), dtype=object)
        is_kept = self.column != UNKNOWN
        named[self.column[is_kept]] = np.array(every, dtype=object)[is_kept]
        return named

    def of(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """The vectors of other texts, in the same terms with the same weights."""
        cut = tokens_among(texts, self.words)
        found = [_unless_unknown(cut.numbers, cut.texts())]
        at, offset = np.arange(len(cut.numbers)), len(self.words)
        numbers = cut.numbers
        for length, keys in enumerate(self.phrases, start=2):
            at, pairs = _pairs(cut, at, numbers, length)
            numbers = _lookup(pairs, keys)
            known = _unless_unknown(numbers, cut.texts()[at])
            found.append((known[0] + offset, known[1]))
            offset += len(keys)
        terms, rows = (np.concatenate(part) for part in zip(*found, strict=True))
        columns = self.column[terms]
        kept = columns != UNKNOWN
        counts = _counted(columns[kept], rows[kept], (len(texts), len(self.weights)))
        return _weighed(counts, self.weights)


def fit(
    texts: Sequence[str] | Tokens,
    *,
    longest: int = 2,
    least_documents: int = 1,
    most_share: float = 0.95,
) -> WordVectors:
    """Weigh the terms of texts as scikit-learn's TfidfVectorizer does with sublinear_tf.

    Terms are words and phrases of up to `longest` words that stand in at least `least_documents`
    texts and in at most `most_share` of them. A term's weight in a text is (1 + ln count) ·
    (1 + ln((1 + texts) / (1 + texts that hold it))), and every text's vector has length 1
    (Salton and Buckley 1988, doi:10.1016/0306-4573(88)90021-0). Texts may be cut already.

    >>> vectors = fit(["proton therapy", "proton range", "patient safety"])
    >>> list(vectors.terms)[:3]
    ['patient', 'proton', 'range']
    >>> vectors.matrix.shape
    (3, 8)
    """
    cut = texts if isinstance(texts, Tokens) else tokens(texts)
    size = len(cut.starts) - 1
    levels = list(_levels(cut, longest))
    terms = np.concatenate([numbers for numbers, _, _ in levels])
    rows = np.concatenate([rows for _, rows, _ in levels])
    phrases = tuple(keys for _, _, keys in levels[1:])
    total = len(cut.words) + sum(map(len, phrases))
    counts = _counted(terms, rows, (size, total))
    documents = np.diff(counts.indptr)
    is_kept = (documents >= least_documents) & (documents <= most_share * size)
    weights = np.log((1 + size) / (1 + documents[is_kept])) + 1
    column = np.where(is_kept, np.cumsum(is_kept) - 1, UNKNOWN)
    if not is_kept.all():
        counts = counts[:, is_kept]
    weights = weights.astype(np.float32)
    return WordVectors(_weighed(counts, weights), weights, cut.words, phrases, column)


def _levels(
    cut: Tokens, longest: int
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]]:
    """For each length of phrase: the terms found, the texts they stand in, and the known keys."""
    texts, at, numbers = cut.texts(), np.arange(len(cut.numbers)), cut.numbers
    yield numbers, texts, np.arange(len(cut.words))
    offset = len(cut.words)
    for length in range(2, longest + 1):
        at, pairs = _pairs(cut, at, numbers, length)
        keys, numbers = np.unique(pairs, return_inverse=True)
        yield numbers + offset, texts[at], keys
        offset += len(keys)


def _pairs(
    cut: Tokens, at: NDArray[np.int64], shorter: NDArray[np.int64], length: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Phrases of `length` words: where they begin, and (shorter phrase, last word) as a number.

    `shorter` are the phrases one word shorter that begin at the tokens `at`.
    """
    texts, last = cut.texts(), at + length - 1
    inside = last < len(texts)
    inside[inside] = texts[last[inside]] == texts[at[inside]]
    at, last, shorter = at[inside], last[inside], shorter[inside]
    pairs = shorter * len(cut.words) + cut.numbers[last]
    pairs[(shorter == UNKNOWN) | (cut.numbers[last] == UNKNOWN)] = UNKNOWN
    return at, pairs


def _lookup(pairs: NDArray[np.int64], keys: NDArray[np.int64]) -> NDArray[np.int64]:
    if not len(keys):
        return np.full(len(pairs), UNKNOWN)
    place = np.minimum(np.searchsorted(keys, pairs), len(keys) - 1)
    return np.where(keys[place] == pairs, place, UNKNOWN)


def _unless_unknown(
    numbers: NDArray[np.int64], texts: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    known = numbers != UNKNOWN
    return numbers[known], texts[known]


def _counted(
    terms: NDArray[np.int64], rows: NDArray[np.int64], shape: tuple[int, int]
) -> sparse.csc_matrix:
    """How often each term stands in each text; by columns, texts in order."""
    ones = np.ones(len(terms), dtype=np.float32)
    return sparse.coo_matrix((ones, (rows, terms)), shape=shape).tocsc()


def _weighed(counts: sparse.csc_matrix, weights: NDArray[np.float32]) -> sparse.csr_matrix:
    in_documents = np.diff(counts.indptr)
    data = (1 + np.log(counts.data)) * np.repeat(weights, in_documents)
    by_row = sparse.csc_matrix((data, counts.indices, counts.indptr), counts.shape).tocsr()
    sizes = np.diff(by_row.indptr)
    squares = np.bincount(np.repeat(np.arange(len(sizes)), sizes), by_row.data**2, len(sizes))
    lengths = np.sqrt(np.where(squares > 0, squares, 1)).astype(np.float32)
    by_row.data /= np.repeat(lengths, sizes)
    return by_row
