"""How far two titles say the same, word for word."""

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import ratio

from theodolite.horizon.duplicates.known_words import (
    FIGURES,
    GREEK_LETTERS,
    ROMAN_NUMBERS,
    STOP_WORDS,
    TELLING_APART,
)
from theodolite.horizon.duplicates.record import Record


class Evidence(NamedTuple):
    """One thing that speaks for (above zero) or against two items being the same, in words."""

    says: str
    points: float


FULL_TITLE = 6.0
"""What two equal titles weigh that nothing else would be called."""

BEGINNING_OR_END = "one title is the beginning or end of the other"
_SHORTEST_PART = 25
_NEAR = 60
_PARTS = re.compile(r"\d+|[^\W\d_]+")
_GREEK = frozenset(GREEK_LETTERS.values())
_DIFFERENT = Evidence("different titles", -8.0)
_TRANSLATED = Evidence("one title is a translation", -2.0)
_FEW_WORDS = 4
_RECURRING = 1.5
_SERIAL = re.compile(
    r"^(?:(?:guest |from the )?edito(?:r|rial)s?\b"
    r"|introduction to (?:the )?(?:special|mini|issue|track)|message from"
    r"|preface|foreword|title foreword|in this issue|index\b|contents|calendar|minutes|advertis"
    r"|announcement|notice|obituary|news\b|(?:trade )?press\b|letters?\b|reminiscences"
    r"|book reviews?|reviews?$|abstracts?\b|errat|corrections?$|calls? for (?:papers|participation)"
    r"|(?:vice )?(?:chair|editor|president|treasurer)s? "
    r"|(?:conclusions?|discussion|commentary|reply|response|introduction)$"
    r"|conference re(?:port|view)|annual report|meeting report)"
)


@lru_cache(maxsize=65536)
def title_weight(title: str) -> float:
    """What it weighs that two records bear this title: much if it is long, little if many do.

    >>> title_weight("editorial"), title_weight("eye lens dose of interventional staff")
    (1.5, 6.0)
    """
    letters = len(title) - title.count(" ")
    weight = min(FULL_TITLE, 1.5 + 0.2 * letters)
    if _SERIAL.match(title):
        return min(weight, 1.5 if letters < _SHORTEST_PART else 3.0)
    return weight


def compare_titles(one: Record, other: Record) -> Evidence:
    """What the two titles say about the two records being the same."""
    if not one.key or not other.key:
        return Evidence("a title is missing", 0.0)
    weight = min(title_weight(one.title), title_weight(other.title))
    if one.is_recurring or other.is_recurring:
        weight = min(weight, _RECURRING)
    if one.key == other.key:
        if one.is_marked != other.is_marked:
            return Evidence("equal titles, one marked as an abstract or the like", weight - 0.5)
        return Evidence("equal titles", weight)
    return _unequal(one, other, weight)


def _unequal(one: Record, other: Record, weight: float) -> Evidence:
    short, long = sorted((one, other), key=lambda record: (len(record.key), record.key))
    if _far_apart(short, long):
        return _TRANSLATED if one.is_translated or other.is_translated else _DIFFERENT
    mine, theirs = _left_over(short.words, long.words)
    if not mine and not theirs:
        return Evidence("titles equal but for spelling", weight - 0.5)
    mine -= _cut_in_mid_word(short, long)
    apart = (mine | theirs) & TELLING_APART or {w for w in mine | theirs if _is_number(w)}
    is_cut_short = len(short.key) >= _SHORTEST_PART and long.key.startswith(short.key)
    if apart and (not is_cut_short or len(theirs) <= _FEW_WORDS):
        return Evidence(f"only one title says {_quoted(apart)}", -6.0)
    if not mine or is_cut_short:
        return _one_inside_the_other(short, long, weight)
    return _other_words(one, other, mine, theirs)


def _cut_in_mid_word(short: Record, long: Record) -> set[str]:
    """The last word of a title that stops where its field was full, in the middle of a word."""
    last = len(short.words) - 1
    if len(short.key) < _SHORTEST_PART or last >= len(long.words):
        return set()
    whole = long.words[last]
    word = short.words[last]
    return {word} if len(word) < len(whole) and whole.startswith(word) else set()


def _one_inside_the_other(short: Record, long: Record, weight: float) -> Evidence:
    begins = long.key.startswith(short.key)
    if len(short.key) < _SHORTEST_PART and not (begins and len(short.words) >= _FEW_WORDS):
        return Evidence("one title says much more", -3.0)
    if begins or long.key.endswith(short.key):
        return Evidence(BEGINNING_OR_END, weight - 2.0)
    if len(short.key) > 0.8 * len(long.key):
        return Evidence("one title has words more", weight - 2.5)
    return Evidence("one title says much more", -3.0)


