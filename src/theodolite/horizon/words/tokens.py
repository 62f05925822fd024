"""Cut texts into words and number them, millions a second, without any compiled help."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count

import numpy as np
from numpy.typing import NDArray

UNKNOWN = -1
"""The number of a word that the known words do not hold."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of texts in reading order, as numbers into `words` (sorted by spelling).

    Text t holds the tokens `starts[t]` to `starts[t + 1]`.
    """

    numbers: NDArray[np.int64]
    starts: NDArray[np.int64]
    words: Sequence[str]

    def texts(self) -> NDArray[np.int64]:
        """For each token, the number of the text it stands in."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))


def words_of(text: str) -> list[str]:
    r"""The words of one text, lower-cased: runs of two or more letters, digits or `_`.

    That is the pattern `\b\w\w+\b` of scikit-learn.

    >>> words_of("A 5-Gy boost, re-planned.")
    ['gy', 'boost', 're', 'planned']
    """
    return [word for word in _runs(text) if len(word) > 1]


def tokens(texts: Iterable[str]) -> Tokens:
    """Cut texts into words and number every word there is."""
    numbering: defaultdict[str, int] = defaultdict(count().__next__)
    found, starts = _numbered(texts, numbering)
    words = sorted(word for word in numbering if len(word) > 1)
    place = np.full(len(numbering), UNKNOWN)
    place[[numbering[word] for word in words]] = np.arange(len(words))
    return Tokens(*_without_letters(place[found], starts, UNKNOWN), words)


def tokens_among(texts: Iterable[str], words: Sequence[str]) -> Tokens:
    """Cut texts into words and number those that are known; any other is `UNKNOWN`."""
    letter = len(words)
    known = {word: number for number, word in enumerate(words)}
    found, starts = _numbered(texts, _Known(known, letter))
    numbers, starts = _without_letters(found, starts, letter)
    return Tokens(numbers, starts, words)


class _Known(dict[str, int]):
    """Word to number; a word that is not there is unknown, a single letter no word at all."""

    def __init__(self, known: Mapping[str, int], letter: int) -> None:
        super().__init__(known)
        self._letter = letter

    def __missing__(self, word: str) -> int:
        return UNKNOWN if len(word) > 1 else self._letter


class _Spaces(dict[int, int]):
    """A table for `str.translate` that turns whatever no word is made of into a space."""

    def __missing__(self, code: int) -> int:
        letter = chr(code)
        self[code] = code if letter.isalnum() or letter == "_" else ord(" ")
        return self[code]


_SPACES = _Spaces()


def _runs(text: str) -> list[str]:
    return text.lower().translate(_SPACES).split()


def _numbered(
    texts: Iterable[str], numbering: dict[str, int]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    cut = [_runs(text) for text in texts]
    starts = np.zeros(len(cut) + 1, dtype=np.int64)
    np.cumsum([len(words) for words in cut], out=starts[1:])
    every = map(numbering.__getitem__, chain.from_iterable(cut))
    return np.fromiter(every, dtype=np.int64, count=int(starts[-1])), starts


def _without_letters(
    numbers: NDArray[np.int64], starts: NDArray[np.int64], letter: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Leave out what stands for a single letter; texts begin where their first word now is."""
    is_word = numbers != letter
    kept = np.concatenate([[0], np.cumsum(is_word)])
    return numbers[is_word], kept[starts]
