"""A process killed at any moment loses nothing it was told is kept, and leaves no half of it."""

import random
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from tests.store.keeper import BATCH, NOON, batch_of, keeping
from theodolite.store.workspace import open_workspace

ROUNDS = 36


def kept_of(folder: Path, name: str) -> tuple[int, int]:
    """How many whole batches of a name are kept, and entries; half a batch fails."""
    workspace = open_workspace(folder)
    items = [one for one in workspace.items() if one.identity.startswith(f"{name}/")]
    assert len(items) % BATCH == 0
    batches = len(items) // BATCH
    assert items == [one for number in range(batches) for one in batch_of(name, number)]
    entries = [one for one in workspace.entries("batch") if one.subject == name]
    assert len(entries) % 2 == 0
    return batches, len(entries) // 2


def test_killed_at_random_moments_nothing_told_is_lost_and_nothing_is_half_there(
    tmp_path: Path,
) -> None:
    chance = random.Random(7)  # noqa: S311
    for number in range(ROUNDS):
        name = f"round {number}"
        with keeping(tmp_path / "kept", name) as keeper:
            keeper.wait_for(number % 3)
            time.sleep(chance.uniform(0, 0.06))
        batches, entries = kept_of(tmp_path / "kept", name)
        assert keeper.count() <= entries <= batches <= keeper.count() + 1
    assert len(open_workspace(tmp_path / "kept").items()) > ROUNDS * BATCH


def test_two_processes_at_once_lose_nothing_and_wait_for_each_other(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    with keeping(folder, "one") as one, keeping(folder, "other") as other:
        one.wait_for(4)
        other.wait_for(4)
    for name, keeper in (("one", one), ("other", other)):
        batches, entries = kept_of(folder, name)
        assert keeper.count() <= entries <= batches <= keeper.count() + 1


def test_threads_of_one_process_may_keep_at_once(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path, segment=20)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(workspace.keep, [batch_of("thread", number) for number in range(12)]))
    assert len(workspace.items()) == 12 * BATCH
    assert {one.identity for one in workspace.items()} == {
        one.identity for number in range(12) for one in batch_of("thread", number)
    }


def test_what_a_killed_process_left_of_a_segment_is_cleaned_up_by_the_next(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path, segment=BATCH)
    for stray in ("00000001.parquet", "00000009.parquet", "00000002.part"):
        (workspace.segments / stray).write_bytes(b"half")
    (workspace.segments / "notes.txt").write_text("not ours")
    workspace.keep(batch_of("a", 0))
    names = sorted(one.name for one in workspace.segments.iterdir())
    assert names == ["00000001.parquet", "notes.txt"]
    assert list(workspace.items()) == batch_of("a", 0)


def test_a_full_disk_keeps_nothing_and_harms_nothing(tmp_path: Path) -> None:
    """The limit on the size of files stands in for the end of the disk."""
    workspace = open_workspace(tmp_path, segment=20)
    workspace.keep(batch_of("before", 0))
    program = (
        "import resource, signal, sys; from pathlib import Path\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "from theodolite.store.workspace import open_workspace\n"
        "from theodolite.settings.errors import CorrectableError\n"
        "from tests.store.keeper import batch_of\n"
        "workspace = open_workspace(Path(sys.argv[1]), segment=int(sys.argv[2]))\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (70_000, 70_000))\n"
        "kept = 0\n"
        "try:\n"
        "    for number in range(2_000):\n"
        "        workspace.keep(batch_of('full', number)); kept += 1\n"
        "except CorrectableError as error:\n"
        "    assert 'Nothing was kept' in str(error), error\n"
        "    print(kept)\n"
    )
    ended = subprocess.run(  # noqa: S603
        [sys.executable, "-c", program, tmp_path, "1000000"],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert kept_of(tmp_path, "before")[0] == 1
    assert kept_of(tmp_path, "full")[0] == int(ended.stdout)


def test_an_item_of_another_time_zone_is_known_at_the_same_moment(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path)
    (item, *_) = batch_of("zone", 0)
    there = replace(item, observed_at=datetime.fromisoformat("2026-03-09T13:00:00+01:00"))
    workspace.keep([there])
    assert list(workspace.items(observed_by=NOON)) == [there]
