"""What the sentences of a framework say of its topics, as vectors in the words of the items."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from theodolite.evidence.framework import Framework, Topic
from theodolite.horizon.placing.function_words import FUNCTION_WORDS
from theodolite.horizon.words.tfidf import WordVectors
from theodolite.horizon.words.tokens import words_of

AGAINST = 0.5
"""How much the words of the other topics, taken together, speak against one."""

_SHARED_LETTERS = 3


def sentences_of(framework: Framework) -> list[str]:
    """Every sentence of the framework, as texts to know the words of beside those of items."""
    return [sentence for topic in framework.topics for sentence in topic.sentences()]


def described(words: WordVectors, framework: Framework) -> NDArray[np.float32]:
    """The topics as vectors, topics × terms, of length 1 before the others are set against them.

    A topic holds the words of its sentences and every other form of them that the items use
    (`emission` for `emissions`; Porter's second stemmer), without function words and the phrases
    that hold one. What all topics say is worth little: half the mean of the others is taken away.
    """
    texts = [_with_other_forms(topic, words.words) for topic in framework.topics]
    found = words.of(texts).toarray() * ~_is_function(words)
    lengths = np.linalg.norm(found, axis=1, keepdims=True)
    return apart((found / np.where(lengths > 0, lengths, 1)).astype(np.float32))


def apart(topics: NDArray[np.float32]) -> NDArray[np.float32]:
    """Each topic less `AGAINST` times the mean of the others; a single one stays as it is."""
    if len(topics) == 1:
        return topics
    others = (topics.sum(axis=0) - topics) / (len(topics) - 1)
    return np.asarray(topics - AGAINST * others, dtype=np.float32)


def _is_function(words: WordVectors) -> NDArray[np.bool_]:
    terms = (term.split() for term in words.terms.tolist())
    return np.fromiter(
        (not FUNCTION_WORDS.isdisjoint(term) for term in terms),
        dtype=np.bool_,
        count=len(words.weights),
    )


def _with_other_forms(topic: Topic, known: Sequence[str]) -> str:
    said = ". ".join(topic.sentences())
    own = set(words_of(said)) - FUNCTION_WORDS
    return " ".join([said, *sorted(set(_other_forms(own, known)) - own)])


def _other_forms(own: Iterable[str], known: Sequence[str]) -> Iterator[str]:
    """The known words (sorted) that have the stem of one of ours."""
    import snowballstemmer

    stemmer = snowballstemmer.stemmer("english")
    stems = {stemmer.stemWord(word) for word in own}
    for beginning in sorted({word[:_SHARED_LETTERS] for word in own}):
        alike = known[bisect_left(known, beginning) : bisect_left(known, beginning + "\U0010ffff")]
        yield from (word for word in alike if stemmer.stemWord(word) in stems)
