"""Scores of a text by a word model, one word at a time."""

import math
from collections import Counter
from itertools import pairwise

from theodolite.horizon.sweep.word_model import WordModel


def score_text(text: str, model: WordModel) -> list[float]:
    """(1 + ln count) · rarity · weight, summed and divided by the vector's length, plus offset.

    Words are runs of two or more letters, digits or underscores; phrases are two words that the
    model knows, side by side.
    """
    place = {term: number for number, term in enumerate(model.terms)}
    runs = "".join(c if c.isalnum() or c == "_" else " " for c in text.lower()).split()
    words = [word for word in runs if len(word) > 1]
    terms = [word for word in words if word in place and model.rarities[place[word]]]
    terms += [" ".join(two) for two in pairwise(words) if " ".join(two) in place]
    counted = {
        place[term]: (1 + math.log(count)) * float(model.rarities[place[term]])
        for term, count in Counter(terms).items()
    }
    length = math.sqrt(sum(weight**2 for weight in counted.values())) or 1.0
    return [
        sum(weight * float(model.weights[term, score]) for term, weight in counted.items()) / length
        + float(model.offsets[score])
        for score in range(len(model.scores))
    ]
