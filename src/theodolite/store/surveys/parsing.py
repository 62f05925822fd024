"""Read an uploaded file in a process of its own, which may die, hang or swell, and only itself."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from theodolite.settings.errors import UnreadableFile
from theodolite.survey.answers.export import Column, Export
from theodolite.survey.questionnaire import Layout

LARGEST_UPLOAD = 50_000_000
"""How many bytes an uploaded file may have."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may cost: processor time, time on the clock and memory."""

    processor_seconds: int = 120
    seconds: float = 300.0
    megabytes: int = 2_048


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A file as it came: where it lies, what it was called, and what was said of its inside."""

    file: Path
    name: str
    layout: Layout | None = None
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a file holds, and a first questionnaire guessed from it."""

    export: Export
    draft: str


class TookTooLong(UnreadableFile):
    """Reading a file took more than it was given."""


# What the process needs to know of us; keys and passwords in our environment are not among it.
_ENVIRONMENT = ("PATH", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "LANG", "LC_ALL", "TMPDIR")


def parse(uploaded: Uploaded, limits: Limits | None = None) -> Parsed:
    """What the file holds; what cannot be read, or costs too much, is told in a sentence."""
    allowed = limits or Limits()
    size = uploaded.file.stat().st_size
    if size > LARGEST_UPLOAD:
        raise UnreadableFile(
            f"{uploaded.name} has {size:,} bytes; at most {LARGEST_UPLOAD:,} are taken."
            " Save the sheet with the answers alone, as CSV in UTF-8."
        )
    answer = _answer(uploaded, allowed)
    if "refused" in answer:
        raise UnreadableFile(answer["refused"])
    if "spent" in answer:
        raise _too_much(uploaded.name, "memory")
    return Parsed(_export(answer["read"]), answer["draft"])


def _answer(uploaded: Uploaded, limits: Limits) -> dict[str, Any]:
    question = {
        "file": str(uploaded.file),
        "name": uploaded.name,
        "layout": uploaded.layout,
        "sheet": uploaded.sheet,
        "megabytes": limits.megabytes,
        "processor_seconds": limits.processor_seconds,
    }
    kept = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    command = [sys.executable, "-m", "theodolite.store.surveys.parser_process"]
    try:
        ended = subprocess.run(  # noqa: S603 (our own program, no shell)
            command,
            input=json.dumps(question).encode(),
            capture_output=True,
            env={**kept, "POLARS_MAX_THREADS": "1", "OMP_NUM_THREADS": "1"},
            timeout=limits.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _too_much(uploaded.name, "time") from None
    if ended.returncode < 0:
        raise _too_much(uploaded.name, "processor time or memory")
    if ended.returncode:
        raise UnreadableFile(
            f"{uploaded.name} broke the program that reads it, so nothing of it was kept."
            " It may be damaged. Export it again, as CSV in UTF-8 if that is offered."
        )
    answer: dict[str, Any] = json.loads(ended.stdout)
    return answer


def _too_much(name: str, what: str) -> TookTooLong:
    return TookTooLong(
        f"Reading {name} took more {what} than a file is given, so it was stopped and nothing was"
        " kept. Save the sheet with the answers alone, as CSV in UTF-8."
    )


def _export(read: dict[str, Any]) -> Export:
    return Export(
        name=read["name"],
        layout=read["layout"],
        columns=tuple(Column(**column) for column in read["columns"]),
        rows=tuple(map(tuple, read["rows"])),
        digest=read["digest"],
        first_row=read["first_row"],
        notes=tuple(read["notes"]),
    )
