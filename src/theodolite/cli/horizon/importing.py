"""Bibliographic files into the workspace, and out of it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from theodolite.cli.printing import ATTENTION, Json, tell, warn
from theodolite.cli.workspace import DEFAULT_WORKSPACE, WorkspaceFolder, open_existing

commands = typer.Typer()


@commands.command("import")
def import_files(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE…",
            help="RIS, BibTeX, CSL-JSON, EndNote XML, PubMed XML, MEDLINE, CSV or Parquet.",
        ),
    ],
    workspace: WorkspaceFolder = DEFAULT_WORKSPACE,
    *,
    as_json: Json = False,
) -> None:
    """Take the records of files into the workspace: all files, or none if one cannot be opened."""
    from theodolite.horizon.files import read_items
    from theodolite.horizon.files.completing import completed
    from theodolite.store.workspace import open_workspace

    now = datetime.now(UTC)
    read = {path: read_items(path, now=now) for path in files}
    archive = open_workspace(workspace)
    known = {item.identity: item for item in archive.items()}
    kept = archive.keep(
        completed(item, known[item.identity]) if item.identity in known else item
        for one in read.values()
        for item in one.items
    )
    unreadable = [f"{path.name}: {line}" for path, one in read.items() for line in one.unreadable]
    tell(
        {
            "files": [
                {
                    "file": str(path),
                    "items": len(one.items),
                    "unreadable": list(one.unreadable),
                    "notes": list(one.notes),
                }
                for path, one in read.items()
            ],
            "new": len(kept.new),
            "changed": len(kept.changed),
            "again": len(kept.again),
        },
        [
            *(f"{path.name}: {len(one.items)} items." for path, one in read.items()),
            *(f"{path.name}: {note}" for path, one in read.items() for note in one.notes),
            f"{len(kept.new)} are new, {len(kept.changed)} changed, {len(kept.again)} seen again.",
        ],
        as_json=as_json,
    )
    warn(unreadable)
    if unreadable:
        raise typer.Exit(ATTENTION)


@commands.command("export")
def export(
    out: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="The file to write; its ending decides the format (.ris, .bib, .csv, …).",
        ),
    ],
    workspace: WorkspaceFolder = DEFAULT_WORKSPACE,
    *,
    as_json: Json = False,
) -> None:
    """Write every item of the workspace into one file, and say what its format cannot hold."""
    from theodolite.horizon.files import write_items

    items = open_existing(workspace).items()
    left_out = write_items(items, out)
    tell(
        {"file": str(out), "items": len(items), "left_out": list(left_out)},
        [f"{len(items)} items are in {out}.", *left_out],
        as_json=as_json,
    )
