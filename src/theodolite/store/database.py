"""The SQLite file of a workspace: its tables, and transactions that last or leave no trace.

The file keeps a rollback journal, not a write-ahead log: SQLite 3.7.0 to 3.51.2 can lose
committed pages when a log is reset under two connections, and the SQLite that Python is linked
with is often one of them. `synchronous = EXTRA` also makes the journal's removal last, which is
what commits (sqlite.org/pragma.html#pragma_synchronous).
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from theodolite.store.errors import DamagedWorkspace, StoreError, WorkspaceBusy

LAYOUT = 1
"""The number of this layout of tables, kept in the file itself."""

WAIT_SECONDS = 60.0
"""How long a process waits for another to finish writing."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_NO_ROOM = {
    *(sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM),
    *(sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR),
}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}

_TABLES = """
CREATE TABLE item (number INTEGER PRIMARY KEY, identity TEXT NOT NULL UNIQUE);
CREATE TABLE segment (
    number INTEGER PRIMARY KEY, file TEXT NOT NULL UNIQUE, lines INTEGER NOT NULL
);
CREATE TABLE version (
    number INTEGER PRIMARY KEY,
    item INTEGER NOT NULL REFERENCES item,
    observed_at INTEGER NOT NULL,
    digest BLOB NOT NULL,
    segment INTEGER REFERENCES segment,
    line INTEGER,
    said TEXT
);
CREATE INDEX version_of_item ON version (item, number);
CREATE INDEX version_unsealed ON version (number) WHERE segment IS NULL;
CREATE TABLE place (
    number INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    address TEXT NOT NULL,
    at INTEGER NOT NULL,
    digest TEXT NOT NULL,
    UNIQUE (at, digest, source, address)
);
CREATE TABLE sighting (
    number INTEGER PRIMARY KEY,
    item INTEGER NOT NULL REFERENCES item,
    place INTEGER NOT NULL REFERENCES place,
    UNIQUE (item, place)
);
CREATE TABLE entry (
    number INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    by TEXT NOT NULL,
    at INTEGER NOT NULL,
    detail TEXT NOT NULL
);
CREATE INDEX entry_of_kind ON entry (kind, number);
CREATE TRIGGER entry_stays BEFORE UPDATE ON entry
    BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;
CREATE TRIGGER entry_remains BEFORE DELETE ON entry
    BEGIN SELECT RAISE(ABORT, 'entries are never removed'); END;
"""


def prepare(file: Path) -> None:
    """Make the tables where there are none yet; refuse a file that a newer program wrote."""
    with reading(file) as database:
        layout = _layout(database)
    if layout == 0:
        with writing(file) as database:
            if _layout(database) == 0:
                _create(database)
        layout = LAYOUT
    if layout != LAYOUT:
        raise StoreError(
            f"{file} has layout {layout}, and this program knows layout {LAYOUT}."
            " It was written by a newer version. Install that version, or use another folder."
        )


@contextmanager
def reading(file: Path) -> Iterator[sqlite3.Connection]:
    """A connection that sees the file as it is at this moment."""
    with _explained(file), closing(_connected(file)) as database:
        database.execute("BEGIN")
        yield database


@contextmanager
def writing(file: Path) -> Iterator[sqlite3.Connection]:
    """A transaction that only one process has at a time: all of it lasts, or none of it."""
    with _explained(file), closing(_connected(file)) as database:
        database.execute("BEGIN IMMEDIATE")
        yield database
        database.execute("COMMIT")


def microseconds(at: datetime) -> int:
    """A moment as whole microseconds since 1970, by which moments are compared in tables."""
    assert at.tzinfo is not None, f"{at} says no time zone"
    return (at - _EPOCH) // timedelta(microseconds=1)


def moment(microseconds: int) -> datetime:
    """The moment, in UTC, that was written as microseconds since 1970."""
    return _EPOCH + timedelta(microseconds=microseconds)


def _connected(file: Path) -> sqlite3.Connection:
    database = sqlite3.connect(file, timeout=WAIT_SECONDS, isolation_level=None)
    database.execute("PRAGMA journal_mode = DELETE")
    database.execute("PRAGMA synchronous = EXTRA")
    database.execute("PRAGMA foreign_keys = ON")
    # What a large import has not committed stays in memory, so that others can read meanwhile.
    database.execute("PRAGMA cache_spill = OFF")
    return database


def _layout(database: sqlite3.Connection) -> int:
    (layout,) = database.execute("PRAGMA user_version").fetchone()
    return int(layout)


def _create(database: sqlite3.Connection) -> None:
    statement = ""
    for line in _TABLES.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            database.execute(statement)
            statement = ""
    database.execute(f"PRAGMA user_version = {LAYOUT}")


@contextmanager
def _explained(file: Path) -> Iterator[None]:
    """Say in sentences what a person can put right; anything else is ours."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in _BUSY:
            raise WorkspaceBusy(
                f"{file} has been written to by another process for {WAIT_SECONDS:.0f} seconds."
                " Only one can write at a time. Wait until it has finished, then try again."
            ) from error
        if code in _DAMAGED:
            raise DamagedWorkspace(
                f"{file} is not a database, or is damaged ({error})."
                " Put back the last copy of the workspace folder; nothing was written."
            ) from error
        if code in _NO_ROOM:
            raise StoreError(
                f"{file} cannot be written to ({error})."
                " Nothing was kept. Look for room on the disk and for the right to write there,"
                " then try again."
            ) from error
        raise
