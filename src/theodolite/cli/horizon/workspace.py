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
        help="The folder that keeps sources, items and decisions.",
    ),
]
"""The option of every command that keeps something; its default is DEFAULT_WORKSPACE."""

DEFAULT_WORKSPACE = Path("horizon")
