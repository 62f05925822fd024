"""Topics and key topics of a framework, and which items belong to each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from theodolite.evidence.framework import Framework
from theodolite.horizon.item import Item
from theodolite.horizon.words.tfidf import fit


@dataclass(frozen=True)
class Unit:
    """Something that guidance can be about: a topic, or one key topic of it."""

    topic: str
    name: str
    is_key_topic: bool


def units_of(framework: Framework) -> tuple[Unit, ...]:
    """Every topic, followed by its key topics."""
    return tuple(
        unit
        for topic in framework.topics
        for unit in (
            Unit(topic.code, topic.name, is_key_topic=False),
            *(Unit(topic.code, key, is_key_topic=True) for key in topic.key_topics),
        )
    )


def belonging(
    items: Sequence[Item],
    framework: Framework,
    placements: Mapping[str, Sequence[str]],
    least_alike: float,
) -> sparse.csr_matrix:
    """Units × items, with ones where an item belongs.

    An item belongs to the topics it was placed in. Within each of these it belongs to the key
    topic whose words it shares most (cosine of TF-IDF vectors), if it shares enough: which is a
    weaker judgement than a placement, made from words alone.
    """
    alike = _alike(items, framework)
    pairs: list[tuple[int, int]] = []
    row = key = 0
    for topic in framework.topics:
        keys = range(key, key + len(topic.key_topics))
        for column, item in enumerate(items):
            if topic.code in placements.get(item.identity, ()):
                pairs.append((row, column))
                nearest = _nearest(alike[column], keys)
                if nearest is not None and alike[column, nearest] >= least_alike:
                    pairs.append((row + 1 + nearest - key, column))
        row, key = row + 1 + len(keys), keys.stop
    rows, columns = zip(*pairs, strict=True) if pairs else ((), ())
    ones = np.ones(len(pairs), dtype=np.int32)
    return sparse.csr_matrix((ones, (rows, columns)), shape=(row, len(items)))


def _nearest(alike: NDArray[np.float64], keys: range) -> int | None:
    return max(keys, key=lambda one: float(alike[one]), default=None)


def _alike(items: Sequence[Item], framework: Framework) -> NDArray[np.float64]:
    """Items × key topics: how alike their words are, from 0 to 1."""
    keys = [key for topic in framework.topics for key in topic.key_topics]
    if not items or not keys:
        return np.zeros((len(items), len(keys)))
    matrix = fit([*keys, *(item.text() for item in items)], longest=1, most_share=0.5).matrix
    return np.asarray((matrix[len(keys) :] @ matrix[: len(keys)].T).toarray())
