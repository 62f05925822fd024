"""A process that keeps items for ever, to be killed by tests at any moment."""

import multiprocessing
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path

from theodolite.horizon.archive import Entry
from theodolite.horizon.item import Item, Seen
from theodolite.store.backup import back_up
from theodolite.store.workspace import open_workspace

BATCH = 7
NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)

# A server that has imported everything but run nothing forks them, which is quick and sound.
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.reliability.keeper", "theodolite.store.workspace"])


def batch_of(name: str, number: int) -> list[Item]:
    """Seven items that no other batch has."""
    seen = Seen(name, f"https://example.org/{number}", NOON)
    return [
        Item(f"{name}/{number}/{place}", "Dose " * place, "paper", NOON, trail=(seen,))
        for place in range(BATCH)
    ]


def keep_for_ever(folder: Path, name: str, told: Path) -> None:
    """Keep batch after batch, and two entries each, telling of each once it is kept."""
    workspace = open_workspace(folder, segment=20)
    with told.open("a") as telling:
        for number in range(100_000):
            workspace.keep(batch_of(name, number))
            workspace.append([Entry("batch", name, "test", NOON, {"number": number})] * 2)
            os.write(telling.fileno(), b"kept\n")
            time.sleep(0.002)  # so that another process gets its turn


def back_up_often(folder: Path, times: int) -> None:
    """Take one backup after the other of the folder, which is this process's own."""
    open_workspace(folder)
    for number in range(times):
        back_up(folder, now=NOON + timedelta(minutes=number))


@dataclass(frozen=True)
class Keeper:
    """A running process, and the file in which it tells what is kept."""

    process: BaseProcess
    told: Path

    def count(self) -> int:
        """How many batches it has told of."""
        return self.told.read_text().count("\n")

    def wait_for(self, batches: int) -> None:
        """Wait until it has told of so many."""
        until = time.monotonic() + 30
        while self.count() < batches:
            assert time.monotonic() < until, "nothing was kept in 30 seconds"
            time.sleep(0.001)


@contextmanager
def keeping(folder: Path, name: str) -> Iterator[Keeper]:
    """A process that keeps for ever and is killed at the end of the block, cleanly by nothing."""
    told = folder.parent / f"{folder.name}-{name}"
    told.touch()
    process = PROCESSES.Process(target=keep_for_ever, args=(folder, name, told))
    process.start()
    try:
        yield Keeper(process, told)
    finally:
        process.kill()
        process.join()


def whole_batches(folder: Path, name: str) -> tuple[int, int]:
    """How many whole batches of a name are kept, and pairs of entries; half of either fails."""
    workspace = open_workspace(folder)
    items = [one for one in workspace.items() if one.identity.startswith(f"{name}/")]
    assert len(items) % BATCH == 0
    batches = len(items) // BATCH
    assert items == [one for number in range(batches) for one in batch_of(name, number)]
    entries = [one for one in workspace.entries("batch") if one.subject == name]
    assert [one.detail["number"] for one in entries] == [n // 2 for n in range(len(entries))]
    assert len(entries) % 2 == 0
    return batches, len(entries) // 2
