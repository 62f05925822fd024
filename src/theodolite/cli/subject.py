"""`theodolite subject`: find, hand over and erase what is held of one person."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from theodolite.cli.keyboard import by_command_line
from theodolite.cli.new_files import new_file
from theodolite.cli.printing import Json, tell
from theodolite.cli.workspace import DEFAULT_WORKSPACE, WorkspaceFolder, start_existing

commands = typer.Typer(no_args_is_help=True, help="One person's data: find, export or erase it.")

Who = Annotated[str, typer.Argument(metavar="PERSON", help="An e-mail address, or a key.")]
Why = Annotated[str, typer.Option(help="Why; it is written down.")]


@commands.command()
def find(
    person: Who, workspace: WorkspaceFolder = DEFAULT_WORKSPACE, *, as_json: Json = False
) -> None:
    """Count what is held of a person."""
    start_existing(workspace)
    from theodolite.store.subjects import find_subject

    found = find_subject(person)
    counts = found.counts()
    lines = [f"{found.email}, key {found.key or 'none'}"]
    lines += [f"  {kind}: {number}" for kind, number in counts.items()]
    tell({"key": found.key, "email": found.email, "held": counts}, lines, as_json=as_json)


@commands.command()
def export(
    person: Who,
    out: Annotated[Path, typer.Option(metavar="FILE", help="The file to write (JSON).")],
    why: Why,
    workspace: WorkspaceFolder = DEFAULT_WORKSPACE,
    *,
    as_json: Json = False,
) -> None:
    """Write everything that is held of a person into a file, for that person."""
    start_existing(workspace)
    from theodolite.store.exports import Taken, log_export
    from theodolite.store.subjects import find_subject

    found = find_subject(person)
    taken = Taken("data of one person", found.as_json(), len(found.held), chosen=found.key)
    with new_file(out) as file:
        log_export(taken, by=by_command_line(), why=why, at=datetime.now(UTC))
        file.write(taken.content)
    tell({"file": str(out), "rows": taken.rows}, [f"{taken.rows} rows in {out}."], as_json=as_json)


@commands.command()
def erase(
    person: Who,
    why: Why,
    workspace: WorkspaceFolder = DEFAULT_WORKSPACE,
    *,
    as_json: Json = False,
) -> None:
    """Erase a person here, in the database's log, and in every backup; nobody can undo it."""
    start_existing(workspace)
    from theodolite.store.retention import erase_everywhere

    here, by, now = workspace.absolute(), by_command_line(), datetime.now(UTC)
    gone = erase_everywhere(here, person, by=by, why=why, now=now)
    done, copies = gone.receipt, gone.copies
    lines = [
        f"Erased here: {sum(done.removed.values())} rows, what {done.emptied} lines of the history"
        f" said, and their words about {done.forgotten} items.",
        f"Erased in {copies.changed} backups ({copies.replaced} older ones replaced by a new one).",
    ]
    told = {"removed": done.removed, "emptied": done.emptied, "forgotten": done.forgotten}
    tell({**told, "backups": copies.changed}, lines, as_json=as_json)
