"""What looks like a trend but is not: labels given anew, sources that come and go."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from theodolite.horizon.trends.choices import TrendSettings
from theodolite.horizon.trends.counts import Series
from theodolite.horizon.trends.known_items import KnownItems
from theodolite.horizon.trends.periods import in_words, period_of

LEAST_MOVED = 0.25
"""Labels broke where a quarter of them moved between two periods, beyond what chance moves."""

_LEAST_ITEMS = 50
_BESIDE = 3
_MOST_NAMED = 8
_LONG = 3


@dataclass(frozen=True)
class Break:
    """Labels were given anew from a period on; `moved` is the share that changed, if measured."""

    period: int
    moved: float | None

    def sentence(self, first: int, settings: TrendSettings) -> str:
        """What is said of it."""
        when = in_words(first + self.period, settings.by)
        how = "as declared" if self.moved is None else f"{self.moved:.0%} of them moved at once"
        return f"Topic labels changed in {when} ({how}), so topics are compared only from then on."


def label_breaks(topics: Series, settings: TrendSettings) -> tuple[Break, ...]:
    """Periods from which on labels mean something else: declared, or seen.

    Up to three periods on either side are compared by the total variation distance of their
    labels, "no label" among them, source by source. One topic that grows moves few labels; giving
    labels anew moves many in one step.
    """
    declared = [
        Break(max(0, period_of(day, settings.by) - topics.known.first), None)
        for day in settings.label_breaks
        if _is_inside(day, topics.known, settings)
    ]
    seen = [one for one in _seen(topics) if all(abs(one.period - d.period) > 1 for d in declared)]
    return tuple(sorted([*declared, *seen], key=lambda one: one.period))


def source_notes(known: KnownItems, settings: TrendSettings) -> Iterator[str]:
    """Sources that appear or fall silent within the stream, in sentences."""
    notes = [*_comings(known, settings)]
    yield from notes[:_MOST_NAMED]
    if len(notes) > _MOST_NAMED:
        yield f"{len(notes) - _MOST_NAMED} more sources come or go within the stream."


def _is_inside(day: date, known: KnownItems, settings: TrendSettings) -> bool:
    return 0 <= period_of(day, settings.by) - known.first < known.periods


def _seen(topics: Series) -> list[Break]:
    told = np.flatnonzero(topics.counts(topics.known.periods - 1).items.sum(axis=0) > 0)
    labels = _labels(topics)
    moved = np.zeros(len(told))
    for i in range(1, len(told)):
        moved[i] = _moved(labels, told[max(0, i - _BESIDE) : i], told[i : i + _BESIDE])
    found: list[int] = []
    for i in np.argsort(-moved, kind="stable"):
        if moved[i] >= LEAST_MOVED and all(abs(i - j) >= _BESIDE for j in found):
            found.append(int(i))
    return [Break(int(told[i]), float(moved[i])) for i in found]


def _labels(topics: Series) -> NDArray[np.float64]:
    """Strata × labels × periods: each item is shared out among its labels."""
    known = topics.known
    uses = topics.uses.tocsc().astype(np.float64)
    each = np.asarray(uses.sum(axis=0)).ravel()
    weighed = sparse.coo_matrix(uses @ sparse.diags_array(1 / np.maximum(each, 1)))
    found = np.zeros((len(known.strata), uses.shape[0] + 1, known.periods))
    place = (known.stratum[weighed.col], weighed.row, known.period[weighed.col])
    np.add.at(found, place, weighed.data)
    bare = np.flatnonzero(each == 0)
    unlabelled = np.full(len(bare), uses.shape[0])
    np.add.at(found, (known.stratum[bare], unlabelled, known.period[bare]), 1.0)
    return found


def _moved(
    labels: NDArray[np.float64], before: NDArray[np.int64], after: NDArray[np.int64]
) -> float:
    """The share of labels that moved, less what chance moves, over strata on both sides."""
    one, other = labels[:, :, before].sum(axis=2), labels[:, :, after].sum(axis=2)
    sizes = np.stack([one.sum(axis=1), other.sum(axis=1)])
    both = (sizes > 0).all(axis=0)
    if not both.any() or sizes[:, both].sum(axis=1).min() < _LEAST_ITEMS:
        return 0.0
    weight = sizes[:, both].min(axis=0)
    one = one[both] / sizes[0, both, None]
    other = other[both] / sizes[1, both, None]
    pooled = (one + other) / 2
    noise = np.sqrt(pooled * (1 - pooled) * (1 / sizes[:, both]).sum(axis=0)[:, None])
    # The mean distance of two samples of one distribution: half the sum of |normal| of that width.
    distance = np.abs(one - other).sum(axis=1) / 2 - noise.sum(axis=1) * np.sqrt(2 / np.pi) / 2
    return float((weight * distance).sum() / weight.sum())


def _comings(known: KnownItems, settings: TrendSettings) -> Iterator[str]:
    for source, counted in known.by_source().items():
        told = np.flatnonzero(counted)
        usual = _usual_gap(told)
        if told[0] > usual:
            when = in_words(known.first + int(told[0]), settings.by)
            yield f"{source} appears in {when}; its items are compared only with its own history."
        if known.periods - 1 - told[-1] > _LONG * usual:
            when = in_words(known.first + int(told[-1]), settings.by)
            yield f"{source} is silent after {when}; what it told is not missed elsewhere."


def _usual_gap(told: Sequence[int] | NDArray[np.int64]) -> float:
    """The longest wait between two periods with items, as far as there were any."""
    gaps = np.diff(told)
    return float(np.max(gaps)) if len(gaps) else 1.0
