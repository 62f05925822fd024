"""`theodolite backup`, `restore` and `check-backup`: copies of an installation."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from theodolite.cli.printing import Json, tell
from theodolite.cli.workspace import DEFAULT_WORKSPACE, WorkspaceFolder, start_existing
from theodolite.evidence.days import day_in_words

BackupFolder = Annotated[Path, typer.Argument(metavar="BACKUP", help="A folder `backup` wrote.")]


def back_up(
    workspace: WorkspaceFolder = DEFAULT_WORKSPACE,
    *,
    into: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Where to; `backups` in it if absent.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Copy a workspace while it runs, and read the copy back."""
    start_existing(workspace)
    from theodolite.store.backup import back_up as copy
    from theodolite.store.backup import check

    made = check(copy(workspace.absolute(), now=datetime.now(UTC), into=into).folder)
    told = {"backup": str(made.folder), "made_at": made.made_at.isoformat()}
    lines = [f"{len(made.files)} files copied and read back: {made.folder}"]
    tell({**told, "files": len(made.files)}, lines, as_json=as_json)


def restore(
    backup: BackupFolder,
    workspace: WorkspaceFolder = DEFAULT_WORKSPACE,
    *,
    as_json: Json = False,
) -> None:
    """Make a workspace of a backup, in a folder where there is none."""
    from theodolite.store.backup import restore as make
    from theodolite.store.configuring import configure

    configure(workspace.absolute())
    made = make(backup, workspace.absolute())
    told = {"workspace": str(workspace), "made_at": made.made_at.isoformat()}
    tell(
        told,
        [f"{workspace} is as it was on {day_in_words(made.made_at)} at {made.made_at:%H:%M} UTC."],
        as_json=as_json,
    )


def check_backup(backup: BackupFolder, *, as_json: Json = False) -> None:
    """Read a backup through: every file there and unchanged, and its database sound."""
    from theodolite.store.backup import check

    made = check(backup)
    told = {"backup": str(backup), "files": len(made.files), "made_at": made.made_at.isoformat()}
    tell(
        told, [f"Whole: {len(made.files)} files of {day_in_words(made.made_at)}."], as_json=as_json
    )
