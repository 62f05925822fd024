"""A process of workers beside the server, for one that works takes turns with one that answers.

Python runs one thread of a process at a time. With the inbox being put in order in the server's own
process, 95 of 100 pages took up to 250 ms; beside it, 60 ms.
"""

import logging
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

_LOG = logging.getLogger(__name__)

UNTIL_CLOSED = "--until-closed"
"""The option by which a worker ends with whoever began it, however that ended."""

ENDS_WITHIN = 15.0
LONGEST_WAIT = 60.0


@contextmanager
def working_beside(folder: Path, *, threads: int) -> Iterator[None]:
    """Keep workers going while the block lasts; one that dies is followed by another."""
    if not threads:
        yield
        return
    ending = Event()
    command = [sys.executable, "-m", "theodolite.cli", "worker", "--workspace", str(folder)]
    command += ["--threads", str(threads), UNTIL_CLOSED]
    keeper = Thread(target=_keep_going, args=(command, ending), name="worker-keeper", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        ending.set()
        keeper.join(ENDS_WITHIN + 5)


def _keep_going(command: list[str], ending: Event) -> None:
    wait = 1.0
    while not ending.is_set():
        why = _one_worker(command, ending)
        if not ending.is_set():
            _LOG.warning("The worker ended (%s); another begins in %.0f s.", why, wait)
            ending.wait(wait)
            wait = min(2 * wait, LONGEST_WAIT)


def _one_worker(command: list[str], ending: Event) -> int | str:
    """One worker from beginning to end; its exit code, or why it could not be begun."""
    try:
        # In a session of its own: Ctrl+C is for the server, which then lets the worker end.
        worker = subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)  # noqa: S603  our own program and arguments
    except OSError as error:
        return error.strerror or str(error)
    _wait_for_either(worker, ending)
    _end(worker)
    return int(worker.returncode)


def _wait_for_either(worker: "subprocess.Popen[bytes]", ending: Event) -> None:
    while worker.poll() is None and not ending.wait(0.2):
        pass


def _end(worker: "subprocess.Popen[bytes]") -> None:
    """Close its input, by which it ends; kill it if it does not."""
    assert worker.stdin
    worker.stdin.close()
    try:
        worker.wait(ENDS_WITHIN)
    except subprocess.TimeoutExpired:
        # What it was at is begun anew by the next.
        worker.kill()
        worker.wait()
