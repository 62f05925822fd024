"""What a workspace knows by now, for the commands that tell of it."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from theodolite.horizon.scanned import Scanned
    from theodolite.store.workspace import Workspace


def scanned(folder: Path, *, now: datetime | None = None) -> tuple["Workspace", "Scanned"]:
    """The workspace of a folder, and everything it holds or held at a moment, put together."""
    from theodolite.evidence.framework import read_framework
    from theodolite.horizon.scanned import everything_known
    from theodolite.store.workspace import open_workspace

    framework = read_framework(folder / "framework.toml")
    workspace = open_workspace(folder)
    return workspace, everything_known(workspace, workspace, framework, now=now)
