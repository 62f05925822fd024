"""The sentences of an item, and the one that speaks for a topic."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from theodolite.horizon.words.tfidf import WordVectors

WHOLE_FROM = 6
"""A sentence of fewer words than this speaks in proportion to them."""

WORDS = 3
"""How many words of the sentence are named as those that speak for the topic."""

_AT_A_TIME = 4_096
_END = re.compile(r"(?<=[.!?…])[\"')\]]*\s+(?=[\"'(\[“]?[A-Z0-9])")
_NO_END = re.compile(
    r"(?:\b(?:e\.g|i\.e|al|vs|cf|Figs?|No|Nos|Dr|Mr|Mrs|Prof|St|approx|Eq|Ref|ca|Vol|Sec|Inc|Ltd)"
    r"|\b[A-Z])\.$"
)


def split_sentences(text: str) -> list[str]:
    """Cut a text into sentences by the plain rule.

    A sentence ends at a full stop, question or exclamation mark before a space and a capital letter
    or digit, unless the stop belongs to an initial or to one of a few abbreviations.

    >>> split_sentences("Doses fell, e.g. in Fig. 2. Staff (A. B. Smith et al.) agreed. Why?")
    ['Doses fell, e.g. in Fig. 2.', 'Staff (A. B. Smith et al.) agreed.', 'Why?']
    """
    sentences: list[str] = []
    is_open = False
    for piece in _END.split(text.strip()):
        if is_open:
            sentences[-1] = f"{sentences[-1]} {piece}"
        elif piece:
            sentences.append(piece)
        is_open = bool(_NO_END.search(piece))
    return sentences


@dataclass(frozen=True, slots=True)
class Speaking:
    """A sentence that speaks for a topic, and the words in it that do, the strongest first."""

    sentence: str
    words: tuple[str, ...]


def speaking(
    sentences: Sequence[Sequence[str]],
    topics: Sequence[Sequence[int]],
    words: WordVectors,
    weights: NDArray[np.float32],
) -> list[dict[int, Speaking]]:
    """For each item, and each topic asked for, the sentence whose words speak most for it.

    `weights` are words × topics. The first of equal sentences is taken, and one of few words speaks
    in proportion to them. Items are read some thousands at a time.
    """
    spoken: list[dict[int, Speaking]] = []
    terms = words.terms
    for start in range(0, len(sentences), _AT_A_TIME):
        part = slice(start, start + _AT_A_TIME)
        vectors = words.of([one for each in sentences[part] for one in each])
        sizes = np.minimum(np.diff(vectors.indptr) / (2 * WHOLE_FROM - 1), 1)
        scores = np.asarray(vectors @ weights) * sizes[:, None]
        row = 0
        for each, wanted in zip(sentences[part], topics[part], strict=True):
            best = {topic: int(np.argmax(scores[row : row + len(each), topic])) for topic in wanted}
            spoken.append(
                {
                    topic: Speaking(
                        each[place], _words(vectors, row + place, weights[:, topic], terms)
                    )
                    for topic, place in best.items()
                }
            )
            row += len(each)
    return spoken


def _words(
    vectors: sparse.csr_matrix, row: int, weights: NDArray[np.float32], terms: NDArray[np.object_]
) -> tuple[str, ...]:
    """The strongest words of a sentence; one that is part of a phrase named already is left out."""
    place = slice(*vectors.indptr[row : row + 2])
    columns = vectors.indices[place]
    counts = vectors.data[place] * weights[columns]
    named: list[str] = []
    for one in np.argsort(-counts, kind="stable"):
        if counts[one] <= 0 or len(named) == WORDS:
            break
        term = str(terms[columns[one]])
        if not any(f" {term} " in f" {n} " or f" {n} " in f" {term} " for n in named):
            named.append(term)
    return tuple(named)
