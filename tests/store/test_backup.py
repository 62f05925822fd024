"""Copies of a running installation."""

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pysqlite3
import pytest
from django.db import connection, transaction

from theodolite.store.backup import (
    DamagedBackup,
    WouldOverwrite,
    back_up,
    backups_in,
    check,
    restore,
)
from theodolite.store.errors import StoreError
from theodolite.store.history import write_down
from theodolite.store.installation import DATABASE_FILE, secret_of

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.fixture
def installation(transactional_db: None, tmp_path: Path) -> Path:
    """A folder with a secret, answers of a survey, and a cache that need not be kept."""
    folder = tmp_path / "society"
    secret_of(folder)
    (folder / "surveys" / "one").mkdir(parents=True)
    (folder / "surveys" / "one" / "answers.parquet").write_bytes(b"answers")
    (folder / "cache").mkdir()
    (folder / "cache" / "page").write_bytes(b"seen before")
    return folder


def wrote(number: int) -> None:
    with transaction.atomic():
        write_down("test", f"subject {number}", "someone", at=NOW)


def entries_in(database: Path) -> list[int]:
    copy = pysqlite3.connect(database)
    try:
        return [n for (n,) in copy.execute("SELECT number FROM store_entry ORDER BY number")]
    finally:
        copy.close()


def test_a_backup_restores_to_the_same_files(installation: Path, tmp_path: Path) -> None:
    made = back_up(installation, now=NOW)
    assert check(made.folder) == made
    assert backups_in(installation / "backups") == [made]
    assert "cache/page" not in made.files

    again = tmp_path / "again"
    restore(made.folder, again)
    assert (again / "surveys/one/answers.parquet").read_bytes() == b"answers"
    assert secret_of(again) == secret_of(installation)
    assert (again / "secret.key").stat().st_mode & 0o777 == 0o600


def test_thirty_backups_taken_while_others_write_are_consistent(installation: Path) -> None:
    is_over = threading.Event()
    written: list[int] = []

    def write() -> None:
        while not is_over.is_set() and len(written) < 20_000:
            wrote(len(written))
            written.append(len(written))
        connection.close()

    writers = [threading.Thread(target=write) for _ in range(2)]
    for writer in writers:
        writer.start()
    try:
        lengths = []
        for number in range(30):
            before = len(written)
            made = check(back_up(installation, now=NOW + timedelta(minutes=number)).folder)
            kept = entries_in(made.folder / DATABASE_FILE)
            assert kept == list(range(kept[0], kept[0] + len(kept))) if kept else before == 0
            assert len(kept) >= before, "a write that was acknowledged is missing"
            lengths.append(len(kept))
    finally:
        is_over.set()
        for writer in writers:
            writer.join()
    assert lengths == sorted(lengths)
    assert lengths[-1] > lengths[0]


def test_a_damaged_backup_is_refused(installation: Path, tmp_path: Path) -> None:
    made = back_up(installation, now=NOW)
    (made.folder / "surveys/one/answers.parquet").write_bytes(b"changed")
    with pytest.raises(DamagedBackup, match=r"answers\.parquet is missing, added or changed"):
        restore(made.folder, tmp_path / "again")
    assert not (tmp_path / "again").exists()


def test_a_folder_without_a_manifest_is_no_backup(tmp_path: Path) -> None:
    with pytest.raises(DamagedBackup, match="is not a backup"):
        check(tmp_path)


def test_a_folder_that_cannot_be_restored_into_is_named(installation: Path, tmp_path: Path) -> None:
    made = back_up(installation, now=NOW)
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="Nothing was restored"):
        restore(made.folder, tmp_path / "file" / "again")


def test_restoring_never_mixes_with_what_is_there(installation: Path, tmp_path: Path) -> None:
    made = back_up(installation, now=NOW)
    with pytest.raises(WouldOverwrite, match="is not empty"):
        restore(made.folder, installation)


def test_a_backup_that_cannot_be_written_leaves_nothing(installation: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Exception, match="No backup was made"):
        back_up(installation, now=NOW, into=tmp_path / "file")
