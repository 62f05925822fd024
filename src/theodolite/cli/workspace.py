"""Which workspace folder a command works on."""

import os
from pathlib import Path
from typing import Annotated

import typer

WorkspaceFolder = Annotated[
    Path,
    typer.Option(
        "--workspace",
        "-w",
        metavar="FOLDER",
        help="The folder that keeps everything: sources, items, decisions, people, surveys."
        " THEODOLITE_WORKSPACE may name it, too.",
    ),
]
"""The option of every command that keeps something; its default is DEFAULT_WORKSPACE."""

# An option's own environment variable would count more than what stands before a verb.
DEFAULT_WORKSPACE = Path(os.environ.get("THEODOLITE_WORKSPACE", "workspace"))


def start_existing(workspace: Path) -> None:
    """Start the site on a workspace that is there; only then can its tables be named."""
    from theodolite.settings.errors import UnreadableFile
    from theodolite.web.starting import start

    if not workspace.is_dir():
        raise UnreadableFile(
            f"There is no workspace {workspace}. Name its folder with --workspace, or make one"
            " with `theodolite serve`."
        )
    start(workspace)
