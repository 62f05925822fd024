"""Look at an installation the way a careful administrator would, and say what is not well."""

import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from theodolite.store import sqlite
from theodolite.store.backup import BACKUPS, backups_in
from theodolite.store.history import verify
from theodolite.store.models import Entry
from theodolite.store.people import has_administrator

_FREE = 1 << 30
_BACKUP_AGE = timedelta(days=2)


Seen = tuple[bool, str]
"""Whether something is well, and what was seen."""


def looks(folder: Path, *, now: datetime) -> dict[str, Callable[[], Seen]]:
    """What is looked at in the installation in `folder`, whose site is set up, each by name."""
    return {
        "database": _database,
        "schema": _schema,
        "integrity": _integrity,
        "history": _history,
        "permissions": lambda: _permissions(folder),
        "disk": lambda: _disk(folder),
        "backups": lambda: _backups(folder, now),
        "administrator": _administrator,
    }


def _database() -> Seen:
    connection = connections["default"]
    connection.ensure_connection()
    if connection.vendor == "postgresql":
        server = connection.get_database_version()
        return server >= (15,), f"PostgreSQL {'.'.join(str(part) for part in server)}"
    with connection.cursor() as cursor:
        journal = cursor.execute("PRAGMA journal_mode").fetchone()[0]
        synchronous = cursor.execute("PRAGMA synchronous").fetchone()[0]
    version = ".".join(str(part) for part in sqlite.VERSION)
    if sqlite.VERSION < sqlite.SAFE:
        return False, f"SQLite {version} can damage its write-ahead log; 3.51.3 or later is needed"
    is_lasting = synchronous >= 2
    return is_lasting, f"SQLite {version}, journal {journal}, commits that last: {is_lasting}"


def _schema() -> Seen:
    executor = MigrationExecutor(connections["default"])
    waiting = [str(one) for one, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]
    if waiting:
        return False, f"{len(waiting)} changes of tables wait: start `theodolite serve` once"
    return True, "tables are those of this version"


def _integrity() -> Seen:
    connection = connections["default"]
    if connection.vendor != "sqlite":
        return True, "left to PostgreSQL"
    with connection.cursor() as cursor:
        said = cursor.execute("PRAGMA quick_check").fetchone()[0]
    return said == "ok", "sound" if said == "ok" else f"damaged ({said}): restore a backup"


def _history() -> Seen:
    found = verify()
    if found.broken_at is not None:
        return False, f"line {found.broken_at} was changed, or one before it removed"
    return True, f"{found.entries} lines in one chain, {found.erased} of them emptied"


def _permissions(folder: Path) -> Seen:
    """The folder and what lies directly in it: nobody else may read any of it.

    Nobody else comes into a folder that is closed, whatever an editor made of a file in it.
    """
    everything = [folder, *folder.iterdir()] if folder.stat().st_mode & 0o007 else []
    open_ones = [one.name for one in everything if one.stat().st_mode & 0o007]
    if open_ones:
        return False, f"others may read {', '.join(sorted(open_ones)[:5])}: chmod o-rwx them"
    return True, "nobody but its owner and group may read it"


def _disk(folder: Path) -> Seen:
    free = shutil.disk_usage(folder).free
    return free >= _FREE, f"{free / (1 << 30):.1f} GiB free"


def _backups(folder: Path, now: datetime) -> Seen:
    made = backups_in(folder / BACKUPS)
    if made:
        age = now - made[-1].made_at
        return age <= _BACKUP_AGE, f"the last of {len(made)} is {age.days} days old"
    first = Entry.objects.order_by("number").values_list("at", flat=True).first()
    is_new = first is None or now - first <= _BACKUP_AGE
    return is_new, "none yet; one is made every night while `theodolite serve` runs"


def _administrator() -> Seen:
    if has_administrator():
        return True, "there is one"
    return True, "none yet; `theodolite serve` prints a link for the first one"
