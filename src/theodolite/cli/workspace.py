"""Which workspace folder a command works on."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from theodolite.store.workspace import Workspace

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


def is_workspace(folder: Path) -> bool:
    """Whether there is a database of this folder: in it, or on a server that is named."""
    from theodolite.store.folders import EARLIER
    from theodolite.store.installation import DATABASE_FILE

    here = any((folder / name).is_file() for name in (DATABASE_FILE, EARLIER))
    return folder.is_dir() and (here or bool(os.environ.get("DATABASE_URL")))


def refuse_unless_workspace(folder: Path) -> None:
    """Whoever only looks, or works on what is there, makes no workspace by it."""
    from theodolite.settings.errors import UnreadableFile

    if not is_workspace(folder):
        raise UnreadableFile(
            f"There is no workspace {folder}. Name its folder with --workspace, or make one"
            " with `theodolite serve`."
        )


def open_existing(folder: Path) -> "Workspace":
    """The workspace of a folder that a scan or an import has filled, for commands that only look.

    A folder with nothing but lists of sources and topics may be looked into, too.
    """
    from theodolite.store.errors import StoreError
    from theodolite.store.workspace import open_workspace

    if not folder.is_dir():
        raise StoreError(
            f"{folder} holds no items, for there is no such folder. Name the workspace that a"
            " scan or an import has filled with --workspace."
        )
    return open_workspace(folder)


def start_existing(workspace: Path) -> None:
    """Start the site on a workspace that is there; only then can its tables be named."""
    from theodolite.web.starting import start

    refuse_unless_workspace(workspace)
    start(workspace)
