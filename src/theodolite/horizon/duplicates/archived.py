"""Duplicates among what an archive keeps, written down as they are found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from theodolite.horizon.archive import Archive, Entry, Journal
from theodolite.horizon.duplicates.decisions import (
    KIND,
    LINK,
    OURSELVES,
    Decisions,
    decided,
    links_of,
    merges,
    taken_back,
)
from theodolite.horizon.duplicates.finding import Duplicates, find_duplicates
from theodolite.horizon.item import Item
from theodolite.settings.errors import UnknownName, nearest

# What a scan fetched before the last comparison may have been kept only after it.
_OVERLAP = timedelta(days=2)

LOOKED = "dedupe"
"""The kind of entry that says which items have been compared with everything, and when."""


@dataclass(frozen=True, slots=True)
class BroughtUpToDate:
    """The archive's items, what was found among them, what was newly written, and the state now."""

    items: Sequence[Item]
    found: Duplicates
    written: tuple[Entry, ...]
    decisions: Decisions


def bring_up_to_date(archive: Archive, journal: Journal, *, now: datetime) -> BroughtUpToDate:
    """Compare what is new since the last time with everything, and write down merges and links.

    What was joined before is weighed again beside it, so that a new record never ties together
    two that contradict each other; what a person took apart stays apart.
    """
    items = tuple(archive.items())
    before = decided(journal.entries(KIND))
    new = _not_compared(items, journal.entries(LOOKED))
    found = find_duplicates(items, apart=before.pairs_apart(), new=new, joined=before.pairs())
    known = frozenset(
        (entry.subject, entry.detail["relation"], entry.detail["target"])
        for entry in journal.entries(LINK)
    )
    written = (
        *taken_back(items, found, before, at=now),
        *merges(items, found, before, at=now),
        *links_of(items, found, known, at=now),
    )
    compared = [items[row].identity for row in sorted(new)]
    journal.append([*written, Entry(LOOKED, "everything", OURSELVES, now, {"items": compared})])
    return BroughtUpToDate(items, found, written, decided(journal.entries(KIND)))


def item_named(identity: str, items: Sequence[Item]) -> str:
    """The identity itself, if the archive has such an item; a mistyped one is refused."""
    known = [item.identity for item in items]
    if identity not in known:
        raise UnknownName(
            f"There is no item {identity!r} in the workspace. {nearest(identity, known)}"
        )
    return identity


def _not_compared(items: Sequence[Item], looked: Sequence[Entry]) -> frozenset[int]:
    """Rows that no comparison has seen yet, or that have been seen again or changed since."""
    known = {name for entry in looked for name in entry.detail["items"]}
    since = max((entry.at for entry in looked), default=None)
    return frozenset(
        row
        for row, item in enumerate(items)
        if item.identity not in known or since is None or _last_seen(item) > since - _OVERLAP
    )


def _last_seen(item: Item) -> datetime:
    return max((seen.at for seen in item.trail), default=item.observed_at)
