"""Delete what may be kept no longer: in the files, the database and its log, and every copy."""

import os
import shutil
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pysqlite3
from django.apps import apps
from django.db import connections, transaction

from theodolite.store.backup import (
    BACKUPS,
    Backup,
    back_up,
    backups_in,
    check,
    no_other_copying,
    write_manifest,
)
from theodolite.store.errors import StoreError
from theodolite.store.history import write_down
from theodolite.store.installation import DATABASE_FILE, FOLDER_VARIABLE, OUTBOX
from theodolite.store.models import Account, DataSet, Entry, Job, Survey
from theodolite.store.people import refuse_if_last
from theodolite.store.queue import ask_once_more
from theodolite.store.subjects import Receipt, erase_subject, find_subject
from theodolite.store.survey_files import remove_data_set
from theodolite.store.surveys.reports import forget_reports

_LATELY = timedelta(days=2)


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

    Copies come first: once nobody is known here by that name, nobody would look there again. Dumps
    come last, for the new one must be of what is left.
    """
    subject = find_subject(name)
    known_as = subject.key or subject.email
    if subject.key:
        refuse_if_last(Account.objects.get(key=subject.key))
    with transaction.atomic():
        write_down("erasure asked", subject.key, by, {"why": why}, at=now)
    with no_other_copying(folder):
        changed = erase_in_copies(folder, work=("subject", known_as, by, now.isoformat()))
        receipt = erase_subject(known_as, by=by, at=now)
        if receipt.forgotten:
            # Trends and figures may quote what was said, and a placing under way may list it again.
            ask_once_more("place", by)
        _forget_outbox(folder, subject.email)
        scrub()
        replaced = replace_dumps(folder, now=now)
    return Gone(receipt, CopiesErased(changed, replaced))


def _forget_outbox(folder: Path, email: str) -> None:
    """Remove letters to an address that were written into files, for want of a mail server."""
    for file in (folder / OUTBOX).glob("*"):
        if file.is_file() and email.casefold().encode() in file.read_bytes().lower():
            file.unlink()


def overdue_data_sets(today: date) -> list[DataSet]:
    """Data sets that were to be deleted by today and are still there."""
    return list(DataSet.objects.filter(deleted_at=None, retain_until__lt=today).order_by("pk"))


def erase_data_set(key: str, *, by: str, at: datetime) -> None:
    """Delete a data set's answers, and what reports hold about single people; its line stays."""
    with transaction.atomic():
        kept = DataSet.objects.select_related("survey").filter(key=key, deleted_at=None).first()
        if kept is None:
            return
        Survey.objects.select_for_update().get(pk=kept.survey.pk)
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


def erase_in_copies(folder: Path, *, work: tuple[str, ...]) -> int:
    """Do a piece of erasing in every backup of SQLite's file, too, and say how many there are.

    `work` is what `python -m theodolite.store.erasing` is told. A copy is opened as the
    installation it is, changed and sealed again.
    """
    copies = [one for one in backups_in(folder / BACKUPS) if not _is_dump(one)]
    for one in copies:
        _erase_in_copy(one.folder, work)
    return len(copies)


def replace_dumps(folder: Path, *, now: datetime, before: datetime | None = None) -> int:
    """Make a new backup for dumps of PostgreSQL, in which nothing can be erased; remove those.

    All of them, or those made `before` a moment; gives how many. They are removed only once the
    new one was read through.
    """
    dumps = [one for one in backups_in(folder / BACKUPS) if _is_dump(one)]
    old = [one for one in dumps if before is None or one.made_at < before]
    if old:
        check(back_up(folder, now=now).folder)
    for one in old:
        shutil.rmtree(one.folder)
    return len(old)


def finish_erasures(folder: Path, *, now: datetime) -> int:
    """Do what follows an erasure, for one that was killed before: no free pages, no older dumps.

    Gives how many dumps were replaced; where nothing was erased lately there is nothing to do.
    """
    erased = Entry.objects.filter(kind__in=("erased", "data set erased"))
    last = erased.order_by("-number").values_list("at", flat=True).first()
    if last is None or now - last > _LATELY:
        return 0
    scrub()
    return replace_dumps(folder, now=now, before=last)


def _is_dump(backup: Backup) -> bool:
    return not (backup.folder / DATABASE_FILE).exists()


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
