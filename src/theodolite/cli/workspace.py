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
