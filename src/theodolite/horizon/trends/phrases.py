"""Phrases that texts use: one to three words that are about something, each counted once a text."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from theodolite.horizon.words.tokens import UNKNOWN, Tokens, tokens

_BREAK = re.compile(r"[.,;:!?()\[\]\"“”]+(?:\s|$)|\s[(\[\"“–—]|\n")
_MARK = " endofasentence "
_SHORTEST = 3
_LARGE = 100

_Uses = tuple[NDArray[np.int64], NDArray[np.int64]]


@dataclass(frozen=True)
class Phrases:
    """Phrases in the order of their names, and which texts use them.

    `uses` is phrases × texts with ones where a phrase is used.
    """

    names: tuple[str, ...]
    uses: sparse.csr_matrix

    def without_boilerplate(self, source: NDArray[np.int64], most: float) -> "Phrases":
        """Only phrases that stand in at most such a share of the texts of every source.

        `source` numbers the source of each text; sources of few texts judge nothing.
        """
        texts = np.bincount(source)
        part = np.where(texts >= _LARGE, 1 / np.maximum(texts, 1), 0.0)
        place = (part[source], (np.arange(len(source)), source))
        by_source = sparse.csr_matrix(place, shape=(len(source), len(texts)))
        largest = (self.uses @ by_source).max(axis=1).toarray().ravel()
        kept = np.flatnonzero(largest <= most + 1e-12)
        return Phrases(tuple(self.names[i] for i in kept), sparse.csr_matrix(self.uses[kept]))


@dataclass(frozen=True)
class _Cut:
    """Words of all texts in one row, numbered by meaning: plural and singular are one.

    `may_begin` and `may_end` say of each word whether a phrase can.
    """

    numbers: NDArray[np.int64]
    segments: NDArray[np.int64]
    texts: NDArray[np.int64]
    words: Sequence[str]
    may_begin: NDArray[np.bool_]
    may_end: NDArray[np.bool_]


@cache
def left_out() -> frozenset[str]:
    """Words that begin and end no phrase."""
    path = files("theodolite.horizon.trends") / "left_out.toml"
    lists = tomllib.loads(path.read_text("utf-8"))
    return frozenset(word for words in lists.values() for word in words.split())


def phrases_of(
    texts: Sequence[tuple[str, str]], *, longest: int = 3, least_texts: int = 5
) -> Phrases:
    """Phrases of up to `longest` words that at least `least_texts` texts use, title or abstract.

    A phrase crosses no comma, stop or bracket. It begins with a word that is about something, and
    ends with one or with a number; between the two anything may stand.

    >>> said = [("Safety of the internet of things", ""), ("The Internet of things", "")]
    >>> phrases_of(said, least_texts=2).names
    ('internet', 'internet of things', 'things')
    """
    cut = _cut(texts)
    levels = [_frequent(_words(cut), least_texts)]
    is_frequent = ~cut.may_begin
    is_frequent[levels[0][0]] = True
    levels += [
        _frequent(_longer(cut, is_frequent, length), least_texts)
        for length in range(2, longest + 1)
    ]
    return _matrix(cut, levels, len(texts))


def _cut(texts: Sequence[tuple[str, str]]) -> _Cut:
    cut = tokens(_BREAK.sub(_MARK, f"{title}. {abstract}") for title, abstract in texts)
    mark = cut.words.index(_MARK.strip()) if texts else UNKNOWN
    is_word = cut.numbers != mark
    words, meaning = _meanings(cut)
    is_number = np.array([word[0].isdigit() for word in words], dtype=bool)
    is_about = np.array([word not in left_out() for word in words], dtype=bool)
    is_long = np.array([len(word) >= _SHORTEST for word in words], dtype=bool)
    return _Cut(
        meaning[cut.numbers[is_word]],
        np.cumsum(~is_word)[is_word] + cut.texts()[is_word],
        cut.texts()[is_word],
        words,
        is_about & ~is_number & is_long,
        is_about & (is_long | is_number),
    )


def _meanings(cut: Tokens) -> tuple[Sequence[str], NDArray[np.int64]]:
    """The words, and for each the number of the one that stands for it: the commoner form."""
    place = {word: number for number, word in enumerate(cut.words)}
    often = np.bincount(cut.numbers, minlength=len(cut.words))
    meaning = np.arange(len(cut.words))
    for number, word in enumerate(cut.words):
        other = place.get(singular(word), number)
        if other != number:
            kept, merged = (other, number) if often[other] >= often[number] else (number, other)
            meaning[merged] = kept
    return cut.words, meaning[meaning]


def singular(word: str) -> str:
    """A plural without its ending, as far as a rule of three lines can tell (Harman 1991).

    >>> singular("networks"), singular("therapies"), singular("analysis"), singular("loss")
    ('network', 'therapy', 'analysis', 'loss')
    """
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word


def _words(cut: _Cut) -> _Uses:
    begins = cut.may_begin[cut.numbers]
    return cut.numbers[begins], cut.texts[begins]


def _longer(cut: _Cut, is_frequent: NDArray[np.bool_], length: int) -> _Uses:
    """Phrases of two words or more, packed into one number, with their texts."""
    last = max(0, len(cut.numbers) - length + 1)
    parts = [cut.numbers[i : i + last] for i in range(length)]
    fits = cut.segments[:last] == cut.segments[length - 1 :][:last]
    fits &= cut.may_begin[parts[0]] & cut.may_end[parts[-1]]
    for part in parts:
        fits &= is_frequent[part]
    packed = np.zeros(int(fits.sum()), dtype=np.int64)
    for part in parts:
        packed = packed * len(cut.words) + part[fits]
    return packed, cut.texts[:last][fits]


def _frequent(uses: _Uses, least: int) -> _Uses:
    """Each phrase once a text, if enough texts use it."""
    import polars as pl

    table = pl.DataFrame({"phrase": uses[0], "text": uses[1]}).unique()
    kept = table.filter(pl.len().over("phrase") >= least)
    return kept["phrase"].to_numpy(), kept["text"].to_numpy()


def _matrix(cut: _Cut, levels: Sequence[_Uses], texts: int) -> Phrases:
    names: list[str] = []
    rows = []
    for length, (packed, _) in enumerate(levels, start=1):
        phrases, place = np.unique(packed, return_inverse=True)
        rows.append(place + len(names))
        names += _written(phrases, length, cut.words)
    order = sorted(range(len(names)), key=names.__getitem__)
    rank = np.empty(len(names), dtype=np.int64)
    rank[order] = np.arange(len(names))
    columns = np.concatenate([text for _, text in levels])
    at = (rank[np.concatenate(rows)], columns)
    ones = np.ones(len(columns), dtype=np.int32)
    matrix = sparse.csr_matrix((ones, at), shape=(len(names), texts))
    matrix.sort_indices()
    return Phrases(tuple(names[one] for one in order), matrix)


def _written(packed: NDArray[np.int64], length: int, words: Sequence[str]) -> list[str]:
    """Packed phrases written out."""
    rest, parts = packed, []
    for _ in range(length):
        rest, last = np.divmod(rest, max(1, len(words)))
        parts.append([words[word] for word in last.tolist()])
    return [" ".join(phrase) for phrase in zip(*reversed(parts), strict=True)]
