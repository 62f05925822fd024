"""Score texts by a word model, tens of thousands a second on one core."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from theodolite.horizon.sweep.lookup import Lookup, joined_bytes, shift_of
from theodolite.horizon.sweep.word_model import WordModel


def score_texts(texts: Sequence[str], model: WordModel, lookup: Lookup) -> NDArray[np.float64]:
    """The scores of each text (rows), in the order of `model.scores` (columns).

    Words are cut as `horizon.words.tokens` cuts them, and sums are kept in double precision, so
    scores equal those of placing and ranking as far as their single precision goes.
    """
    from theodolite.horizon.sweep.machine_code import score_all

    buffer, starts = joined_bytes(texts)
    scores = np.zeros((len(texts), len(model.scores)))
    words, phrases = lookup.words, lookup.phrases
    tables = (lookup.letters, words, shift_of(words), phrases, shift_of(phrases))
    score_all(buffer, starts, tables, lookup.numbers, scores)
    return scores + model.offsets
