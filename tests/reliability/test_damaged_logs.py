"""A write-ahead log that was cut short or hit anywhere opens as what was committed before that."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pysqlite3
import pytest
from django.db import connections

from tests.reliability.keeper import BATCH, NOON, batch_of, whole_batches
from theodolite.horizon.archive import Entry
from theodolite.store.history import verify
from theodolite.store.installation import SECRET_FILE
from theodolite.store.workspace import open_workspace

LOGS = 200
COMMITS = 40

Harm = Callable[[bytearray, int, random.Random], None]


def cut_short(log: bytearray, place: int, _chance: random.Random) -> None:
    del log[place:]


def flip_a_bit(log: bytearray, place: int, chance: random.Random) -> None:
    log[place] ^= 1 << chance.randrange(8)


def wipe_a_stretch(log: bytearray, place: int, chance: random.Random) -> None:
    end = min(place + chance.randrange(1, 9_000), len(log))
    log[place:end] = bytes(end - place)


def write_noise(log: bytearray, place: int, chance: random.Random) -> None:
    end = min(place + chance.randrange(1, 9_000), len(log))
    log[place:end] = chance.randbytes(end - place)


def end_in_noise(log: bytearray, place: int, chance: random.Random) -> None:
    log[place:] = chance.randbytes(chance.randrange(5_000))


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[int]]:
    """A database as it lies there when the machine stops, and where in the log each commit ends."""
    folder = tmp_path_factory.mktemp("log") / "kept"
    workspace = open_workspace(folder)
    with connections[workspace.alias].cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute("PRAGMA wal_autocheckpoint = 0")
    log, ends = Path(f"{workspace.database}-wal"), []
    for number in range(COMMITS):
        workspace.keep(batch_of("a", number))
        workspace.append([Entry("batch", "a", "test", NOON, {"number": number})] * 2)
        ends.append(log.stat().st_size)
    stopped = folder.with_name("stopped")
    stopped.mkdir()
    for file in (workspace.database, log, folder / SECRET_FILE):
        shutil.copy(file, stopped)
    return stopped, ends


@pytest.mark.parametrize("harm", [cut_short, flip_a_bit, wipe_a_stretch, write_noise, end_in_noise])
def test_everything_committed_before_the_damage_is_there_and_nothing_by_halves(
    written: tuple[Path, list[int]], tmp_path: Path, harm: Harm
) -> None:
    stopped, ends = written
    chance = random.Random(harm.__name__)  # noqa: S311  chance for a trial, not for a secret
    for number in range(LOGS // 5):
        folder = tmp_path / str(number)
        shutil.copytree(stopped, folder)
        (file,) = folder.glob("*-wal")
        log = bytearray(file.read_bytes())
        place = chance.randrange(len(log))
        harm(log, place, chance)
        file.write_bytes(log)
        batches, entries = whole_batches(folder, "a")
        safe = sum(end <= place for end in ends)
        assert safe <= entries <= batches <= min(entries + 1, COMMITS)
        go_on(folder)
        shutil.rmtree(folder)


def go_on(folder: Path) -> None:
    """What was recovered is sound, and is added to as if nothing had happened."""
    workspace = open_workspace(folder)
    assert verify(workspace.alias).broken_at is None
    before = len(workspace.items())
    assert len(workspace.keep(batch_of("later", 0)).new) == BATCH
    workspace.append([Entry("later", "x", "test", NOON)])
    connections[workspace.alias].close()
    database = pysqlite3.connect(workspace.database)
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    database.close()
    again = open_workspace(folder)
    assert len(again.items()) == before + BATCH
    assert verify(again.alias).broken_at is None
