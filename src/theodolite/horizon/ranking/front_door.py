"""Make a ranker from texts alone, with the best views that are here."""

from collections.abc import Sequence
from typing import Literal

from theodolite.horizon.errors import HorizonError
from theodolite.horizon.ranking.ranker import Ranker
from theodolite.horizon.ranking.view import meaning_view, words_view
from theodolite.horizon.words.meaning import meaning_vectors
from theodolite.horizon.words.sentence_vectors import sentence_vectors
from theodolite.horizon.words.tfidf import fit as weigh
from theodolite.horizon.words.tokens import tokens

Model = Literal["two-view", "words", "sentences"]
"""`words` looks at words and phrases, as ASReview's default does. `two-view` also looks at what the
words mean, and `sentences` at what whole texts mean, which takes a hundredth of a second each."""


class NoSentenceModel(HorizonError):
    """The sentence model was asked for where it is not installed."""


def ranker_of(texts: Sequence[str], *, about: str = "", model: Model = "two-view") -> Ranker:
    """Make ready to rank texts, each by its title and abstract.

    `about` tells in a few sentences what is looked for; it lets the ranking begin before anything
    was judged. Words are weighed as in ASReview's default (phrases of one or two words, none that
    stands in more than 95 % of the texts). Where the meaning of words was not distilled, `two-view`
    is left with one view; `Ranker.views` tells.
    """
    every = [*texts, about] if about else list(texts)
    cut = tokens(every)
    words = weigh(cut)
    if model == "words":
        return Ranker((words_view(words.matrix),), words, has_about=bool(about))
    views = [words_view(words.matrix, level=_LEVEL)]
    meaning = sentence_vectors(every) if model == "sentences" else meaning_vectors(cut)
    if meaning is not None:
        views.append(meaning_view(meaning))
    elif model == "sentences":
        raise NoSentenceModel(
            "The model 'sentences' was asked for, but the packages it needs are not installed."
            " Install those of requirements/vectors.txt, or ask for the model 'two-view'."
        )
    return Ranker(tuple(views), words, has_about=bool(about))


_LEVEL = 0.5
