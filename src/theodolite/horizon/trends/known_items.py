"""The items of a stream as numbers: when each appeared, when it was known, and from where."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from theodolite.horizon.item import Item
from theodolite.horizon.trends.choices import TrendSettings, Within
from theodolite.horizon.trends.periods import in_words, is_fine_enough, last_complete, period_of

_UNNAMED = "(unnamed source)"


@dataclass(frozen=True)
class KnownItems:
    """Items that were known at a date, in order of their appearance.

    `period` counts from `first`; `seen` is the period by whose end the item was known, never
    before its own. Items are compared only within their `stratum`: the same source, and with or
    without an abstract, so that neither a new source nor one that begins to send abstracts looks
    like a trend. `left_out` says in sentences what could not be counted.
    """

    items: tuple[Item, ...]
    period: NDArray[np.int64]
    seen: NDArray[np.int64]
    stratum: NDArray[np.int64]
    strata: tuple[tuple[str, bool], ...]
    first: int
    periods: int
    left_out: tuple[str, ...]
    as_of: date

    def texts(self) -> list[tuple[str, str]]:
        """What each item says: its title and its abstract."""
        return [(item.title, item.abstract) for item in self.items]

    def by_source(self) -> dict[str, NDArray[np.int64]]:
        """For each source, how many items appeared in each period."""
        counted = np.zeros((len(self.strata), self.periods), dtype=np.int64)
        np.add.at(counted, (self.stratum, self.period), 1)
        found: dict[str, NDArray[np.int64]] = {}
        for (source, _), row in zip(self.strata, counted, strict=True):
            found[source] = found[source] + row if source in found else row
        return found


def source_of(item: Item, within: Within = "source") -> str:
    """The source that showed an item first, or the venue that published it."""
    if within == "venue":
        return item.venue or _UNNAMED
    return item.trail[0].source if item.trail else _UNNAMED


def known_items(items: Iterable[Item], as_of: date | None, settings: TrendSettings) -> KnownItems:
    """Items that were known at the end of a day and whose period was over by then.

    The day is, if not given, the last on which any item was seen. One identity counts once, as it
    was first seen.
    """
    once = _once(items)
    last_seen = max((_seen(item, settings) for item in once), default=date(1, 1, 1))
    as_of = as_of or last_seen
    last = last_complete(as_of, settings.by)
    fates = {item.identity: _fate(item, as_of, last, settings) for item in once}
    kept = [item for item in once if not fates[item.identity]]
    placed = sorted((period_of(_day(item), settings.by), item.identity, item) for item in kept)
    told = tuple(_told(Counter(fates.values()), last, settings))
    return _numbered([item for _, _, item in placed], as_of, told, settings)


def _numbered(
    items: Sequence[Item], as_of: date, left_out: tuple[str, ...], settings: TrendSettings
) -> KnownItems:
    last = last_complete(as_of, settings.by)
    of_item = [(source_of(item, settings.within), bool(item.abstract)) for item in items]
    strata = tuple(sorted(set(of_item)))
    place = {stratum: number for number, stratum in enumerate(strata)}
    at = [period_of(_day(item), settings.by) for item in items]
    first = min(at, default=last)
    period = np.array(at, dtype=np.int64) - first
    seen = np.array([period_of(_seen(item, settings), settings.by) for item in items], np.int64)
    return KnownItems(
        tuple(items),
        period,
        # What came in after the last period was over is known today, if not at its end.
        np.minimum(np.maximum(seen - first, period), last - first),
        np.array([place[stratum] for stratum in of_item], dtype=np.int64),
        strata,
        first,
        last - first + 1 if items else 0,
        left_out,
        as_of,
    )


def _once(items: Iterable[Item]) -> list[Item]:
    first: dict[str, Item] = {}
    for item in items:
        before = first.get(item.identity)
        if before is None or item.observed_at < before.observed_at:
            first[item.identity] = item
    return list(first.values())


def _day(item: Item) -> date:
    return item.published.on if item.published else item.observed_at.date()


def _seen(item: Item, settings: TrendSettings) -> date:
    return item.observed_at.date() if settings.seen == "observed" else _day(item)


def _fate(item: Item, as_of: date, last: int, settings: TrendSettings) -> str:
    """Why an item is left out, or an empty text."""
    if _seen(item, settings) > as_of:
        return "unseen"
    if item.published and not is_fine_enough(item.published, settings.by):
        return "coarse"
    return "unfinished" if period_of(_day(item), settings.by) > last else ""


def _told(fates: Counter[str], last: int, settings: TrendSettings) -> Iterator[str]:
    by = settings.by
    if fates["unseen"]:
        yield f"{fates['unseen']:,} items were seen only later and are not counted."
    if fates["coarse"]:
        yield (
            f"{fates['coarse']:,} items tell only their year, so they are in no {by} and not"
            " counted; ask by year to count them."
        )
    if fates["unfinished"]:
        yield (
            f"{fates['unfinished']:,} items appeared after {in_words(last, by)}, in a {by} that is"
            " not over, and are not counted yet."
        )
