"""Whether two names of a journal or meeting are one, abbreviated in different ways."""

from functools import lru_cache

from theodolite.horizon.duplicates.known_words import STOP_WORDS

_LONGEST_CONTRACTION = 6
"""Longer words that stand in another are other words: neurology, neuroradiology."""


@lru_cache(maxsize=65536)
def same_venue(one: tuple[str, ...], other: tuple[str, ...]) -> bool | None:
    """Whether both name the same venue; None where one of them names none.

    Each word of one must begin, or be contracted from, the next word of the other that fits
    (ISO 4 abbreviates so), or be the first letters of all of its words.

    >>> same_venue(("am", "j", "infect"), ("american", "journal", "infection", "control"))
    True
    >>> same_venue(("pnas",), ("proceedings", "national", "academy", "sciences"))
    True
    >>> same_venue(("radiology",), ("radiography",))
    False
    """
    if not one or not other:
        return None
    if one == other:
        return True
    short, long = sorted((one, other), key=lambda words: (len(words), len("".join(words)), words))
    return _spells_out(short, long) or _initials(short, long) or "".join(short) == "".join(long)


def _spells_out(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether every word of the shorter name abbreviates a word of the longer, in order.

    A longer name may add a place ("Acta Orthopaedica Belgica (Brussels)"), never put one first.
    """
    left = list(long)
    for place, word in enumerate(short):
        while left and not _abbreviates(word, left[0]):
            if place == 0:
                return False
            left.pop(0)
        if not left:
            return False
        left.pop(0)
    return not left or (len(short) > 1 and len(left) <= 2)


def _abbreviates(short: str, long: str) -> bool:
    if len(short) > len(long):
        short, long = long, short
    if long.startswith(short):
        return True
    is_contracted = 2 < len(short) <= _LONGEST_CONTRACTION
    ends_alike = short[0] == long[0] and short[-1] == long[-1]
    return is_contracted and ends_alike and _inside(short, long)


def _inside(short: str, long: str) -> bool:
    """Whether the letters of one word stand in the other in the same order (intl, dept)."""
    letters = iter(long)
    return all(letter in letters for letter in short)


def _initials(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    acronym = "".join(short)
    letters = "".join(word[0] for word in long if word not in STOP_WORDS)
    return len(acronym) > 2 and len(long) > 2 and acronym == letters
