"""The loop over bytes that counts a model's terms in texts; compiled once and kept on disk.

Only `scoring` imports this module, and late: numba takes half a second to load.
"""

import math
from collections.abc import Callable
from typing import Any, TypeVar, cast

import numpy as np
from numba import njit

from theodolite.horizon.sweep.lookup import DOTTED_I, FIRST, HALF, SPREAD, TIMES

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
def looked_up(table: Any, shift: Any, key: Any) -> Any:
    """What an open table holds under a key, 0 for nothing."""
    last = len(table) - 1
    at = np.int64((key * SPREAD) >> shift) << 1
    while table[at + 1] != 0 and table[at] != key:
        at = (at + 2) & last
    return table[at + 1]


@machine_code
def count_in(column: Any, seen: Any, size: int) -> int:
    """Count a column once more, noting it when it is new; the new number of columns.

    `seen` is a small open table of the columns and counts of one text, and the places in it that
    are taken: it stays where the processor can reach it at once.
    """
    columns, counts, taken = seen
    last = len(columns) - 1
    at = (np.int64(column) * 40503) & last
    while columns[at] != 0 and columns[at] != column:
        at = (at + 1) & last
    if columns[at] == 0:
        columns[at] = column
        taken[size] = at
        size += 1
    counts[at] += 1
    return size


@machine_code
def find_words(buffer: Any, start: int, stop: int, tables: Any, found: Any) -> int:
    """Look up every word of a text, 0 for one that is not known; how many words there are.

    A single letter is no word, and phrases reach across it.
    """
    letters, words, shift = tables[0], tables[1], tables[2]
    size, length, place, value = 0, 0, start, FIRST
    while place <= stop:
        code, following = (0, stop + 1) if place == stop else next_code(buffer, place)
        small = letters[code]
        if small:
            value = (value ^ np.uint64(small)) * TIMES
            length += 1
        if length and (not small or code == DOTTED_I):
            if length > 1:
                found[size] = looked_up(words, shift, value)
                size += 1
            length, value = 0, FIRST
        place = following
    return size


@machine_code
def find_columns(found: Any, words: int, tables: Any) -> int:
    """Turn the words found into the columns of them and of their phrases; how many there are.

    Nothing here waits for what was looked up before, so the processor has many looks at memory
    under way at once.
    """
    phrases, shift = tables[3], tables[4]
    size = words
    for place in range(words - 1):
        first, second = found[place], found[place + 1]
        if first != 0 and second != 0:
            key = ((first >> HALF) << HALF) | (second >> HALF)
            found[size] = looked_up(phrases, shift, key)
            size += 1
    for place in range(words):
        found[place] &= np.uint64(0xFFFFFFFF)
    return size


@machine_code
def add_up(seen: Any, size: int, numbers: Any, score: Any) -> None:
    """Sum (1 + ln count) · rarity · weight over the vector's length; `seen` is emptied."""
    columns, counts, taken = seen
    squares = 0.0
    for place in range(size):
        at = taken[place]
        column = columns[at] - 1
        weight = (1 + math.log(counts[at])) * numbers[column, 0]
        squares += weight * weight
        for one in range(len(score)):
            score[one] += weight * numbers[column, one + 1]
        columns[at], counts[at] = 0, 0
    if squares > 0:
        score /= math.sqrt(squares)


@machine_code
def score_all(buffer: Any, starts: Any, tables: Any, numbers: Any, scores: Any) -> None:
    """Score every text of a run of bytes, row by row."""
    longest = 0
    for row in range(len(starts) - 1):
        longest = max(longest, starts[row + 1] - starts[row])
    found = np.empty(2 * longest + 2, np.uint64)
    room = 1024
    while room < 2 * longest:
        room *= 2
    seen = (np.zeros(room, np.int64), np.zeros(room, np.int64), np.empty(room, np.int64))
    for row in range(len(starts) - 1):
        words = find_words(buffer, starts[row], starts[row + 1], tables, found)
        size = 0
        for place in range(find_columns(found, words, tables)):
            if found[place] != 0:
                size = count_in(found[place], seen, size)
        add_up(seen, size, numbers, scores[row])
