"""The loop over bytes that counts a model's terms in texts; compiled once and kept on disk.

Only `scoring` imports this module, and late: numba takes half a second to load.
"""

import math
from collections.abc import Callable
from typing import Any, TypeVar, cast

import numpy as np
from numba import njit

from theodolite.horizon.sweep.lookup import ABSENT, DOTTED_I, FIRST, SPREAD, TIMES

Loop = TypeVar("Loop", bound=Callable[..., Any])


def machine_code(loop: Loop) -> Loop:
    """The same function as machine code, arithmetic as written."""
    return cast("Loop", njit(cache=True, nogil=True, error_model="numpy")(loop))


@machine_code
def next_code(buffer: Any, place: int) -> tuple[Any, int]:
    """The character that begins at a byte of UTF-8, and the byte after it."""
    first = np.int64(buffer[place])
    if first < 0x80:
        return first, place + 1
    code, more = first & 0x1F, 1
    if first >= 0xF0:
        code, more = first & 0x07, 3
    elif first >= 0xE0:
        code, more = first & 0x0F, 2
    for step in range(1, more + 1):
        code = (code << 6) | (np.int64(buffer[place + step]) & 0x3F)
    return code, place + more + 1


@machine_code
def looked_up(keys: Any, values: Any, key: Any, shift: Any) -> int:
    """What an open table holds under a key, or ABSENT; `shift` is 64 less its size's bits."""
    at = np.int64((key * SPREAD) >> shift)
    while values[at] != ABSENT and keys[at] != key:
        at = (at + 1) & (len(keys) - 1)
    return int(values[at])


@machine_code
def count_in(column: int, counts: Any, found: Any, size: int) -> int:
    """Count a column once more, noting it when it is new; the new number of columns."""
    if column == ABSENT:
        return size
    if counts[column] == 0:
        found[size] = column
        size += 1
    counts[column] += 1
    return size


@machine_code
def count_word(number: int, previous: int, tables: Any, seen: Any, size: int) -> int:
    """Count a word and the phrase it ends; the new number of columns."""
    _, _, _, _, word_columns, phrase_keys, phrase_columns, phrase_shift = tables
    counts, found = seen
    if number == ABSENT:
        return size
    size = count_in(word_columns[number], counts, found, size)
    if previous == ABSENT:
        return size
    key = (np.uint64(previous) << np.uint64(32)) | np.uint64(number)
    column = looked_up(phrase_keys, phrase_columns, key, phrase_shift)
    return count_in(column, counts, found, size)


@machine_code
def count_text(buffer: Any, start: int, stop: int, tables: Any, seen: Any) -> int:
    """Count a text's words and phrases by column; how many different ones there are.

    A single letter is no word, and phrases reach across it; an unknown word breaks them.
    """
    letters, word_keys, word_numbers, word_shift = tables[0], tables[1], tables[2], tables[3]
    size, previous, length, value, place = 0, ABSENT, 0, FIRST, start
    while place <= stop:
        code, following = (0, stop + 1) if place == stop else next_code(buffer, place)
        small = letters[code]
        if small:
            value = (value ^ np.uint64(small)) * TIMES
            length += 1
        if length and (not small or code == DOTTED_I):
            if length > 1:
                number = looked_up(word_keys, word_numbers, value, word_shift)
                size = count_word(number, previous, tables, seen, size)
                previous = number
            length, value = 0, FIRST
        place = following
    return size


@machine_code
def add_up(seen: Any, size: int, numbers: Any, score: Any) -> None:
    """Sum (1 + ln count) · rarity · weight over the vector's length; counts become 0 again."""
    counts, found = seen
    rarities, weights = numbers
    squares = 0.0
    for place in range(size):
        column = found[place]
        weight = (1 + math.log(counts[column])) * rarities[column]
        counts[column] = 0
        squares += weight * weight
        for one in range(len(score)):
            score[one] += weight * weights[column, one]
    if squares > 0:
        score /= math.sqrt(squares)


@machine_code
def score_all(buffer: Any, starts: Any, tables: Any, numbers: Any, scores: Any) -> None:
    """Score every text of a run of bytes, row by row."""
    longest = 0
    for row in range(len(starts) - 1):
        longest = max(longest, starts[row + 1] - starts[row])
    seen = (np.zeros(len(numbers[0]), np.int32), np.empty(longest + 2, np.int32))
    for row in range(len(starts) - 1):
        size = count_text(buffer, starts[row], starts[row + 1], tables, seen)
        add_up(seen, size, numbers, scores[row])
