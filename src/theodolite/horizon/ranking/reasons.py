"""Say in plain words why a text is ranked where it is."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

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
        """The reason as one sentence.

        >>> Reason((("proton", 0.3), ("range", 0.1)), ((4, 0.9, True), (2, 0.8, True))).sentence()
        'Ranked here because of ‘proton’, ‘range’; like 2 items that you kept.'
        """
        named = ", ".join(f"‘{word}’" for word, _ in self.words)
        because = f"because of {named}" if named else "although no word speaks for it"
        return f"Ranked here {because}{self._likeness()}."

    def _likeness(self) -> str:
        kept = sum(is_kept for _, _, is_kept in self.neighbours)
        passed = len(self.neighbours) - kept
        told = [
            f"{kept} {'item' if kept == 1 else 'items'} that you kept" if kept else "",
            f"{passed} {_noun(passed, kept)}that you passed over" if passed else "",
        ]
        said = " and ".join(one for one in told if one)
        return f"; like {said}" if said else ""


def _noun(passed: int, kept: int) -> str:
    if kept:
        return ""
    return "item " if passed == 1 else "items "


def reason(
    ranker: Ranker, labels: Labels, text: int, *, fit: Fit | None = None, most: int = 3
) -> Reason:
    """Why this text is ranked here: up to `most` words or phrases and as many judged texts.

    Before both kinds of judgement were made there are no words to give, only neighbours.
    """
    fit = fit or ranker.fit(labels)
    return Reason(
        _telling_words(ranker, fit, text, most) if fit else (),
        _nearest(ranker, labels, text, most),
    )


def _telling_words(ranker: Ranker, fit: Fit, text: int, most: int) -> tuple[tuple[str, float], ...]:
    view = ranker.views[0]
    row = sparse.csr_matrix(view.rows[text])
    assert view.terms is not None
    adds = row.data * fit.directions[0][row.indices]
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


def _dense(row: object) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    whole = row.toarray() if isinstance(row, sparse.csr_matrix) else row
    return np.asarray(whole, dtype=np.float32).ravel()
