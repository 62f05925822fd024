"""Say in plain words why a text is ranked where it is."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from theodolite.horizon.ranking.cold import middle
from theodolite.horizon.ranking.margin import Rows
from theodolite.horizon.ranking.ranker import Fit, Labels, Ranker


@dataclass(frozen=True, slots=True)
class Reason:
    """The words that speak for a text, and the judged texts that it is most like.

    `words` are (word or phrase, what it adds to the score), the most telling first; `neighbours`
    are (number of the text, likeness from −1 to 1, whether it was kept), the likest first.
    """

    words: tuple[tuple[str, float], ...]
    neighbours: tuple[tuple[int, float, bool], ...]

    def sentence(self) -> str:
        """The reason as one sentence; a neighbour that is not alike at all goes unsaid.

        >>> Reason((("proton", 0.3), ("range", 0.1)), ((4, 0.9, True), (2, 0.0, True))).sentence()
        'Ranked here because of ‘proton’, ‘range’; like 1 item kept.'
        """
        named = ", ".join(f"‘{word}’" for word, _ in self.words)
        because = f"because of {named}" if named else "although no word speaks for it"
        return f"Ranked here {because}{self._likeness()}."

    def _likeness(self) -> str:
        alike = [is_kept for _, likeness, is_kept in self.neighbours if likeness > 0]
        counts = (alike.count(True), "kept"), (alike.count(False), "passed over")
        told = [
            f"{number} {'item' if number == 1 else 'items'} {what}"
            for number, what in counts
            if number
        ]
        return f"; like {' and '.join(told)}" if told else ""


def reason(
    ranker: Ranker, labels: Labels, text: int, *, fit: Fit | None = None, most: int = 3
) -> Reason:
    """Why this text is ranked here: up to `most` words or phrases and as many judged texts.

    Before both kinds of judgement were made, the words are those it shares with what is looked for.
    """
    fit = fit or ranker.fit(labels)
    direction = fit.directions[0] if fit else _first_direction(ranker, labels)
    return Reason(
        _telling_words(ranker, direction, text, most), _nearest(ranker, labels, text, most)
    )


def _first_direction(ranker: Ranker, labels: Labels) -> NDArray[np.float32]:
    """As seen from the middle of all the texts, lest words that stand in most of them speak."""
    return ranker.first_direction(labels) - middle(ranker.views[0], np.arange(len(ranker)))


def _telling_words(
    ranker: Ranker, direction: NDArray[np.float32], text: int, most: int
) -> tuple[tuple[str, float], ...]:
    view = ranker.views[0]
    row = sparse.csr_matrix(view.rows[text])
    assert view.terms is not None
    adds = row.data * direction[row.indices]
    best = [place for place in np.argsort(-adds, kind="stable")[: 3 * most] if adds[place] > 0]
    named = [
        (str(ranker.words.terms[view.terms[row.indices[place]]]), float(adds[place]))
        for place in best
    ]
    return tuple(_without_parts(named)[:most])


def _without_parts(named: list[tuple[str, float]]) -> list[tuple[str, float]]:
    """Leave out a word that a better phrase already says, and a phrase of a better word."""
    said: list[tuple[str, float]] = []
    for term, adds in named:
        words = set(term.split())
        if not any(words & set(other.split()) for other, _ in said):
            said.append((term, adds))
    return said


def _nearest(
    ranker: Ranker, labels: Labels, text: int, most: int
) -> tuple[tuple[int, float, bool], ...]:
    """By the last view, which is the one of meaning where there is one."""
    judged = np.array([other for other in labels if other != text], dtype=np.int64)
    if not len(judged):
        return ()
    rows = ranker.views[-1].rows
    likeness = rows[judged] @ _dense(rows[text])
    best = np.argsort(-likeness, kind="stable")[:most]
    return tuple(
        (int(judged[place]), float(likeness[place]), labels[int(judged[place])]) for place in best
    )


def _dense(row: Rows) -> NDArray[np.float32]:
    whole = row.toarray() if isinstance(row, sparse.csr_matrix) else row
    return np.asarray(whole, dtype=np.float32).ravel()
