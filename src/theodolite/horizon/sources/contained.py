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
# What the process needs to know of us; keys and passwords in our environment are not among it.
_ENVIRONMENT = ("PATH", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "LANG", "LC_ALL", "TMPDIR")


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
    with _state.lock:
        answer = _answered(job, payload, options or {}, allowed, name)
    if "refused" in answer:
        raise _refused(name, answer["refused"])
    return answer["read"]


def end_process() -> None:
    """End the process, whatever it is doing; the next payload starts a new one."""
    process, _state.process = _state.process, None
    if process is not None:
        process.line.close()
        with contextlib.suppress(ProcessLookupError):
            process.program.kill()
        process.program.wait()


class _Process:
    """The running process and our end of the line to it."""

    def __init__(self, megabytes: int) -> None:
        ours, theirs = socket.socketpair()
        kept = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
        with theirs:
            command = [sys.executable, "-m", "theodolite.horizon.sources.hostile", str(megabytes)]
            self.program = subprocess.Popen(  # noqa: S603 (our own program, no shell)
                command,
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={**kept, "POLARS_MAX_THREADS": "1"},
            )
        self.line = ours
        self.megabytes = megabytes
        self.talks = 0


class _State:
    """The process that is warm, and whose turn it is."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.process: _Process | None = None


_state = _State()


def _forget() -> None:
    """In a copy of us that was forked: the process belongs to the one it was copied from."""
    if _state.process is not None:
        _state.process.line.close()
    _state.process, _state.lock = None, threading.Lock()


atexit.register(end_process)
if sys.platform != "win32":
    os.register_at_fork(after_in_child=_forget)


def _answered(
    job: str, payload: bytes, options: Mapping[str, str], limits: Limits, name: str
) -> dict[str, Any]:
    """The answer of the process; one that was warm and has died is replaced and asked again."""
    while True:
        process, is_fresh = _ready(limits)
        try:
            return _ask(process, job, payload, options, limits)
        except TimeoutError:
            end_process()
            took = f"{limits.seconds:g} seconds were not enough to read what it sent"
            raise _refused(name, took) from None
        except (OSError, ValueError):
            end_process()
            if is_fresh:
                ended = "reading what it sent took more processor time or memory than is given"
                raise _refused(name, ended) from None


def _ready(limits: Limits) -> tuple[_Process, bool]:
    """A process that fits the limits, and whether it is a new one."""
    process = _state.process
    is_worn = process is not None and process.talks >= _TALKS_BEFORE_A_NEW_ONE
    if process is not None and process.megabytes == limits.megabytes and not is_worn:
        return process, False
    end_process()
    _state.process = _Process(limits.megabytes)
    return _state.process, True


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


def _refused(name: str, why: str) -> UnreadableSource:
    return UnreadableSource(
        f"{name} cannot be read: {why}."
        " Nothing of this answer was kept. Look at its address in a browser; if it should be"
        " readable, report it with the address."
    )
