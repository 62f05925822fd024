"""Phrases that someone asked to watch, whether or not they would have been found."""

import re
from collections.abc import Sequence

import numpy as np
from scipy import sparse

from theodolite.horizon.errors import HorizonError
from theodolite.horizon.trends.phrases import singular
from theodolite.horizon.words.tokens import words_of

_BETWEEN = r"[\s\-‐–/]+"


class NothingToWatch(HorizonError):
    """A watched phrase has no word in it."""


def uses_of_watched(texts: Sequence[tuple[str, str]], watched: Sequence[str]) -> sparse.csr_matrix:
    """Watched × texts, with ones where title or abstract uses the phrase, in singular or plural.

    Words between bars are alternatives: "covid|coronavirus".
    """
    patterns = [re.compile(_pattern(phrase)) for phrase in watched]
    said = [f"{title} | {abstract}".lower() for title, abstract in texts]
    rows, columns = [], []
    for number, pattern in enumerate(patterns):
        found = [i for i, text in enumerate(said) if pattern.search(text)]
        rows += [number] * len(found)
        columns += found
    ones = np.ones(len(rows), dtype=np.int32)
    return sparse.csr_matrix((ones, (rows, columns)), shape=(len(watched), len(texts)))


def _pattern(phrase: str) -> str:
    choices = [words_of(part) for part in phrase.split("|")]
    if not all(choices):
        raise NothingToWatch(
            f"The watched phrase {phrase!r} has no word of two letters or more in it, so no item"
            " can use it. Give a word or a phrase, or alternatives with bars between them."
        )
    told = (_BETWEEN.join(_either(word) for word in words) for words in choices)
    return rf"\b(?:{'|'.join(told)})\b"


def _either(word: str) -> str:
    """A word in singular or plural."""
    one = singular(word)
    forms = {word, one, f"{one}s", f"{one[:-1]}ies" if one.endswith("y") else one}
    return f"(?:{'|'.join(re.escape(form) for form in sorted(forms, key=lambda f: (-len(f), f)))})"
