"""A folder of version 0.1 is taken over whole, once, on the first opening."""

import json
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from theodolite.horizon.archive import Entry
from theodolite.horizon.item import Item, Seen
from theodolite.store.database import microseconds
from theodolite.store.errors import DamagedWorkspace, StoreError
from theodolite.store.history import verify
from theodolite.store.segments import as_json, write_segment
from theodolite.store.workspace import open_workspace

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
SEEN = Seen("feed", "https://example.org/feed", NOON, "0f")
ITEMS = [Item(f"doi:10.1/{name}", f"Dose {name}", "paper", NOON, trail=(SEEN,)) for name in "abc"]
ENTRIES = [Entry("triage", one.identity, "Ana", NOON, {"keep": True}) for one in ITEMS]

LAYOUT_1 = """
CREATE TABLE item (number INTEGER PRIMARY KEY, identity TEXT NOT NULL UNIQUE);
CREATE TABLE segment (
    number INTEGER PRIMARY KEY, file TEXT NOT NULL UNIQUE, lines INTEGER NOT NULL
);
CREATE TABLE version (
    number INTEGER PRIMARY KEY, item INTEGER NOT NULL REFERENCES item,
    observed_at INTEGER NOT NULL, digest BLOB NOT NULL,
    segment INTEGER REFERENCES segment, line INTEGER, said TEXT
);
CREATE TABLE place (
    number INTEGER PRIMARY KEY, source TEXT NOT NULL, address TEXT NOT NULL,
    at INTEGER NOT NULL, digest TEXT NOT NULL, UNIQUE (at, digest, source, address)
);
CREATE TABLE sighting (
    number INTEGER PRIMARY KEY, item INTEGER NOT NULL REFERENCES item,
    place INTEGER NOT NULL REFERENCES place, UNIQUE (item, place)
);
CREATE TABLE entry (
    number INTEGER PRIMARY KEY, kind TEXT NOT NULL, subject TEXT NOT NULL, by TEXT NOT NULL,
    at INTEGER NOT NULL, detail TEXT NOT NULL
);
CREATE TRIGGER entry_stays BEFORE UPDATE ON entry
    BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;
PRAGMA user_version = 1;
"""


@pytest.fixture
def earlier(tmp_path: Path) -> Path:
    """A folder as version 0.1 left it: two items in a segment, the third in the database."""
    segments = tmp_path / "items"
    segments.mkdir()
    file = write_segment(segments, 1, [as_json(one) for one in ITEMS[:2]])
    at = microseconds(NOON)
    with sqlite3.connect(tmp_path / "kept.sqlite") as old:
        old.executescript(LAYOUT_1)
        old.execute("INSERT INTO segment VALUES (1, ?, 2)", (file,))
        old.execute(
            "INSERT INTO place VALUES (1, ?, ?, ?, ?)", (SEEN.source, SEEN.address, at, "0f")
        )
        for number, item in enumerate(ITEMS, 1):
            where = (1, number - 1, None) if number < 3 else (None, None, as_json(item))
            digest = bytes.fromhex(item.digest())
            old.execute("INSERT INTO item VALUES (?, ?)", (number, item.identity))
            old.execute(
                "INSERT INTO version VALUES (?, ?, ?, ?, ?, ?, ?)",
                (number, number, at, digest, *where),
            )
            old.execute("INSERT INTO sighting VALUES (?, ?, 1)", (number, number))
        old.executemany(
            "INSERT INTO entry (kind, subject, by, at, detail) VALUES (?, ?, ?, ?, ?)",
            [(one.kind, one.subject, one.by, at, json.dumps(one.detail)) for one in ENTRIES],
        )
    old.close()
    return tmp_path


def test_everything_is_there_after_the_first_opening_and_goes_on_from_there(earlier: Path) -> None:
    workspace = open_workspace(earlier)
    assert list(workspace.items()) == ITEMS
    assert list(workspace.entries("triage")) == ENTRIES
    assert verify(workspace.alias).entries == len(ENTRIES) + 1
    assert verify(workspace.alias).broken_at is None
    (told,) = workspace.entries("upgrade")
    assert told.detail == {"items": 3, "entries": 3}
    assert workspace.keep(ITEMS).again == tuple(one.identity for one in ITEMS)
    assert sorted(one.name for one in earlier.glob("kept*")) == ["kept.sqlite.taken-over"]


def test_of_many_who_open_it_at_once_one_takes_it_over_and_its_file_stays_whole(
    earlier: Path,
) -> None:
    size = (earlier / "kept.sqlite").stat().st_size
    with ThreadPoolExecutor(8) as pool:
        opened = list(pool.map(open_workspace, [earlier] * 8))
    assert [len(one.items()) for one in opened] == [3] * 8
    assert [one.name for one in earlier.glob("kept*")] == ["kept.sqlite.taken-over"]
    assert (earlier / "kept.sqlite.taken-over").stat().st_size == size


def test_a_take_over_that_was_killed_before_its_end_is_not_done_twice(earlier: Path) -> None:
    content = (earlier / "kept.sqlite").read_bytes()
    open_workspace(earlier)
    (earlier / "kept.sqlite").write_bytes(content)
    workspace = open_workspace(earlier)
    assert list(workspace.items()) == ITEMS
    assert len(workspace.entries("upgrade")) == 1
    assert not (earlier / "kept.sqlite").exists()


def test_what_cannot_be_taken_over_is_refused_and_left_as_it_was(earlier: Path) -> None:
    content = (earlier / "kept.sqlite").read_bytes()
    (earlier / "kept.sqlite").write_bytes(b"no database" * 100)
    with pytest.raises(DamagedWorkspace, match="Put it back"):
        open_workspace(earlier)
    (earlier / "kept.sqlite").write_bytes(content)
    with sqlite3.connect(earlier / "kept.sqlite") as old:
        old.execute("PRAGMA user_version = 2")
    old.close()
    with pytest.raises(StoreError, match="layout 2"):
        open_workspace(earlier)
    with sqlite3.connect(earlier / "kept.sqlite") as old:
        old.execute("PRAGMA user_version = 1")
    old.close()
    assert list(open_workspace(earlier).items()) == ITEMS
