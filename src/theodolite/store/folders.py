"""Which connection a workspace folder has, and that its database has today's tables."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from theodolite.store.configuring import configure
from theodolite.store.database import MIGRATING, explained
from theodolite.store.errors import DamagedWorkspace, StoreError
from theodolite.store.installation import database_of

EARLIER = "kept.sqlite"
"""The file that workspaces of version 0.1 kept everything in but what segments hold."""

SEGMENTS = "items"
"""The folder of Parquet files that hold what items say, beside an embedded database."""

_MIGRATIONS = Path(__file__).parent / "migrations"
_empty: list[bytes] = []


def connection_of(folder: Path) -> str:
    """The alias of the folder's database, which has all tables when this returns.

    The first folder of a program is its own ("default"); so is every folder where DATABASE_URL
    names a server. Others get an alias each, and only one of them holds a connection.
    """
    configure(folder)
    alias = _alias(folder)
    connection = connections[alias]
    if connection.vendor == "sqlite":
        file = Path(str(connection.settings_dict["NAME"]))
        if not file.exists():
            _refuse_to_forget(file, folder)
            _make(file)
    with explained(alias):
        _bring_up_to_date(connection, folder)
    return alias


def known_migrations() -> frozenset[str]:
    """The names of all migrations of the store that this program knows."""
    return frozenset(file.stem for file in _MIGRATIONS.glob("0*.py"))


def _alias(folder: Path) -> str:
    default, own = connections["default"], getattr(settings, "FOLDER", None)
    if default.vendor != "sqlite" or (own and Path(own).resolve() == folder.resolve()):
        return "default"
    alias = f"folder {folder.resolve()}"
    if alias not in connections.settings:
        _let_go_of_others()
        _name(alias, folder)
    return alias


def _name(alias: str, folder: Path) -> None:
    described = connections.configure_settings({"default": database_of(folder, "")})
    connections.settings[alias] = described["default"]


def _let_go_of_others() -> None:
    """A program may open thousands of folders, one after the other; files may not stay open."""
    for alias in list(connections.settings):
        if alias != "default" and not connections[alias].in_atomic_block:
            connections[alias].close()


def _refuse_to_forget(file: Path, folder: Path) -> None:
    if any((folder / SEGMENTS).glob("*.parquet")) and not (folder / EARLIER).exists():
        raise DamagedWorkspace(
            f"{file} is missing, and without it nobody knows what the items in"
            f" {folder / SEGMENTS} are. Put it back from the last copy of the folder, or name"
            " another folder with --workspace to begin anew. Nothing was changed."
        )


def _make(file: Path) -> None:
    """Put an empty database there, complete, unless another process was quicker.

    It is worked out once a program from the migrations; a second folder gets a copy.
    """
    with _one_at_a_time(file.parent):
        if file.exists():
            return
        part = file.with_name(f"{file.name}.part")
        for left in file.parent.glob(f"{part.name}*"):
            left.unlink()
        if not _empty:
            _name("new", part.parent)
            connections.settings["new"]["NAME"] = str(part)
            with closing(connections["new"]) as connection:
                _migrate(connection)
            del connections["new"], connections.settings["new"]
            _empty.append(part.read_bytes())
        part.write_bytes(_empty[0])
        part.chmod(0o600)
        with part.open("rb") as written:
            os.fsync(written.fileno())
        part.replace(file)


def _bring_up_to_date(connection: BaseDatabaseWrapper, folder: Path) -> None:
    applied, known = _applied(connection), known_migrations()
    if applied == known:
        return
    if not applied <= known:
        raise StoreError(
            f"The database of {folder} has tables of {max(applied - known)}, which this program"
            " does not know. It was written by a newer version. Install that version, or use"
            " another folder."
        )
    if connection.vendor == "sqlite":
        with _one_at_a_time(folder):
            _migrate(connection)
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATING])
        try:
            _migrate(connection)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATING])


def _applied(connection: BaseDatabaseWrapper) -> frozenset[str]:
    with connection.cursor() as cursor:
        if "django_migrations" not in connection.introspection.table_names(cursor):
            return frozenset()
        cursor.execute("SELECT name FROM django_migrations WHERE app = 'store'")
        return frozenset(name for (name,) in cursor.fetchall())


def _migrate(connection: BaseDatabaseWrapper) -> None:
    from django.db.migrations.executor import MigrationExecutor  # a tenth of a second, seldom

    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes("store"))


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    """Only one process makes or changes tables."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
