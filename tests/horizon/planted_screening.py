"""A made-up screening: records about several matters, of which one is what the review wants."""

import numpy as np
from numpy.typing import NDArray

COMMON = [f"common{number}" for number in range(60)]


def planted(
    records: int, *, relevant: int, seed: int, matters: int = 6
) -> tuple[list[str], NDArray[np.bool_]]:
    """Texts of twenty words, a third of them of the record's own matter; matter 0 is wanted."""
    chance = np.random.default_rng(seed)
    is_relevant = np.zeros(records, dtype=bool)
    is_relevant[chance.choice(records, relevant, replace=False)] = True
    texts = []
    for wanted in is_relevant:
        matter = 0 if wanted else int(chance.integers(1, matters))
        own = [f"matter{matter}word{number}" for number in chance.integers(0, 15, 7)]
        texts.append(" ".join([*chance.choice(COMMON, 13).tolist(), *own]))
    return texts, is_relevant
