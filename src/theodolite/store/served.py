"""One server to a folder: two would share its embedded database without knowing it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from theodolite.store.errors import StoreError

LOCK_FILE = "serving.lock"
ADDRESS_FILE = "serving.txt"

PATIENCE = 3.0
"""Seconds that whoever comes second waits: a server that was asked to stop takes one or two."""


class AlreadyServed(StoreError):
    """Another server works on the folder."""


@contextmanager
def served(folder: Path) -> Iterator[Callable[[str], object]]:
    """Have a folder to oneself as its server; gives a way to tell whoever comes second where."""
    lock, told = FileLock(folder / LOCK_FILE, mode=0o600), folder / ADDRESS_FILE
    try:
        lock.acquire(timeout=PATIENCE)
    except Timeout:
        raise AlreadyServed(_already(folder, told)) from None
    except OSError as error:
        raise StoreError(
            f"The folder {folder} cannot be served: {error.strerror}. Name a folder that can be"
            " written to with --workspace."
        ) from None
    try:
        yield lambda address: told.write_text(address, encoding="utf-8")
    finally:
        told.unlink(missing_ok=True)
        lock.release()


def _already(folder: Path, told: Path) -> str:
    try:
        where = told.read_text("utf-8") or "an address it has not told yet"
    except OSError:
        where = "an address it has not told yet"
    return (
        f"{folder} is being served already, at {where}. Open it there; or stop that server first,"
        " or name another folder with --workspace."
    )
