"""Put what is worth reading first, from the judgements made so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from theodolite.horizon.ranking.cold import first_direction
from theodolite.horizon.ranking.margin import Cost, Rows, separate
from theodolite.horizon.ranking.view import View
from theodolite.horizon.words.tfidf import WordVectors

Labels = Mapping[int, bool]
"""What was judged so far, in order: the number of the text, and whether it was kept."""

GROWTH = 0.01
"""A new fit is due when there are this many more labels, as a share of those it was made from."""


@dataclass(frozen=True)
class Fit:
    """How much each labelled text pulls in each view; what the next fit begins from.

    `texts` are the labelled ones in order; `pulls` holds one row of weights for each view, positive
    for what was kept, and `directions` where in each view texts become more worth reading.
    """

    texts: NDArray[np.int64]
    pulls: tuple[NDArray[np.float64], ...]
    directions: tuple[NDArray[np.float32], ...]


Scales = tuple[tuple[float, float], ...]
"""For each view, the mean and the spread of its scores over all that wait."""


@dataclass(frozen=True)
class Shortlist:
    """Some of the texts, with the means and spreads of each view's scores when it was made."""

    texts: NDArray[np.int64]
    rows: tuple[Rows, ...]
    scales: Scales

    def scores(self, ranker: "Ranker", fit: Fit) -> NDArray[np.float64]:
        """How much each of its texts is worth reading next, by a fit of today."""
        seen = [rows @ way for rows, way in zip(self.rows, fit.directions, strict=True)]
        return _mixed(seen, self.scales, ranker.views)


@dataclass(frozen=True)
class Ranker:
    """Ranks texts that are seen in one or several views, by linear support vector machines.

    `about` is the text that tells what is looked for, as the last row of every view (`has_about`);
    it counts as one kept text, so that a ranking is possible before anything was judged. `words`
    are the vectors that the first view is made from; they know how its terms are spelt.
    """

    views: tuple[View, ...]
    words: WordVectors
    has_about: bool = False
    cost: Cost = field(default_factory=Cost)

    def __len__(self) -> int:
        """How many texts there are to rank."""
        return int(self.views[0].rows.shape[0]) - self.has_about

    def fit(self, labels: Labels, previous: Fit | None = None) -> Fit | None:
        """Learn from all judgements; None while only one of the two kinds was made.

        An earlier fit only saves time: what comes out is the same within the solver's tolerance.
        """
        texts, is_kept = self._judged(labels)
        if is_kept.all() or not is_kept.any():
            return None
        starts = _starts(texts, previous, len(self.views))
        pulls, directions = [], []
        for view, start in zip(self.views, starts, strict=True):
            rows = view.rows[texts]
            pull = separate(rows, view.alone[texts], is_kept, self.cost, start)
            pulls.append(pull)
            directions.append(rows.T @ pull.astype(np.float32))
        return Fit(texts, tuple(pulls), tuple(directions))

    def scores(self, labels: Labels, fit: Fit | None = None) -> NDArray[np.float64]:
        """How much each text is worth reading next (higher is sooner), judged ones included.

        Each view's scores are standardised over what is not judged yet, then added in the views'
        proportions.
        """
        fit = fit or self.fit(labels)
        if fit is None:
            rows = self.views[0].rows[: len(self)]
            return np.asarray(rows @ self.first_direction(labels), dtype=np.float64)
        waiting = np.ones(len(self), dtype=bool)
        waiting[list(labels)] = False
        return self._scored(fit, waiting)[0]

    def first_direction(self, labels: Labels) -> NDArray[np.float32]:
        """Where in the first view texts become more worth reading while no fit is possible."""
        return first_direction(self.views[0], *self._judged(labels), has_about=self.has_about)

    def shortlist(self, waiting: NDArray[np.bool_], fit: Fit, most: int) -> Shortlist:
        """The `most` best of the texts that wait, to be scored again by the next few fits."""
        total, scales = self._scored(fit, waiting)
        best = np.argpartition(np.where(waiting, -total, np.inf), most - 1)[:most]
        best.sort()
        return Shortlist(best, tuple(view.rows[best] for view in self.views), scales)

    def _scored(self, fit: Fit, waiting: NDArray[np.bool_]) -> tuple[NDArray[np.float64], Scales]:
        seen = [
            (view.rows @ way)[: len(self)]
            for view, way in zip(self.views, fit.directions, strict=True)
        ]
        scales = tuple(_scale(scores[waiting]) for scores in seen)
        return _mixed(seen, scales, self.views), scales

    def _judged(self, labels: Labels) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        texts = np.fromiter(labels.keys(), dtype=np.int64, count=len(labels))
        is_kept = np.fromiter(labels.values(), dtype=bool, count=len(labels))
        if self.has_about:
            return np.append(len(self), texts), np.append(np.True_, is_kept)
        return texts, is_kept


def should_refit(labels_at_last_fit: int, labels_now: int) -> bool:
    """Whether so many labels have arrived since the last fit that a new one may change the order.

    >>> [should_refit(10, 11), should_refit(300, 302), should_refit(300, 303)]
    [True, False, True]
    """
    return labels_now - labels_at_last_fit >= refit_after(labels_at_last_fit)


def refit_after(labels_at_last_fit: int) -> int:
    """How many more labels make a new fit due: 1 % of those that the last was made from."""
    return max(1, int(labels_at_last_fit * GROWTH))


def _starts(
    texts: NDArray[np.int64], previous: Fit | None, views: int
) -> Sequence[NDArray[np.float64] | None]:
    if previous is None:
        return [None] * views
    size = int(max(texts.max(), previous.texts.max())) + 1
    starts = []
    for pull in previous.pulls:
        known = np.zeros(size)
        known[previous.texts] = pull
        starts.append(known[texts])
    return starts


def _scale(scores: NDArray[np.float32]) -> tuple[float, float]:
    """Mean and spread; nothing that waits, or all alike, is left as it is."""
    if not len(scores):
        return 0.0, 1.0
    spread = float(scores.std(dtype=np.float64))
    return float(scores.mean(dtype=np.float64)), spread if spread > 0 else 1.0


def _mixed(
    seen: Sequence[NDArray[np.float32]],
    scales: Scales,
    views: Sequence[View],
) -> NDArray[np.float64]:
    total = np.zeros(len(seen[0]))
    for scores, (mean, spread), view in zip(seen, scales, views, strict=True):
        total += view.counts * (scores.astype(np.float64) - mean) / spread
    return total
