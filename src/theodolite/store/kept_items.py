"""The items of a workspace as a sequence that is read from the disk a few thousand at a time."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import overload

import numpy as np
from django.db.backends.utils import CursorWrapper
from numpy.typing import NDArray

from theodolite.horizon.item import Item, Seen
from theodolite.store.database import asked, asked_of, microseconds, moment, reading
from theodolite.store.segments import from_json, read_lines

AT_A_TIME = 4_096
"""How many items are read together."""

_LAST = 2**63 - 1
_KNOWN = """
SELECT item_id, max(number), min(observed_at), (SELECT max(number) FROM store_appearance)
FROM store_itemversion WHERE observed_at <= %s GROUP BY item_id ORDER BY 3, 1
"""
_SAID = """
SELECT version.number, file, line, said FROM store_itemversion version
LEFT JOIN store_itemsegment ON store_itemsegment.number = segment_id
WHERE version.number IN ({})
"""
_TRAILS = """
SELECT item_id, appearance.number, source, address, read_at, digest
FROM store_appearance appearance
JOIN store_sourcepage ON store_sourcepage.number = page_id
WHERE item_id IN ({})
"""


@dataclass(frozen=True, slots=True)
class Known:
    """Which version of each item counts, in the order the items were first seen.

    `rows` is (items × 3): number of the item, of its version, and when it was first observed, in
    microseconds since 1970. Appearances after `moment` or beyond `last_appearance` are not known.
    """

    rows: NDArray[np.int64]
    moment: int
    last_appearance: int


def known_by(cursor: CursorWrapper, observed_by: datetime | None) -> Known:
    """What was known at a moment, or what is known now: of every item the last version by then."""
    by = _LAST if observed_by is None else microseconds(observed_by)
    rows = asked(cursor, _KNOWN, by)
    last = rows[0][3] if rows else 0
    return Known(np.array([row[:3] for row in rows], np.int64).reshape(-1, 3), by, last or 0)


class KeptItems(Sequence[Item]):
    """What `known_by` found, as items; none is in memory before it is asked for."""

    def __init__(self, alias: str, folder: Path, known: Known) -> None:
        self._alias = alias
        self._folder = folder
        self._known = known
        self._in_memory: tuple[int, list[Item]] = (-1, [])

    def __len__(self) -> int:
        return len(self._known.rows)

    def __iter__(self) -> Iterator[Item]:
        for start in range(0, len(self), AT_A_TIME):
            yield from self._read(self._known.rows[start : start + AT_A_TIME])

    @overload
    def __getitem__(self, place: int) -> Item: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Item]: ...
    def __getitem__(self, place: int | slice) -> Item | Sequence[Item]:
        if isinstance(place, slice):
            rows = self._known.rows[place]
            return KeptItems(self._alias, self._folder, replace(self._known, rows=rows))
        at = range(len(self))[place]
        start = at - at % AT_A_TIME
        if self._in_memory[0] != start:
            self._in_memory = (start, self._read(self._known.rows[start : start + AT_A_TIME]))
        return self._in_memory[1][at - start]

    def _read(self, rows: NDArray[np.int64]) -> list[Item]:
        with reading(self._alias) as cursor:
            said = self._said(cursor, rows[:, 1].tolist())
            trails = self._trails(cursor, rows[:, 0].tolist())
        return [
            replace(said[version], observed_at=moment(first), trail=tuple(trails[item]))
            for item, version, first in rows.tolist()
        ]

    def _said(self, cursor: CursorWrapper, versions: list[int]) -> dict[int, Item]:
        """What each version says: from the database, or from the segment that holds it."""
        said: dict[int, Item] = {}
        sealed: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for version, file, line, text in asked_of(cursor, _SAID, versions):
            if file is None:
                said[version] = from_json(text)
            else:
                sealed[file].append((line, version))
        for file, lines in sealed.items():
            items = read_lines(self._folder / file, [line for line, _ in lines])
            said.update(zip((version for _, version in lines), items, strict=True))
        return said

    def _trails(self, cursor: CursorWrapper, items: list[int]) -> dict[int, list[Seen]]:
        """Where each item was seen by the moment asked for; first one first."""
        known, trails = self._known, defaultdict[int, list[Seen]](list)
        found = [
            (at, number, item, source, address, digest)
            for item, number, source, address, at, digest in asked_of(cursor, _TRAILS, items)
            if at <= known.moment and number <= known.last_appearance
        ]
        for at, _, item, source, address, digest in sorted(found):
            trails[item].append(Seen(source, address, moment(at), digest))
        return trails
