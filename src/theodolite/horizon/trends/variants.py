"""Phrases that say the same thing in other words become one, so that a trend is told once."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from theodolite.horizon.trends.phrases import Phrases

ALIKE = 0.5
"""Phrases are variants where the words that they share carry half of what all their words tell."""

NEARLY = 0.8
"""A longer phrase that stands in so many of a shorter one's texts names both."""

_BOUND = 0.5
"""A word is bound to its phrases where one of them stands in half of the texts that use it."""


@dataclass(frozen=True)
class Variants:
    """Groups of phrases; the one that names it comes first: "covid 19" rather than "covid".

    `uses` is groups × texts, with ones where a text uses any phrase of the group.
    """

    groups: tuple[tuple[str, ...], ...]
    uses: sparse.csr_matrix


def join_variants(phrases: Phrases) -> Variants:
    """Put each phrase with the commoner one that it resembles most, if it resembles any.

    How much a word tells is −ln(share of texts that use it) (Spärck Jones 1972). Two phrases are
    alike where shared words hold at least half of what the words of both tell together (a weighted
    Jaccard index), or where one holds all words of the other and stands in half of its texts; a
    phrase joins only one that named a group before it, so that no chain forms.
    It joins a single word only if that hardly stands alone: "covid 19" joins "covid", but "risk
    management" does not join "risk".

    >>> from theodolite.horizon.trends.phrases import phrases_of
    >>> said = ["convolutional network", "convolutional neural network", "network", "neural tube"]
    >>> said += ["network", "neural tissue"]
    >>> found = join_variants(phrases_of([(one, "") for one in said], least_texts=1))
    >>> [group[:3] for group in found.groups if "convolutional neural" in group]
    [('convolutional', 'convolutional network', 'convolutional neural')]
    """
    often = np.diff(phrases.uses.indptr)
    order = sorted(range(len(often)), key=lambda one: (-int(often[one]), phrases.names[one]))
    weights = _weights(phrases, often)
    leader_of = np.arange(len(often))
    leaders = _Leaders(weights, _bound_words(phrases, often), often)
    for phrase in order:
        words = frozenset(phrases.names[phrase].split())
        leader_of[phrase] = leaders.most_alike(phrase, words)
    return _grouped(phrases, order, leader_of)


class _Leaders:
    """Phrases that named a group so far, found by their words."""

    def __init__(
        self, weights: dict[str, float], bound: frozenset[str], often: NDArray[np.int64]
    ) -> None:
        self._weights = weights
        self._bound = bound
        self._often = often
        self._by_word: defaultdict[str, list[int]] = defaultdict(list)
        self._words: dict[int, tuple[frozenset[str], float]] = {}

    def most_alike(self, phrase: int, words: frozenset[str]) -> int:
        """The leader that a phrase joins: itself, which makes it one, if none is alike."""
        told = self._told(words)
        best, best_alike = phrase, 0.0
        for leader in self._worth_a_look(words, told):
            alike = self._alike(phrase, words, leader)
            if alike >= ALIKE and alike > best_alike:
                best, best_alike = leader, alike
        if best == phrase:
            self._words[phrase] = (words, told)
            for word in words:
                self._by_word[word].append(phrase)
        return best

    def _alike(self, phrase: int, words: frozenset[str], leader: int) -> float:
        its_words, its_told = self._words[leader]
        if len(its_words) == 1 and len(words) > 1 and not its_words <= self._bound:
            return 0.0
        shared = self._told(words & its_words)
        alike = shared / (self._told(words) + its_told - shared) if shared else 0.0
        is_inside = its_words < words
        return max(alike, float(self._often[phrase] / self._often[leader]) if is_inside else 0.0)

    def _worth_a_look(self, words: frozenset[str], told: float) -> Iterator[int]:
        """Leaders that share a word telling enough: of half, the larger of two words tells half."""
        seen: set[int] = set()
        for word in sorted(words):
            if self._weights.get(word, 0.0) >= ALIKE * told / max(1, len(words) - 1):
                for leader in self._by_word[word]:
                    if leader not in seen:
                        seen.add(leader)
                        yield leader

    def _told(self, words: frozenset[str]) -> float:
        return sum(self._weights.get(word, 0.0) for word in sorted(words))


def _weights(phrases: Phrases, often: NDArray[np.int64]) -> dict[str, float]:
    """How much each word tells; a word that is no phrase of its own only joins others."""
    texts = max(2, phrases.uses.shape[1])
    return {
        name: float(-np.log(min(count, texts - 1) / texts))
        for name, count in zip(phrases.names, often.tolist(), strict=True)
        if " " not in name
    }


def _bound_words(phrases: Phrases, often: NDArray[np.int64]) -> frozenset[str]:
    counted = dict(zip(phrases.names, often.tolist(), strict=True))
    within: defaultdict[str, int] = defaultdict(int)
    for name, count in counted.items():
        words = name.split()
        for word in words if len(words) > 1 else ():
            within[word] = max(within[word], count)
    return frozenset(w for w, most in within.items() if most >= _BOUND * counted.get(w, most + 1))


def _best_first(
    group: Sequence[int], names: Sequence[str], often: NDArray[np.int64]
) -> tuple[str, ...]:
    """Commonest first, but for the longest that is nearly as common: it says what is meant."""
    enough = [one for one in group if often[one] >= NEARLY * often[group[0]]]
    best = max(enough, key=lambda one: names[one].count(" "))
    return tuple(names[one] for one in (best, *(one for one in group if one != best)))


def _grouped(phrases: Phrases, order: Sequence[int], leader_of: NDArray[np.int64]) -> Variants:
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for phrase in order:
        groups[int(leader_of[phrase])].append(phrase)
    often = np.diff(phrases.uses.indptr)
    named = [(_best_first(group, phrases.names, often), group) for group in groups.values()]
    rows = np.concatenate(
        [[number] * len(group) for number, (_, group) in enumerate(named)] or [[]]
    )
    columns = np.concatenate([group for _, group in named] or [[]])
    shape = (len(named), len(phrases.names))
    pick = sparse.csr_matrix((np.ones(len(rows), np.int32), (rows, columns)), shape=shape)
    uses = sparse.csr_matrix(pick @ phrases.uses)
    uses.data = np.minimum(uses.data, 1)
    return Variants(tuple(names for names, _ in named), uses)
