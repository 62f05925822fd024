"""Delete what may be kept no longer: in the files, the database and its log, and every copy."""

import os
import shutil
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pysqlite3
from django.apps import apps
from django.db import connections, transaction

from theodolite.store.backup import BACKUPS, back_up, backups_in, check, write_manifest
from theodolite.store.errors import StoreError
from theodolite.store.history import write_down
from theodolite.store.installation import DATABASE_FILE, FOLDER_VARIABLE
from theodolite.store.models import Account, DataSet, Job
from theodolite.store.people import refuse_if_last
from theodolite.store.queue import ask_once_more
from theodolite.store.subjects import Receipt, erase_subject, find_subject
from theodolite.store.survey_files import remove_data_set
from theodolite.store.surveys.reports import forget_reports


@dataclass(frozen=True, slots=True)
class CopiesErased:
    """In how many backups something was erased, and how many had to be given up for a new one."""

    changed: int
    replaced: int


@dataclass(frozen=True, slots=True)
class Gone:
    """What erasing a person did here, and in how many copies."""

    receipt: Receipt
    copies: CopiesErased


def erase_everywhere(folder: Path, name: str, *, by: str, why: str, now: datetime) -> Gone:
    """Erase a person in the installation in `folder`, in its free pages, and in every backup.

    Copies come first: once nobody is known here by that name, nobody would look there again.
    """
    subject = find_subject(name)
    known_as = subject.key or subject.email
    if subject.key:
        refuse_if_last(Account.objects.get(key=subject.key))
    with transaction.atomic():
        write_down("erasure asked", subject.key, by, {"why": why}, at=now)
    copies = erase_in_copies(folder, work=("subject", known_as, by, now.isoformat()), now=now)
    receipt = erase_subject(known_as, by=by, at=now)
    if receipt.forgotten:
        # Trends and figures may quote what was said.
        ask_once_more("place", by)
    scrub()
    return Gone(receipt, copies)


def overdue_data_sets(today: date) -> list[DataSet]:
    """Data sets that were to be deleted by today and are still there."""
    return list(DataSet.objects.filter(deleted_at=None, retain_until__lt=today).order_by("pk"))


def erase_data_set(key: str, *, by: str, at: datetime) -> None:
    """Delete a data set's answers, and what reports hold about single people; its line stays."""
    with transaction.atomic():
        kept = DataSet.objects.select_related("survey").filter(key=key, deleted_at=None).first()
        if kept is None:
            return
        forget_reports(kept, by=by, at=at)
        remove_data_set(kept.survey.key, key)
        DataSet.objects.filter(pk=kept.pk).update(deleted_at=at)
        told = {"survey": kept.survey.key, "retain_until": str(kept.retain_until)}
        write_down("data set erased", key, by, {**told, "sha256": kept.sha256}, at=at)


def forget_jobs(before: datetime) -> int:
    """Remove jobs that ended before a moment, and say how many there were."""
    removed, _ = Job.objects.filter(ended_at__lt=before).delete()
    return removed


def clear_sessions(now: datetime) -> int:
    """Remove sign-ins that have run out, and say how many there were."""
    if not apps.is_installed("django.contrib.sessions"):
        return 0
    removed, _ = apps.get_model("sessions", "Session").objects.filter(expire_date__lt=now).delete()
    return int(removed)


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
