"""What `theodolite doctor` says of an installation."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pysqlite3
import pytest
from django.db import connection, transaction

from theodolite.store import sqlite
from theodolite.store.backup import back_up
from theodolite.store.examining import Seen, looks
from theodolite.store.history import write_down
from theodolite.store.installation import secret_of

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.fixture
def folder(transactional_db: None, tmp_path: Path) -> Path:
    made = tmp_path / "society"
    made.mkdir(mode=0o700)
    secret_of(made)
    return made


def seen(folder: Path, *, now: datetime = NOW) -> dict[str, Seen]:
    return {what: look() for what, look in looks(folder, now=now).items()}


def test_a_new_installation_is_well(folder: Path) -> None:
    found = seen(folder)
    assert [what for what, (is_well, _) in found.items() if not is_well] == []
    assert "serve" in found["administrator"][1]


def test_an_sqlite_that_can_damage_its_log_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "VERSION", (3, 40, 1))
    is_well, said = seen(folder)["database"]
    assert not is_well
    assert said.startswith("SQLite 3.40.1 can damage its write-ahead log")


def test_files_that_others_may_read_are_named(folder: Path) -> None:
    (folder / "secret.key").chmod(0o644)
    assert seen(folder)["permissions"][0]
    folder.chmod(0o701)
    said = "others may read secret.key, society: chmod o-rwx them"
    assert seen(folder)["permissions"] == (False, said)


def test_backups_that_stopped_are_noticed(folder: Path) -> None:
    with transaction.atomic():
        write_down("test", "something", "someone", at=NOW)
    assert seen(folder, now=NOW + timedelta(days=1))["backups"][0]
    assert not seen(folder, now=NOW + timedelta(days=3))["backups"][0]
    back_up(folder, now=NOW + timedelta(days=3))
    assert seen(folder, now=NOW + timedelta(days=4))["backups"][0]
    assert not seen(folder, now=NOW + timedelta(days=6))["backups"][0]


def test_a_changed_history_is_found(folder: Path) -> None:
    with transaction.atomic():
        first = write_down("test", "something", "someone", at=NOW)
        write_down("test", "something else", "someone", at=NOW)
    changed = pysqlite3.connect(connection.settings_dict["NAME"])
    guards = changed.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'store_entry'"
    ).fetchall()
    kept = [
        changed.execute("SELECT sql FROM sqlite_master WHERE name = ?", name).fetchone()[0]
        for name in guards
    ]
    for (name,) in guards:
        changed.execute(f"DROP TRIGGER {name}")
    changed.execute("UPDATE store_entry SET subject = 'another' WHERE number = ?", [first.number])
    for statement in kept:
        changed.execute(statement)
    changed.commit()
    changed.close()
    is_well, said = seen(folder)["history"]
    assert not is_well
    assert said.startswith(f"line {first.number} was changed")