def _other_words(one: Record, other: Record, mine: set[str], theirs: set[str]) -> Evidence:
    differ = f"{_quoted(mine)} in one title, {_quoted(theirs)} in the other"
    if one.is_translated or other.is_translated:
        return _TRANSLATED
    if ratio(one.title, other.title) >= 85:
        return Evidence(differ, -5.0)
    return _DIFFERENT


def _far_apart(short: Record, long: Record) -> bool:
    """Whether there is no need to look at the words, as hardly a letter is the same."""
    if short.key in long.key or len(short.key) < _SHORTEST_PART:
        return False
    return ratio(short.key, long.key, score_cutoff=_NEAR) == 0


def _left_over(short: tuple[str, ...], long: tuple[str, ...]) -> tuple[set[str], set[str]]:
    """The words of each title that the other has in no spelling."""
    mine = set(short) - set(long)
    theirs = set(long) - set(short)
    if mine and theirs:
        if _same_letters([w for w in short if w in mine], [w for w in long if w in theirs]):
            return set(), set()
        _join_parted(short, mine, theirs)
        _join_parted(long, theirs, mine)
        _forget_lost_greek(mine, theirs)
        _forget_same_numbers(mine, theirs)
        for word in sorted(mine):
            twin = next((w for w in sorted(theirs) if same_word(word, w)), None)
            if twin is not None:
                mine.discard(word)
                theirs.discard(twin)
    return mine - STOP_WORDS, theirs - STOP_WORDS


def _same_letters(mine: list[str], theirs: list[str]) -> bool:
    """Whether the words differ only in where they are parted: "data base", "18F" and "F-18"."""
    if "".join(mine) == "".join(theirs):
        return True
    parts = [sorted(_PARTS.findall(" ".join(words))) for words in (mine, theirs)]
    return parts[0] == parts[1] and any(part.isdigit() for part in parts[0])


def _join_parted(words: tuple[str, ...], mine: set[str], theirs: set[str]) -> None:
    """Take out neighbours that the other title writes as one word: "non-immune", "nonimmune"."""
    for one, other in pairwise(words):
        if one + other in theirs:
            theirs.discard(one + other)
            mine -= {one, other}


def _forget_lost_greek(mine: set[str], theirs: set[str]) -> None:
    """Take out a Greek letter that the other title writes as a Latin one, or has lost."""
    for here, there in ((mine, theirs), (theirs, mine)):
        if not there & _GREEK:
            for letter in here & _GREEK:
                here.discard(letter)
                there.discard(letter[0])


def _forget_same_numbers(mine: set[str], theirs: set[str]) -> None:
    """Take out numbers that the other title writes in another way: "II", "two" and "2"."""
    if FIGURES.keys().isdisjoint(mine) and FIGURES.keys().isdisjoint(theirs):
        return
    figures = {FIGURES.get(word, word): word for word in sorted(theirs)}
    for word in sorted(mine):
        twin = figures.pop(FIGURES.get(word, word), None)
        if twin is not None:
            mine.discard(word)
            theirs.discard(twin)


def same_word(one: str, other: str) -> bool:
    """Whether two words differ by one slip of a finger, or by British and American spelling.

    >>> same_word("tumour", "tumor"), same_word("hypertension", "hypotension"), same_word("1", "2")
    (True, False, False)
    """
    if abs(len(one) - len(other)) > 2 or not (one.isalpha() and other.isalpha()):
        return False
    if min(len(one), len(other)) < 4 or not _begin_alike(one, other):
        return False
    if one.startswith(other) or other.startswith(one) or _spelling(one) == _spelling(other):
        return True
    return min(len(one), len(other)) > 4 and OSA.distance(one, other, score_cutoff=1) <= 1


def _begin_alike(one: str, other: str) -> bool:
    """Whether the first letters are one, or all the others are."""
    return one[0] == other[0] or one[1:] in (other, other[1:]) or other[1:] == one


@lru_cache(maxsize=65536)
def _spelling(word: str) -> str:
    return word.replace("ae", "e").replace("oe", "e").replace("our", "or").replace("z", "s")


def _is_number(word: str) -> bool:
    return word in ROMAN_NUMBERS or word[0].isdigit() or len(word) == 1


def _quoted(words: set[str]) -> str:
    shown = sorted(words)[:3]
    return " and ".join(f"‘{word}’" for word in shown)
