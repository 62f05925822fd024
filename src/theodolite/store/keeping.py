"""Take items in, inside one transaction: what is new, what has changed, what was only seen again.

A version is a line of a Parquet segment once there are enough of them to fill one, and until then
a line of JSON in the database. A segment counts from the moment the database says so: one that was
written by a process killed before that is a stray, and whoever writes next removes it.
"""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from theodolite.horizon.archive import Kept
from theodolite.horizon.item import Item, Seen
from theodolite.store.database import microseconds
from theodolite.store.segments import as_json, remove_strays, write_segment

SEGMENT = 4_096
"""How many versions fill a segment, unless said otherwise."""


class Keeping:
    """One all-or-nothing hand-over of items, batch by batch."""

    def __init__(self, database: sqlite3.Connection, folder: Path, segment: int) -> None:
        self._database = database
        self._folder = folder
        self._segment = segment
        self._fresh: list[tuple[int, str]] = []
        self._places: dict[Seen, int] = {}
        self._new: list[str] = []
        self._changed: list[str] = []
        self._again: list[str] = []

    def take(self, items: Sequence[Item]) -> None:
        """Take in a batch; full segments are written at once."""
        for item in items:
            self._take_one(item)
        while len(self._fresh) >= self._segment:
            self._seal(self._fresh[: self._segment])
            del self._fresh[: self._segment]

    def finish(self) -> Kept:
        """Write down what fills no segment yet, and tell what became of all of them."""
        self._database.executemany(
            "UPDATE version SET said = ? WHERE number = ?",
            [(said, number) for number, said in self._fresh],
        )
        while self._waiting() >= self._segment:
            waiting = self._database.execute(
                "SELECT number, said FROM version WHERE segment IS NULL ORDER BY number LIMIT ?",
                (self._segment,),
            ).fetchall()
            self._seal(waiting)
        return Kept(tuple(self._new), tuple(self._changed), tuple(self._again))

    def _take_one(self, item: Item) -> None:
        digest, observed_at = bytes.fromhex(item.digest()), microseconds(item.observed_at)
        last = self._database.execute(
            "SELECT item.number, version.observed_at, version.digest FROM item"
            " JOIN version ON version.item = item.number WHERE item.identity = ?"
            " ORDER BY version.number DESC LIMIT 1",
            (item.identity,),
        ).fetchone()
        if last is None:
            number = self._added("INSERT INTO item (identity) VALUES (?)", item.identity)
            self._new.append(item.identity)
        else:
            number = last[0]
            (self._again if last[2] == digest else self._changed).append(item.identity)
        # Seen again with an earlier date: it was known before the version we have says so.
        if last is None or last[2] != digest or observed_at < last[1]:
            version = self._added(
                "INSERT INTO version (item, observed_at, digest) VALUES (?, ?, ?)",
                *(number, observed_at, digest),
            )
            self._fresh.append((version, as_json(item)))
        for seen in item.trail:
            self._database.execute(
                "INSERT OR IGNORE INTO sighting (item, place) VALUES (?, ?)",
                (number, self._place(seen)),
            )

    def _place(self, seen: Seen) -> int:
        """The number of a place and moment; the items of one page share it."""
        if seen not in self._places:
            values = (seen.source, seen.address, microseconds(seen.at), seen.digest)
            known = self._database.execute(
                "SELECT number FROM place"
                " WHERE source = ? AND address = ? AND at = ? AND digest = ?",
                values,
            ).fetchone()
            self._places[seen] = (
                known[0]
                if known
                else self._added(
                    "INSERT INTO place (source, address, at, digest) VALUES (?, ?, ?, ?)", *values
                )
            )
        return self._places[seen]

    def _seal(self, versions: Sequence[tuple[int, str]]) -> None:
        remove_strays(self._folder, self._segment_files())
        (last,) = self._database.execute("SELECT max(number) FROM segment").fetchone()
        number = (last or 0) + 1
        file = write_segment(self._folder, number, [said for _, said in versions])
        self._added("INSERT INTO segment VALUES (?, ?, ?)", number, file, len(versions))
        self._database.executemany(
            "UPDATE version SET segment = ?, line = ?, said = NULL WHERE number = ?",
            [(number, line, version) for line, (version, _) in enumerate(versions)],
        )

    def _waiting(self) -> int:
        (waiting,) = self._database.execute(
            "SELECT count(*) FROM version WHERE segment IS NULL"
        ).fetchone()
        return int(waiting)

    def _segment_files(self) -> set[str]:
        return {file for (file,) in self._database.execute("SELECT file FROM segment")}

    def _added(self, statement: str, *values: object) -> int:
        number = self._database.execute(statement, values).lastrowid
        assert number is not None
        return number
