"""Take items in, inside one transaction: what is new, what has changed, what was only seen again.

A version is a line of JSON in the database. Beside an embedded database, enough of them to fill one
become a Parquet segment; it counts from the moment the database says so: one that was written by a
process killed before that is a stray, and whoever writes next removes it. A server keeps all lines
itself, so that its own copies are whole and no folder need be shared.
"""

from collections.abc import Sequence
from itertools import count
from pathlib import Path

from django.db.backends.utils import CursorWrapper

from theodolite.horizon.archive import Kept
from theodolite.horizon.item import Item, Seen
from theodolite.store.database import add, asked, asked_of, last_number, microseconds, storable
from theodolite.store.segments import as_json, remove_strays, write_segment

SEGMENT = 4_096
"""How many versions fill a segment, unless said otherwise."""

_VERSION = "number, item_id, observed_at, digest, segment_id, line, said"

_LAST = """
SELECT identity, store_keptitem.number, version.observed_at, version.digest
FROM store_keptitem
JOIN store_itemversion version ON version.number =
    (SELECT max(number) FROM store_itemversion WHERE item_id = store_keptitem.number)
WHERE identity IN ({})
"""
_PAGE = """
SELECT number FROM store_sourcepage
WHERE read_at = %s AND digest = %s AND source = %s AND address = %s
"""

Last = tuple[int, int, bytes]
"""Of an item as last kept: its number, when that was observed, and the digest of what it says."""

Fresh = tuple[int, int, int, bytes, str]
"""A version that no segment holds: its number, its item's, when observed, its digest, its line."""


class Keeping:
    """One all-or-nothing hand-over of items, batch by batch."""

    def __init__(self, cursor: CursorWrapper, folder: Path, segment: int) -> None:
        self._cursor = cursor
        self._folder = folder
        self._segment = segment if cursor.db.vendor == "sqlite" else 0
        self._item, self._version, self._page, self._appearance = (
            count(last_number(cursor, table) + 1)
            for table in ("store_keptitem", "store_itemversion", "store_sourcepage",
                          "store_appearance")
        )  # fmt: skip
        self._fresh: list[Fresh] = []
        self._last: dict[str, Last] = {}
        self._pages: dict[Seen, int] = {}
        self._new: list[str] = []
        self._changed: list[str] = []
        self._again: list[str] = []

    def take(self, items: Sequence[Item]) -> None:
        """Take in a batch; full segments are written at once."""
        asked_for = list({self._text(one.identity) for one in items} - self._last.keys())
        found = asked_of(self._cursor, _LAST, asked_for)
        self._last.update({identity: (*last, bytes(digest)) for identity, *last, digest in found})
        new: list[tuple[int, str]] = []
        appearances: dict[tuple[int, int], None] = {}
        for item in items:
            number = self._take_one(item, new)
            for seen in item.trail:
                appearances[number, self._number_of(seen)] = None
        add(self._cursor, "store_keptitem", "number, identity", new)
        rows = [(next(self._appearance), *pair) for pair in appearances]
        add(self._cursor, "store_appearance", "number, item_id, page_id", rows)
        while self._segment and len(self._fresh) >= self._segment:
            self._seal(self._fresh[: self._segment])
            del self._fresh[: self._segment]
        if not self._segment:
            self._write_fresh()
        pending = {item for _, item, *_ in self._fresh}
        self._last = {name: last for name, last in self._last.items() if last[0] in pending}

    def finish(self) -> Kept:
        """Write down what fills no segment yet, and tell what became of all of them."""
        self._write_fresh()
        while self._segment and self._waiting() >= self._segment:
            waiting = asked(
                self._cursor,
                "SELECT number, item_id, observed_at, digest, said FROM store_itemversion"
                " WHERE segment_id IS NULL ORDER BY number LIMIT %s",
                self._segment,
            )
            self._cursor.executemany(
                "DELETE FROM store_itemversion WHERE number = %s", [(row[0],) for row in waiting]
            )
            self._seal(waiting)
        return Kept(tuple(self._new), tuple(self._changed), tuple(self._again))

    def _take_one(self, item: Item, new: list[tuple[int, str]]) -> int:
        """Note what an item says if that is news, and give its number."""
        digest, observed_at = bytes.fromhex(item.digest()), microseconds(item.observed_at)
        name = self._text(item.identity)
        last = self._last.get(name)
        if last is None:
            number = next(self._item)
            new.append((number, name))
            self._new.append(item.identity)
        else:
            number = last[0]
            (self._again if last[2] == digest else self._changed).append(item.identity)
        # Seen again with an earlier date: it was known before the version we have says so.
        if last is None or last[2] != digest or observed_at < last[1]:
            self._fresh.append((next(self._version), number, observed_at, digest, as_json(item)))
            self._last[name] = (number, observed_at, digest)
        return number

    def _number_of(self, seen: Seen) -> int:
        """The number of a page and moment; the items of one page share it."""
        if seen not in self._pages:
            where = (self._text(seen.source), self._text(seen.address))
            values = (microseconds(seen.at), seen.digest, *where)
            known = asked(self._cursor, _PAGE, *values)
            number = known[0][0] if known else next(self._page)
            if not known:
                names = "number, read_at, digest, source, address"
                add(self._cursor, "store_sourcepage", names, [(number, *values)])
            self._pages[seen] = number
        return self._pages[seen]

    def _text(self, text: str) -> str:
        return storable(text, self._cursor.db.vendor)

    def _write_fresh(self) -> None:
        rows = [(*row[:4], None, None, row[4]) for row in self._fresh]
        add(self._cursor, "store_itemversion", _VERSION, rows)
        self._fresh.clear()

    def _seal(self, versions: Sequence[Fresh]) -> None:
        files = {file for (file,) in asked(self._cursor, "SELECT file FROM store_itemsegment")}
        remove_strays(self._folder, files)
        number = last_number(self._cursor, "store_itemsegment") + 1
        file = write_segment(self._folder, number, [row[4] for row in versions])
        noted = (number, file, len(versions))
        add(self._cursor, "store_itemsegment", "number, file, lines", [noted])
        rows = [(*row[:4], number, line, None) for line, row in enumerate(versions)]
        add(self._cursor, "store_itemversion", _VERSION, rows)

    def _waiting(self) -> int:
        ((waiting,),) = asked(
            self._cursor, "SELECT count(*) FROM store_itemversion WHERE segment_id IS NULL"
        )
        return int(waiting)
