"""Copy a running installation into one folder, check the copy, and make an installation of it.

A copy is whole: the database as it was at one moment, and every file beside it. The database is
copied first, so that every file it names is there when files are copied; files are only ever
added or replaced whole, never changed in place.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import pysqlite3
from django.db import connections
from filelock import FileLock, Timeout

from theodolite.store.errors import StoreError
from theodolite.store.installation import DATABASE_FILE, OUTBOX

MANIFEST = "manifest.json"
BACKUPS = "backups"
DUMP = "database.dump"

_NOT_COPIED = {BACKUPS, "cache", OUTBOX, "static"}
_LOCK = ".copying.lock"
_LONGEST_WAIT = 1_800.0
_OF_THE_DATABASE = {DATABASE_FILE, f"{DATABASE_FILE}-wal", f"{DATABASE_FILE}-shm"}


@dataclass(frozen=True, slots=True)
class Backup:
    """A finished copy: where it is, when it was made, and the SHA-256 of each of its files."""

    folder: Path
    made_at: datetime
    files: dict[str, str]


class DamagedBackup(StoreError):
    """A backup is not what it was when it was made."""


class WouldOverwrite(StoreError):
    """Restoring into that folder would lose what is there."""


def back_up(folder: Path, *, now: datetime, into: Path | None = None) -> Backup:
    """Copy the installation in `folder` while it runs; the copy appears when it is whole."""
    with no_other_copying(folder):
        return _backed_up(folder, now, into or folder / BACKUPS)


def _backed_up(folder: Path, now: datetime, into: Path) -> Backup:
    name = now.strftime("%Y-%m-%dT%H%M%S.%fZ")
    part = into / f".{name}.part"
    try:
        into.mkdir(parents=True, exist_ok=True, mode=0o700)
        part.mkdir(mode=0o700)
        _copy_database(part)
        _copy_files(folder, part, leave=into)
        files = _seal(part, now)
        part.rename(into / name)
    except OSError as error:
        shutil.rmtree(part, ignore_errors=True)
        raise StoreError(
            f"No backup was made in {into}: {error.strerror or error}."
            " Nothing else was changed. Look for room and for the right to write there."
        ) from error
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return Backup(into / name, now, files)


@contextmanager
def no_other_copying(folder: Path) -> Iterator[None]:
    """While it lasts nobody else copies the installation, or erases in its copies.

    Else a copy that is being made would keep a person who is being erased.
    """
    lock = FileLock(folder / _LOCK, mode=0o600, timeout=_LONGEST_WAIT, is_singleton=True)
    try:
        lock.acquire()
    except (Timeout, OSError) as problem:
        raise StoreError(
            f"Copies of {folder} can neither be made nor changed now: another process has been at"
            f" them for too long, or {folder / _LOCK} cannot be written ({problem}). Nothing was"
            " changed. Wait until that process has ended, then try again."
        ) from problem
    try:
        yield
    finally:
        lock.release()


def backups_in(into: Path) -> list[Backup]:
    """Every finished backup in a folder, oldest first."""
    found = (_read(one) for one in into.glob("*/") if (one / MANIFEST).is_file())
    return sorted(found, key=lambda one: one.made_at)


def check(backup: Path) -> Backup:
    """Read a backup through: every file there and unchanged, and its database sound."""
    whole = _read(backup)
    present = {str(file.relative_to(backup)) for file in _files(backup)} - {MANIFEST}
    wrong = sorted(present ^ whole.files.keys())
    wrong += [
        name for name in sorted(present & whole.files.keys())
        if _digest(backup / name) != whole.files[name]
    ]  # fmt: skip
    if wrong:
        raise DamagedBackup(
            f"The backup {backup} is damaged: {', '.join(wrong[:5])} is missing, added or changed."
            " Use another backup."
        )
    if (backup / DATABASE_FILE).exists():
        _check_sqlite(backup / DATABASE_FILE)
    return whole


def restore(backup: Path, folder: Path) -> Backup:
    """Make an installation of a backup, in a folder where there is none; all of it or nothing."""
    whole = check(backup)
    if folder.exists() and any(folder.iterdir()):
        raise WouldOverwrite(
            f"{folder} is not empty, and restoring would mix two installations."
            " Name a new folder, or move the old one away first."
        )
    part = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    try:
        _fill(part, backup)
        if folder.exists():
            folder.rmdir()
        part.rename(folder)
    except OSError as error:
        shutil.rmtree(part, ignore_errors=True)
        raise StoreError(
            f"Nothing was restored to {folder}: {error.strerror or error}."
            " Look for room and for the right to write there, or name another folder."
        ) from error
    return whole


def _fill(part: Path, backup: Path) -> None:
    shutil.copytree(backup, part, ignore=shutil.ignore_patterns(MANIFEST))
    if (part / DUMP).exists():
        _restore_dump(part / DUMP)
        (part / DUMP).unlink()
    _make_last(part)


def write_manifest(backup: Path) -> None:
    """Seal a backup again after something was erased in it."""
    _seal(backup, _read(backup).made_at)


def _seal(folder: Path, made_at: datetime) -> dict[str, str]:
    """Write the digest of every file beside them, and have all of it on the disk."""
    names = [file for file in _files(folder) if file.name != MANIFEST]
    files = {str(file.relative_to(folder)): _digest(file) for file in names}
    told = {"made_at": made_at.isoformat(), "files": files}
    (folder / MANIFEST).write_text(json.dumps(told, indent=1), "utf-8")
    _make_last(folder)
    return files


def _copy_database(part: Path) -> None:
    connection = connections["default"]
    if connection.vendor == "sqlite":
        source = Path(str(connection.settings_dict["NAME"]))
        target = part / DATABASE_FILE
        with (
            closing(pysqlite3.connect(source)) as running,
            closing(pysqlite3.connect(target)) as copy,
        ):
            running.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
        target.chmod(0o600)
        return
    _with_postgres("pg_dump", "--format=custom", f"--file={part / DUMP}")
    (part / DUMP).chmod(0o600)


def _copy_files(folder: Path, part: Path, *, leave: Path) -> None:
    for one in sorted(folder.iterdir()) if folder.is_dir() else []:
        if one.name in _NOT_COPIED | _OF_THE_DATABASE or one == leave or one.name.startswith("."):
            continue
        if one.is_dir():
            shutil.copytree(one, part / one.name, ignore=shutil.ignore_patterns(".*", "*.part"))
        else:
            shutil.copy2(one, part / one.name)


def _restore_dump(dump: Path) -> None:
    """Into the database that DATABASE_URL names, which must hold no tables of ours yet."""
    if connections["default"].vendor != "postgresql":
        raise StoreError(
            "This backup is of a PostgreSQL database, and DATABASE_URL names none."
            " Name an empty one to restore it into: DATABASE_URL=postgres://user@host/name."
        )
    if connections["default"].introspection.table_names():
        raise WouldOverwrite(
            "The database that DATABASE_URL names already holds tables."
            " Name an empty one to restore into."
        )
    _with_postgres("pg_restore", "--no-owner", "--exit-on-error", "--single-transaction", str(dump))


def _with_postgres(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's own programs on our database; the password is not on its line."""
    named = connections["default"].settings_dict
    place = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    told = {variable: str(named[key]) for variable, key in place.items() if named[key]}
    found = shutil.which(program)
    if found is None:
        raise StoreError(
            f"{program} is not on this machine, and a PostgreSQL database is copied with it."
            " Install PostgreSQL's client programs (Debian: postgresql-client)."
        )
    to = [f"--dbname={named['NAME']}"]
    done = subprocess.run(  # noqa: S603  a program found by name, arguments of our own
        [found, *to, *arguments], env={**os.environ, **told}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    if done.returncode:
        raise StoreError(f"{program} could not finish: {done.stderr.strip()[:500]}")


def _check_sqlite(file: Path) -> None:
    with closing(pysqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True)) as database:
        (said,) = database.execute("PRAGMA integrity_check").fetchone()
    if said != "ok":
        raise DamagedBackup(f"The database in {file.parent} is damaged ({said}). Use another one.")


def _read(backup: Path) -> Backup:
    try:
        told = json.loads((backup / MANIFEST).read_text("utf-8"))
        return Backup(backup, datetime.fromisoformat(told["made_at"]), dict(told["files"]))
    except (OSError, ValueError, KeyError, TypeError):
        raise DamagedBackup(
            f"{backup} is not a backup: it has no readable {MANIFEST}."
            " Name a folder that `theodolite backup` wrote, and remove by hand what is none."
        ) from None


def _files(folder: Path) -> Iterator[Path]:
    return (file for file in sorted(folder.rglob("*")) if file.is_file())


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        digest = sha256()
        while block := opened.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _make_last(folder: Path) -> None:
    """Have everything on the disk before the folder is given its name."""
    for file in [*_files(folder), folder]:
        handle = os.open(file, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
