"""Which workspace folder a command works on."""

from pathlib import Path
from typing import Annotated

import typer

WorkspaceFolder = Annotated[
    Path,
    typer.Option(
        "--workspace",
        "-w",
        metavar="FOLDER",
        envvar="THEODOLITE_WORKSPACE",
        help="The folder that keeps everything: sources, items, decisions, people, surveys.",
    ),
]
"""The option of every command that keeps something; its default is DEFAULT_WORKSPACE."""

DEFAULT_WORKSPACE = Path("workspace")


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
