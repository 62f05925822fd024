"""Make a ranker from texts alone, with the best views that are here."""

from collections.abc import Sequence
from typing import Literal

from theodolite.horizon.ranking.ranker import Ranker
from theodolite.horizon.ranking.view import View, words_view
from theodolite.horizon.words.tfidf import fit as weigh

Model = Literal["words", "two-view"]
"""`words` looks at words and phrases only; `two-view` also at what the words mean."""


def ranker_of(texts: Sequence[str], *, about: str = "", model: Model = "two-view") -> Ranker:
    """Make ready to rank texts, each by its title and abstract.

    `about` tells in a few sentences what is looked for; it lets the ranking begin before anything
    was judged. Words are weighed as in ASReview's default (phrases of one or two words, none that
    stands in more than 95 % of the texts).
    """
    every = [*texts, about] if about else list(texts)
    words = weigh(every)
    views: list[View] = [words_view(words.matrix)]
    return Ranker(tuple(views), words, has_about=bool(about))
