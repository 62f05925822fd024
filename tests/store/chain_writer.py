"""A process whose threads add to the history, several at once."""

import multiprocessing
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from theodolite.horizon.archive import Entry
from theodolite.store.workspace import open_workspace

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.store.chain_writer"])


def add_in_threads(folder: Path, address: str, name: str, *, threads: int, times: int) -> None:
    """Add lines one after the other, in so many threads, so many times each."""
    os.environ["DATABASE_URL"] = address
    workspace = open_workspace(folder)

    def add(thread: int) -> None:
        for number in range(times):
            workspace.append([Entry("chain", f"{name} {thread} {number}", "test", NOON)])

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(add, range(threads)))
