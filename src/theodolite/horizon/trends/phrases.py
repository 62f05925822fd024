"""Phrases that texts use: one to three words that are about something, each counted once a text."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from theodolite.horizon.words.tokens import Tokens, tokens

if TYPE_CHECKING:
    import polars as pl

_BREAK = re.compile(r"[.,;:!?()\[\]\n\"“”]+(?:\s|$)")
_SHORTEST = 3
_LARGE = 100


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
        place = (np.ones(len(source)), (np.arange(len(source)), source))
        by_source = self.uses @ sparse.csr_matrix(place, shape=(len(source), len(texts)))
        large = texts >= _LARGE
        share = by_source.toarray()[:, large] / texts[large]
        kept = np.flatnonzero((share <= most).all(axis=1))
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
    import polars as pl

    cut = _cut(texts)
    found = [_frequent(_words(cut), least_texts)]
    is_frequent = np.zeros(len(cut.words), dtype=bool)
    is_frequent[found[0]["phrase"].unique().to_numpy()] = True
    is_frequent |= ~cut.may_begin
    levels = [_named(found[0], cut, 1)]
    for length in range(2, longest + 1):
        pairs = _frequent(_longer(cut, is_frequent, length), least_texts)
        levels.append(_named(pairs, cut, length))
    return _matrix(pl.concat(levels), len(texts))


def _cut(texts: Sequence[tuple[str, str]]) -> _Cut:
    segments, of_text = [], []
    for number, (title, abstract) in enumerate(texts):
        parts = [*_BREAK.split(title), *_BREAK.split(abstract)]
        segments += parts
        of_text += [number] * len(parts)
    cut = tokens(segments)
    at = cut.texts()
    words, meaning = _meanings(cut)
    is_number = np.array([word[0].isdigit() for word in words], dtype=bool)
    is_about = np.array([word not in left_out() for word in words], dtype=bool)
    is_long = np.array([len(word) >= _SHORTEST for word in words], dtype=bool)
    return _Cut(
        meaning[cut.numbers],
        at,
        np.array(of_text, dtype=np.int64)[at],
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


def _words(cut: _Cut) -> "pl.DataFrame":
    begins = cut.may_begin[cut.numbers]
    return _uses(cut.numbers[begins], cut.texts[begins])


def _longer(cut: _Cut, is_frequent: NDArray[np.bool_], length: int) -> "pl.DataFrame":
    """Phrases of two words or more, packed into one number, with their texts."""
    last = len(cut.numbers) - length + 1
    parts = [cut.numbers[i : i + max(0, last)] for i in range(length)]
    fits = cut.segments[: len(parts[0])] == cut.segments[length - 1 :][: len(parts[0])]
    fits &= cut.may_begin[parts[0]] & is_frequent[parts[0]] & cut.may_end[parts[-1]]
    for part in parts[1:]:
        fits &= is_frequent[part] | ~cut.may_begin[part]
    packed = np.zeros(int(fits.sum()), dtype=np.int64)
    for part in parts:
        packed = packed * len(cut.words) + part[fits]
    return _uses(packed, cut.texts[: len(fits)][fits])


def _uses(phrase: NDArray[np.int64], text: NDArray[np.int64]) -> "pl.DataFrame":
    import polars as pl

    return pl.DataFrame({"phrase": phrase, "text": text}).unique()


def _frequent(uses: "pl.DataFrame", least: int) -> "pl.DataFrame":
    import polars as pl

    return uses.filter(pl.len().over("phrase") >= least)


def _named(uses: "pl.DataFrame", cut: _Cut, length: int) -> "pl.DataFrame":
    """The same uses with phrases written out."""
    import polars as pl

    packed = uses["phrase"].unique().sort()
    rest, parts = packed.to_numpy(), []
    for _ in range(length):
        rest, last = np.divmod(rest, max(1, len(cut.words)))
        parts.append([cut.words[word] for word in last.tolist()])
    names = [" ".join(words) for words in zip(*reversed(parts), strict=True)]
    table = pl.DataFrame({"phrase": packed, "name": pl.Series(names, dtype=pl.String)})
    return uses.join(table, on="phrase").select("name", "text")


def _matrix(uses: "pl.DataFrame", texts: int) -> Phrases:
    import polars as pl

    names = uses["name"].unique().sort()
    numbers = pl.DataFrame({"name": names, "number": np.arange(len(names))})
    placed = uses.join(numbers, on="name").sort("number", "text")
    ones = np.ones(len(placed), dtype=np.int32)
    at = (placed["number"].to_numpy(), placed["text"].to_numpy())
    matrix = sparse.csr_matrix((ones, at), shape=(len(names), texts))
    return Phrases(tuple(names.to_list()), matrix)
