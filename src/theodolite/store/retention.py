"""Erase from copies what was erased from the installation, and leave nothing in freed pages."""

import os
import shutil
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pysqlite3
from django.db import connections

from theodolite.store.backup import BACKUPS, back_up, backups_in, check, write_manifest
from theodolite.store.errors import StoreError
from theodolite.store.installation import DATABASE_FILE, FOLDER_VARIABLE


@dataclass(frozen=True, slots=True)
class CopiesErased:
    """In how many backups something was erased, and how many had to be given up for a new one."""

    changed: int
    replaced: int


def scrub() -> None:
    """Leave nothing of what was deleted in the file's free pages or its write-ahead log."""
    connection = connections["default"]
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def erase_in_copies(folder: Path, *, work: tuple[str, ...], now: datetime) -> CopiesErased:
    """Do a piece of erasing in every backup of the installation in `folder`, too.

    `work` is what `python -m theodolite.store.erasing` is told. A copy of SQLite's file is opened
    as the installation it is, changed and sealed again. A dump of PostgreSQL cannot be changed:
    a new one is made, and the older ones, which still hold it, are removed.
    """
    copies = backups_in(folder / BACKUPS)
    dumped = [one for one in copies if not (one.folder / DATABASE_FILE).exists()]
    for one in copies:
        if one not in dumped:
            _erase_in_copy(one.folder, work)
    if dumped:
        check(back_up(folder, now=now).folder)
        for one in dumped:
            shutil.rmtree(one.folder)
    return CopiesErased(changed=len(copies) - len(dumped), replaced=len(dumped))


def _erase_in_copy(copy: Path, work: tuple[str, ...]) -> None:
    environment = {**os.environ, FOLDER_VARIABLE: str(copy)}
    environment.pop("DATABASE_URL", None)
    done = subprocess.run(  # noqa: S603  our own module, in our own Python
        [sys.executable, "-m", "theodolite.store.erasing", str(copy), *work],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise StoreError(
            f"Nothing could be erased in the backup {copy}: {done.stderr.strip()[-500:]}"
            " It still holds what was to be erased. Remove it by hand if it is damaged."
        )
    with closing(pysqlite3.connect(copy / DATABASE_FILE)) as database:
        database.execute("VACUUM")
        database.execute("PRAGMA journal_mode = DELETE")
    write_manifest(copy)
