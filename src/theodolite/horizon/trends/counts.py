"""How often each series stood in each source and period, as far as was known at the time."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from theodolite.horizon.trends.known_items import KnownItems


@dataclass(frozen=True)
class Windows:
    """Counts of series in a recent window and in the history before it, stratum by stratum.

    `recent` and `before` are series × strata; `recent_items` and `before_items` what all items of
    a stratum come to.
    """

    recent: sparse.csr_matrix
    before: sparse.csr_matrix
    recent_items: NDArray[np.float64]
    before_items: NDArray[np.float64]


@dataclass(frozen=True)
class Counts:
    """Counts by stratum and period, as known at the end of one period.

    `cells` is series × (strata · periods), a stratum's periods side by side; `items` is what all
    items come to, strata × periods.
    """

    cells: sparse.csr_matrix
    items: NDArray[np.float64]

    def windows(self, recent: range, before: range) -> Windows:
        """Two spans of periods side by side."""
        return Windows(
            self._by_stratum(recent),
            self._by_stratum(before),
            self.items[:, recent.start : recent.stop].sum(axis=1),
            self.items[:, before.start : before.stop].sum(axis=1),
        )

    def by_period(self, strata: NDArray[np.bool_] | None = None) -> NDArray[np.float64]:
        """Series × periods, within some of the strata or all."""
        many, periods = self.items.shape
        within = np.ones(many) if strata is None else strata.astype(np.float64)
        chosen = sparse.csr_matrix(sparse.kron(within[:, None], sparse.eye_array(periods)))
        return np.asarray((self.cells @ chosen).toarray())

    def of(self, series: NDArray[np.int64]) -> "Counts":
        """The counts of some of the series only."""
        return Counts(sparse.csr_matrix(self.cells[series]), self.items)

    def _by_stratum(self, span: range) -> sparse.csr_matrix:
        many, periods = self.items.shape
        inside = np.zeros((periods, 1))
        inside[span.start : span.stop] = 1.0
        chosen = sparse.kron(sparse.eye_array(many), inside)
        return sparse.csr_matrix(self.cells @ sparse.csr_matrix(chosen))


@dataclass(frozen=True)
class Series:
    """Which items each of several topics or phrases stands in.

    `names` holds for each the words it is known by, the best name first; `uses` is series × items,
    with ones.
    """

    names: tuple[tuple[str, ...], ...]
    uses: sparse.csr_matrix
    known: KnownItems
    _kept: dict[int, Counts] = field(default_factory=dict, repr=False, compare=False)

    def counts(self, as_of: int) -> Counts:
        """What was known of them at the end of a period.

        Where every item was seen in its own period, that differs only in periods still to come.
        """
        latest = self.known.periods - 1
        if as_of >= latest or np.array_equal(self.known.seen, self.known.period):
            as_of = latest
        if as_of not in self._kept:
            if len(self._kept) > 1:
                self._kept.pop(min(self._kept))
            self._kept[as_of] = self._counted(as_of)
        return self._kept[as_of]

    def _counted(self, as_of: int) -> Counts:
        known, seen = self.known, self.known.seen <= as_of
        shape = (len(known.strata), known.periods)
        cell = known.stratum * known.periods + known.period
        size = shape[0] * shape[1]
        items = np.bincount(cell[seen], minlength=size).astype(np.float64).reshape(shape)
        place = sparse.csr_matrix(
            (np.ones(int(seen.sum())), (np.flatnonzero(seen), cell[seen])),
            shape=(len(cell), size),
        )
        return Counts(sparse.csr_matrix(self.uses.astype(np.float64) @ place), items)


def labelled(labels: Sequence[Sequence[str]], names: Sequence[str]) -> sparse.csr_matrix:
    """Names × items, with ones where an item has the label."""
    place = {name: number for number, name in enumerate(names)}
    pairs = sorted(
        {(place[one], i) for i, all_ in enumerate(labels) for one in all_ if one in place}
    )
    rows, columns = zip(*pairs, strict=True) if pairs else ((), ())
    ones = np.ones(len(pairs), dtype=np.int32)
    return sparse.csr_matrix((ones, (rows, columns)), shape=(len(names), len(labels)))
