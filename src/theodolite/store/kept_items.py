"""The items of a workspace as a sequence that is read from the disk a few thousand at a time."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import overload

import numpy as np
from numpy.typing import NDArray

from theodolite.horizon.item import Item, Seen
from theodolite.store.database import microseconds, moment, reading
from theodolite.store.segments import from_json, read_lines

AT_A_TIME = 4_096
"""How many items are read together."""

_LAST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Known:
    """Which version of each item counts, in the order the items were first seen.

    `rows` is (items × 3): number of the item, of its version, and when it was first observed, in
    microseconds since 1970. Sightings after `moment` or beyond `last_sighting` are not known.
    """

    rows: NDArray[np.int64]
    moment: int
    last_sighting: int


def known_by(database: sqlite3.Connection, observed_by: datetime | None) -> Known:
    """What was known at a moment, or what is known now: of every item the last version by then."""
    by = _LAST if observed_by is None else microseconds(observed_by)
    rows = database.execute(
        "SELECT item, max(number), min(observed_at) FROM version WHERE observed_at <= ?"
        " GROUP BY item ORDER BY 3, 1",
        (by,),
    ).fetchall()
    (last,) = database.execute("SELECT max(number) FROM sighting").fetchone()
    return Known(np.array(rows, dtype=np.int64).reshape(-1, 3), by, last or 0)


class KeptItems(Sequence[Item]):
    """What `known_by` found, as items; none is in memory before it is asked for."""

    def __init__(self, file: Path, folder: Path, known: Known) -> None:
        self._file = file
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
            return KeptItems(self._file, self._folder, replace(self._known, rows=rows))
        at = range(len(self))[place]
        start = at - at % AT_A_TIME
        if self._in_memory[0] != start:
            self._in_memory = (start, self._read(self._known.rows[start : start + AT_A_TIME]))
        return self._in_memory[1][at - start]

    def _read(self, rows: NDArray[np.int64]) -> list[Item]:
        with reading(self._file) as database:
            said = self._said(database, rows[:, 1].tolist())
            trails = self._trails(database, rows[:, 0].tolist())
        return [
            replace(said[version], observed_at=moment(first), trail=tuple(trails[item]))
            for item, version, first in rows.tolist()
        ]

    def _said(self, database: sqlite3.Connection, versions: list[int]) -> dict[int, Item]:
        """What each version says: from the database, or from the segment that holds it."""
        said: dict[int, Item] = {}
        sealed: dict[str, list[tuple[int, int]]] = defaultdict(list)
        found = database.execute(
            "SELECT version.number, file, line, said FROM version"
            " LEFT JOIN segment ON segment.number = version.segment"
            " WHERE version.number IN (SELECT value FROM json_each(?))",
            (json.dumps(versions),),
        )
        for version, file, line, text in found:
            if file is None:
                said[version] = from_json(text)
            else:
                sealed[file].append((line, version))
        for file, lines in sealed.items():
            items = read_lines(self._folder / file, [line for line, _ in lines])
            said.update(zip((version for _, version in lines), items, strict=True))
        return said

    def _trails(self, database: sqlite3.Connection, items: list[int]) -> dict[int, list[Seen]]:
        """Where each item was seen by the moment asked for; first one first."""
        trails: dict[int, list[Seen]] = defaultdict(list)
        found = database.execute(
            "SELECT item, source, address, at, digest FROM sighting"
            " JOIN place ON place.number = sighting.place"
            " WHERE item IN (SELECT value FROM json_each(?)) AND at <= ? AND sighting.number <= ?"
            " ORDER BY at, sighting.number",
            (json.dumps(items), self._known.moment, self._known.last_sighting),
        )
        for item, source, address, at, digest in found:
            trails[item].append(Seen(source, address, moment(at), digest))
        return trails
