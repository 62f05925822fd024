"""Tables in which the machine code finds words, phrases and letters at one look each."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from theodolite.horizon.sweep.word_model import WordModel

DOTTED_I = 0x130
"""The one letter whose small form is two characters, the second of which is part of no word."""

# FNV-1a (Fowler, Noll and Vo), and the golden ratio that spreads keys over a table (Knuth).
FIRST, TIMES = np.uint64(0xCBF29CE484222325), np.uint64(0x100000001B3)
SPREAD = np.uint64(0x9E3779B97F4A7C15)
HALF = np.uint64(32)

_CODES, _LAST_WRITTEN = 0x110000, 0x40000


@dataclass(frozen=True)
class Lookup:
    """A word model as tables; numbers and columns are counted from 1, 0 is none.

    `letters` turns each character into its small form, 0 where it is part of no word. `words` and
    `phrases` are open hash tables, 2 × a power of two: keys and values by turns. A word's key is
    the FNV-1a of its characters, its value its number (upper half) and its column; a phrase's key
    are the numbers of its two words, its value its column. `numbers` holds for each column its
    rarity and then its weights.
    """

    letters: NDArray[np.int32]
    words: NDArray[np.uint64]
    phrases: NDArray[np.uint64]
    numbers: NDArray[np.float32]


def lookup_of(model: WordModel) -> Lookup:
    """The tables of a model. Two of its words with one hash would be one: that is refused.

    A word that the model does not hold is taken for one of its 10⁶ with a chance of 10⁻¹³.
    """
    words = [(column, term) for column, term in enumerate(model.terms, 1) if " " not in term]
    number = {word: place for place, (_, word) in enumerate(words, 1)}
    hashes = np.array([_hash(word) for word in number], dtype=np.uint64)
    assert len(np.unique(hashes)) == len(words)
    columns = np.array([column for column, _ in words], dtype=np.uint64)
    columns *= model.rarities[columns.astype(np.int64) - 1] > 0
    values = (np.arange(1, len(words) + 1, dtype=np.uint64) << HALF) | columns
    pairs = [(column, term.split(" ")) for column, term in enumerate(model.terms, 1) if " " in term]
    keys = np.array([(number[a] << 32) | number[b] for _, (a, b) in pairs], dtype=np.uint64)
    phrases = _table(keys, np.array([column for column, _ in pairs], dtype=np.uint64))
    numbers = np.column_stack([model.rarities, model.weights]).astype(np.float32)
    return Lookup(_letters(), _table(hashes, values), phrases, np.ascontiguousarray(numbers))


def _hash(word: str) -> int:
    value = int(FIRST)
    for letter in word:
        value = ((value ^ ord(letter)) * int(TIMES)) & 0xFFFFFFFFFFFFFFFF
    return value


def _table(keys: NDArray[np.uint64], values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """An open table, at most half full, filled round by round; a free place has the value 0."""
    size = 1 << max(4, int(2 * len(keys)).bit_length())
    table = np.zeros((size, 2), dtype=np.uint64)
    waiting = np.arange(len(keys))
    at = ((keys * SPREAD) >> shift_of(table.ravel())).astype(np.int64)
    while len(waiting):
        free = table[at[waiting], 1] == 0
        first = np.unique(at[waiting[free]], return_index=True)[1]
        taken = waiting[free][first]
        table[at[taken], 0], table[at[taken], 1] = keys[taken], values[taken]
        waiting = waiting[table[at[waiting], 0] != keys[waiting]]
        at[waiting] = (at[waiting] + 1) & (size - 1)
    return table.ravel()


def shift_of(table: NDArray[np.uint64]) -> np.uint64:
    """By how many bits a spread key is moved to become a place in the table."""
    return np.uint64(64 - (len(table) // 2 - 1).bit_length())


@lru_cache(maxsize=1)
def _letters() -> NDArray[np.int32]:
    """The small form of every character that words are made of, as Python knows it.

    No script has characters beyond the third plane.
    """
    letters = np.zeros(_CODES, dtype=np.int32)
    for code in range(_LAST_WRITTEN):
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
