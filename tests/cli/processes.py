"""The command line in processes of its own, as a shell begins them."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

Ended = subprocess.CompletedProcess[str]


def run(folder: Path, *arguments: str, **environment: str) -> Ended:
    """Python with these arguments in a folder, set up for no other site."""
    unset = ("DJANGO_SETTINGS_MODULE", "THEODOLITE_WORKSPACE")
    kept = {name: value for name, value in os.environ.items() if name not in unset}
    return subprocess.run(  # noqa: S603  our own program, arguments of the tests
        [sys.executable, *arguments], cwd=folder, env=kept | environment, capture_output=True,
        text=True, check=False,
    )  # fmt: skip


def say(folder: Path, *arguments: str, **environment: str) -> Ended:
    """A command, as somebody types it in a folder."""
    return run(folder, "-m", "theodolite.cli", *arguments, **environment)


def told(folder: Path, *arguments: str, code: int = 0, **environment: str) -> dict[str, Any]:
    """What a command that ends with this code tells a program."""
    done = say(folder, *arguments, "--json", **environment)
    assert done.returncode == code, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found
