"""Tables in which the machine code finds words, phrases and letters at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from theodolite.horizon.sweep.word_model import WordModel

ABSENT = -1
DOTTED_I = 0x130
"""The one letter whose small form is two characters, the second of which is part of no word."""

# FNV-1a (Fowler, Noll and Vo), and the golden ratio that spreads keys over a table (Knuth).
FIRST, TIMES = np.uint64(0xCBF29CE484222325), np.uint64(0x100000001B3)
SPREAD = np.uint64(0x9E3779B97F4A7C15)
_CODES = 0x110000


@dataclass(frozen=True)
class Lookup:
    """A word model as tables.

    `letters` turns each character into its small form, 0 where it is part of no word. `word_keys`
    and `word_numbers` are an open hash table (size a power of two) from the FNV-1a of a word's
    characters to its number, `word_columns` the column of each, ABSENT if it has none.
    `phrase_keys` and `phrase_columns` are one from two numbers to the phrase's column.
    """

    letters: NDArray[np.int32]
    word_keys: NDArray[np.uint64]
    word_numbers: NDArray[np.int32]
    word_columns: NDArray[np.int32]
    phrase_keys: NDArray[np.uint64]
    phrase_columns: NDArray[np.int32]

    def tables(self) -> tuple[Any, ...]:
        """All of them, with the shift that brings a key to its place after either table."""
        return (
            *(self.letters, self.word_keys, self.word_numbers, _shift(self.word_keys)),
            *(self.word_columns, self.phrase_keys, self.phrase_columns),
            _shift(self.phrase_keys),
        )


def lookup_of(model: WordModel) -> Lookup:
    """The tables of a model. Two of its words with one hash would be one: that is refused.

    A word that the model does not hold is taken for one of its 10⁶ with a chance of 10⁻¹³.
    """
    words = [(column, term) for column, term in enumerate(model.terms) if " " not in term]
    hashes = np.array([_hash(word) for _, word in words], dtype=np.uint64)
    assert len(np.unique(hashes)) == len(words)
    number = {word: place for place, (_, word) in enumerate(words)}
    columns = np.array([column for column, _ in words], dtype=np.int32)
    columns[model.rarities[columns] == 0] = ABSENT
    pairs = [(column, term.split(" ")) for column, term in enumerate(model.terms) if " " in term]
    keys = np.array([(number[a] << 32) | number[b] for _, (a, b) in pairs], dtype=np.uint64)
    word_keys, word_numbers = _table(hashes, np.arange(len(words), dtype=np.int32))
    phrase_columns = np.array([column for column, _ in pairs], dtype=np.int32)
    return Lookup(_letters(), word_keys, word_numbers, columns, *_table(keys, phrase_columns))


def _hash(word: str) -> int:
    value = int(FIRST)
    for letter in word:
        value = ((value ^ ord(letter)) * int(TIMES)) & 0xFFFFFFFFFFFFFFFF
    return value


def _table(
    keys: NDArray[np.uint64], values: NDArray[np.int32]
) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
    """An open table, at most half full, filled round by round; free places are ABSENT."""
    size = 1 << max(4, int(2 * len(keys)).bit_length())
    placed_keys = np.zeros(size, dtype=np.uint64)
    placed = np.full(size, ABSENT, dtype=np.int32)
    waiting = np.arange(len(keys))
    with np.errstate(over="ignore"):
        at = ((keys * SPREAD) >> _shift(placed_keys)).astype(np.int64)
    while len(waiting):
        free = placed[at[waiting]] == ABSENT
        first = np.unique(at[waiting[free]], return_index=True)[1]
        taken = waiting[free][first]
        placed_keys[at[taken]], placed[at[taken]] = keys[taken], values[taken]
        waiting = np.setdiff1d(waiting, taken)
        at[waiting] = (at[waiting] + 1) & (size - 1)
    return placed_keys, placed


def _shift(keys: NDArray[np.uint64]) -> np.uint64:
    """By how many bits a spread key is moved to become a place in the table."""
    return np.uint64(64 - (len(keys) - 1).bit_length())


@lru_cache(maxsize=1)
def _letters() -> NDArray[np.int32]:
    """The small form of every character that words are made of, as Python knows it."""
    letters = np.zeros(_CODES, dtype=np.int32)
    for code in range(_CODES):
        small = chr(code).lower()[0]
        if small.isalnum() or small == "_":
            letters[code] = ord(small)
    return letters


def joined_bytes(texts: Sequence[str]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Texts as one run of UTF-8 bytes, and where each begins.

    The small form of a capital sigma depends on its neighbours: such texts are lower-cased here.
    """
    plain = [text.lower() if "Σ" in text else text for text in texts]
    encoded = [text.encode("utf-8", errors="replace") for text in plain]
    starts = np.zeros(len(encoded) + 1, dtype=np.int64)
    np.cumsum([len(one) for one in encoded], out=starts[1:])
    return np.frombuffer(b"".join(encoded), dtype=np.uint8), starts
