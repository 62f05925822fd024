"""Transactions that last or leave no trace, on either database, and errors said in sentences."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import Error, connections, transaction
from django.db.backends.utils import CursorWrapper

from theodolite.store.errors import DamagedWorkspace, NoRoom, WorkspaceBusy
from theodolite.store.installation import WAIT_SECONDS

Rows = list[tuple[Any, ...]]

KEEPING, CHAINING, MIGRATING = 7_412_024, 7_412_025, 7_412_026
"""Locks of ours: any numbers, as long as nothing else in the same database has them."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_BUSY = {"SQLITE_BUSY", "SQLITE_LOCKED", "55P03", "40P01"}
_NO_ROOM = {
    *("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_PERM", "SQLITE_FULL", "SQLITE_IOERR"),
    *("53100", "25006", "42501"),
}
_DAMAGED = {"SQLITE_CORRUPT", "SQLITE_NOTADB", "XX001", "XX002"}
_AT_ONCE = 500


@contextmanager
def writing(alias: str, lock: int) -> Iterator[CursorWrapper]:
    """A transaction that one process has at a time: all of it lasts, or none of it.

    The embedded database has one writer anyway; a server is asked for the lock.
    """
    with (
        explained(alias),
        transaction.atomic(using=alias),
        connections[alias].cursor() as cursor,
    ):
        have(lock, cursor)
        yield cursor


@contextmanager
def reading(alias: str) -> Iterator[CursorWrapper]:
    """A cursor of which every statement sees what was committed at its moment."""
    with explained(alias), connections[alias].cursor() as cursor:
        yield cursor


def have(lock: int, cursor: CursorWrapper) -> None:
    """Wait for a lock until the transaction ends, where writers are not one at a time anyway."""
    if cursor.db.vendor == "postgresql":
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock])


def asked(cursor: CursorWrapper, statement: str, *values: Any) -> Rows:
    """All rows that answer a question."""
    cursor.execute(statement, values)
    return list(cursor.fetchall())


def asked_of(
    cursor: CursorWrapper, statement: str, among: Sequence[Any], *values: Any
) -> Iterator[Any]:
    """The rows for many values, whose place `statement` names last, as `({})`; some at a time."""
    for start in range(0, len(among), _AT_ONCE):
        some = among[start : start + _AT_ONCE]
        cursor.execute(statement.format(", ".join(["%s"] * len(some))), (*values, *some))
        yield from cursor.fetchall()


def add(cursor: CursorWrapper, table: str, names: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Add rows to a table, except those that it has already; a million of them are quick."""
    if not rows:
        return
    places = f"({', '.join(['%s'] * len(rows[0]))})"
    start, end = f"INSERT INTO {table} ({names}) VALUES ", " ON CONFLICT DO NOTHING"  # noqa: S608  names of our own tables and columns
    if cursor.db.vendor == "sqlite":
        cursor.executemany(start + places + end, rows)
        return
    for first in range(0, len(rows), _AT_ONCE):
        some = rows[first : first + _AT_ONCE]
        values = [value for row in some for value in row]
        cursor.execute(start + ", ".join([places] * len(some)) + end, values)


def last_number(cursor: CursorWrapper, table: str) -> int:
    """The greatest number that a table has given, or 0."""
    ((last,),) = asked(cursor, f"SELECT max(number) FROM {table}")  # noqa: S608  a name of ours
    return last or 0


def storable(text: str, vendor: str) -> str:
    """A text as the database can hold it: PostgreSQL has no character 0, and holds � instead."""
    return text.replace("\0", "\ufffd") if vendor == "postgresql" else text


def microseconds(at: datetime) -> int:
    """A moment as whole microseconds since 1970, by which moments are compared in tables."""
    assert at.tzinfo is not None, f"{at} says no time zone"
    return (at - _EPOCH) // timedelta(microseconds=1)


def moment(microseconds: int) -> datetime:
    """The moment, in UTC, that was written as microseconds since 1970."""
    return _EPOCH + timedelta(microseconds=microseconds)


@contextmanager
def explained(alias: str) -> Iterator[None]:
    """Say in sentences what a person can put right; anything else is ours."""
    try:
        yield
    except Error as error:
        named = connections[alias].settings_dict["NAME"]
        code = _code(error)
        if code in _BUSY:
            raise WorkspaceBusy(
                f"{named} has been written to by another process for {WAIT_SECONDS:.0f} seconds."
                " Only one can write at a time. Wait until it has finished, then try again."
            ) from error
        if code in _DAMAGED:
            raise DamagedWorkspace(
                f"{named} is not a database, or is damaged ({error})."
                " Put back the last copy of the workspace folder; nothing was written."
            ) from error
        if code in _NO_ROOM:
            raise NoRoom(named, error) from error
        raise


def _code(error: Error) -> str:
    """The name that SQLite or PostgreSQL has for what went wrong, without its finer points."""
    cause = error.__cause__
    name = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None) or ""
    return "_".join(name.split("_")[:2])
