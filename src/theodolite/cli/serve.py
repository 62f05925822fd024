"""`theodolite serve`: the workspace in a browser, and its worker beside it."""

import os
from pathlib import Path
from typing import Annotated

import typer

from theodolite.cli.printing import say
from theodolite.cli.workspace import DEFAULT_WORKSPACE, WorkspaceFolder


def serve(
    workspace: WorkspaceFolder = DEFAULT_WORKSPACE,
    *,
    host: Annotated[
        str, typer.Option(help="The address to answer on; 0.0.0.0 is every network you are on.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65_535, help="The port; 0 takes any.")] = 8000,
    threads: Annotated[int, typer.Option(min=1, help="Requests to answer at once.")] = 8,
    workers: Annotated[
        int, typer.Option(min=0, help="Jobs to work on at once; 0 leaves them to others.")
    ] = 2,
) -> None:
    """Open the workspace to browsers, and work on its jobs, until stopped (Ctrl+C)."""
    from theodolite.jobs.beside import working_beside
    from theodolite.store.installation import secret_of
    from theodolite.store.served import served
    from theodolite.web.serving import address_of, answer, open_server
    from theodolite.web.starting import PRIVATE, start

    os.umask(PRIVATE)
    secret_of(workspace)
    with served(workspace) as tell_where:
        start(workspace)
        server = open_server(host, port, threads=threads)
        tell_where(address_of(server))
        _say_where(workspace, address_of(server))
        with working_beside(workspace, threads=workers):
            answer(server)
    say("Stopped.")


def _say_where(workspace: Path, address: str) -> None:
    """Say where a browser finds the workspace, and how the first administrator comes in."""
    from datetime import UTC, datetime

    from theodolite.store.installation import Installation
    from theodolite.web.accounts.first_run import first_link

    say(f"Serving {workspace} at {address} (stop with Ctrl+C)")
    if link := first_link(datetime.now(UTC)):
        # An installation that says no address of its own is where it is served.
        there = link.replace(Installation().address, address.rstrip("/"), 1)
        say(f"Nobody administers it yet. Open this link once, within a day, to do so:\n  {there}")
