"""An archive and a journal that are lists, for tests: small enough to be seen to be right."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from theodolite.horizon.archive import Entry, Kept
from theodolite.horizon.item import Item, Seen


class ListArchive:
    """Remembers every hand-over in order, and works out what was known from that alone."""

    def __init__(self) -> None:
        self.handed_over: list[Item] = []
        self.last_digest: dict[str, str] = {}

    def keep(self, items: Iterable[Item]) -> Kept:
        """Count what is new, changed and seen again, and remember all of it."""
        new, changed, again = [], [], []
        for item in list(items):
            before = self.last_digest.get(item.identity)
            if before is None:
                new.append(item.identity)
            elif before != item.digest():
                changed.append(item.identity)
            else:
                again.append(item.identity)
            self.last_digest[item.identity] = item.digest()
            self.handed_over.append(item)
        return Kept(tuple(new), tuple(changed), tuple(again))

    def items(self, *, observed_by: datetime | None = None) -> Sequence[Item]:
        """Of every item the last hand-over by then, with all sightings by then."""
        known: dict[str, list[Item]] = {}
        trails: dict[str, list[Seen]] = {one.identity: [] for one in self.handed_over}
        order = {identity: place for place, identity in enumerate(trails)}
        for item in self.handed_over:
            for seen in item.trail:
                if seen not in trails[item.identity] and _by(seen.at, observed_by):
                    trails[item.identity].append(seen)
            if _by(item.observed_at, observed_by):
                known.setdefault(item.identity, []).append(item)
        return sorted(
            (
                replace(
                    handed[-1],
                    observed_at=min(one.observed_at for one in handed),
                    trail=tuple(sorted(trails[identity], key=lambda seen: seen.at)),
                )
                for identity, handed in known.items()
            ),
            key=lambda item: (item.observed_at, order[item.identity]),
        )


class ListJournal:
    """Entries in the order they were written."""

    def __init__(self) -> None:
        self.written: list[Entry] = []

    def append(self, entries: Iterable[Entry]) -> None:
        """Add to the end."""
        self.written = [*self.written, *entries]

    def entries(self, kind: str, *, by: datetime | None = None) -> Sequence[Entry]:
        """Those of one kind, as far as they were by then."""
        return [one for one in self.written if one.kind == kind and _by(one.at, by)]


def _by(at: datetime, by: datetime | None) -> bool:
    return by is None or at <= by
