"""One warm process that reads hostile bytes for us; it may die, hang or swell, and only itself."""

import atexit
import contextlib
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from theodolite.horizon.errors import UnreadableSource

MOST_BYTES = 100_000_000
"""The longest payload that is handed over at all."""

_TALKS_BEFORE_A_NEW_ONE = 5_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one payload may cost: processor time, time on the clock and memory."""

    processor_seconds: int = 15
    seconds: float = 60.0
    megabytes: int = 1_024


def read_contained(
    job: str,
    payload: bytes,
    *,
    name: str,
    options: Mapping[str, str] | None = None,
    limits: Limits | None = None,
) -> Any:
    """What the reader called `job` makes of the payload, as plain JSON values.

    A payload that breaks it, or costs more than the limits allow, raises UnreadableSource; `name`
    says whose payload it is. The process is started once and kept for the next payload; after a
    crash that an earlier payload may have led up to, a new one gets a second try.
    """
    allowed = limits or Limits()
    if len(payload) > MOST_BYTES:
        raise _refused(name, f"it sent {len(payload):,} bytes at once")
    with _LOCK:
        while True:
            fresh = _ready(allowed)
            try:
                answer = _ask(_running[0], job, payload, options or {}, allowed)
            except TimeoutError:
                end_process()
                took = f"{allowed.seconds:g} seconds were not enough to read what it sent"
                raise _refused(name, took) from None
            except (OSError, ValueError):
                end_process()
                if fresh:
                    ended = "reading what it sent took more processor time or memory than is given"
                    raise _refused(name, ended) from None
                continue
            break
    if "refused" in answer:
        raise _refused(name, answer["refused"])
    return answer["read"]


def end_process() -> None:
    """End the process, whatever it is doing; the next payload starts a new one."""
    while _running:
        process = _running.pop()
        process.line.close()
        if process.owner == os.getpid():
            with contextlib.suppress(ProcessLookupError):
                process.program.kill()
            process.program.wait()


class _Process:
    """The running process and our end of the line to it."""

    def __init__(self, limits: Limits) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            command = [sys.executable, "-m", "theodolite.horizon.sources.hostile"]
            self.program = subprocess.Popen(  # noqa: S603 (our own program, no shell)
                [*command, str(limits.megabytes)],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        self.line = ours
        self.owner = os.getpid()
        self.megabytes = limits.megabytes
        self.talks = 0


_LOCK = threading.Lock()
_running: list[_Process] = []


def _ready(limits: Limits) -> bool:
    """Have a process running that fits the limits; True if it is a new one."""
    if _running:
        current = _running[0]
        if current.owner != os.getpid():
            # A copy of us was forked: the process belongs to the one it was copied from.
            current.line.close()
            _running.clear()
        elif current.megabytes != limits.megabytes or current.talks >= _TALKS_BEFORE_A_NEW_ONE:
            end_process()
    if _running:
        return False
    _running.append(_Process(limits))
    return True


def _ask(
    process: _Process, job: str, payload: bytes, options: Mapping[str, str], limits: Limits
) -> dict[str, Any]:
    process.talks += 1
    until = time.monotonic() + limits.seconds
    asked = {"job": job, "length": len(payload), "options": dict(options)}
    head = json.dumps({**asked, "processor_seconds": limits.processor_seconds}).encode()
    process.line.settimeout(limits.seconds)
    process.line.sendall(len(head).to_bytes(4, "big") + head)
    process.line.sendall(payload)
    size = int.from_bytes(_receive(process.line, 8, until), "big")
    answer = json.loads(_receive(process.line, size, until))
    if not isinstance(answer, dict):
        raise ValueError("no answer")
    return answer


def _receive(line: socket.socket, size: int, until: float) -> bytes:
    got = bytearray()
    while len(got) < size:
        remaining = until - time.monotonic()
        if remaining <= 0:
            raise TimeoutError
        line.settimeout(remaining)
        part = line.recv(min(size - len(got), 1_048_576))
        if not part:
            raise ConnectionResetError
        got += part
    return bytes(got)


atexit.register(end_process)


def _refused(name: str, why: str) -> UnreadableSource:
    return UnreadableSource(
        f"{name} cannot be read: {why}."
        " Nothing of this answer was kept. Look at its address in a browser; if it should be"
        " readable, report it with the address."
    )
