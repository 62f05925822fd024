"""`theodolite serve`: the workspace in a browser, and its worker beside it."""

import os
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer

from theodolite.cli.printing import Json, tell
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
    as_json: Json = False,
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
        _check_schedule(workspace)
        server = open_server(host, port, threads=threads)
        tell_where(address_of(server))
        _tell_where(workspace, address_of(server), as_json=as_json)
        with working_beside(workspace, threads=workers):
            answer(server)
    tell({"stopped": str(workspace)}, ["Stopped."], as_json=as_json)


def _check_schedule(workspace: Path) -> None:
    """Say now what the worker could only say in the background, again and again."""
    from theodolite.jobs.schedule import recurring_in
    from theodolite.store.installation import read_installation

    recurring_in(read_installation(workspace))


def _tell_where(workspace: Path, address: str, *, as_json: bool) -> None:
    """Say where a browser finds the workspace, and how the first administrator comes in."""
    from datetime import UTC, datetime

    from theodolite.store.installation import SETTINGS_FILE, Installation, read_installation
    from theodolite.web.accounts.first_run import first_link

    lines = [f"Serving {workspace} at {address} (stop with Ctrl+C)"]
    own = read_installation(workspace).address
    if own == Installation().address and _port_of(address) != _port_of(own):
        lines += [
            f"Links in letters lead to {own}. If people come to another address, write it into"
            f' {workspace / SETTINGS_FILE} (address = "https://…") and start again.'
        ]
    # An installation that says no address of its own is where it is served.
    link = (first_link(datetime.now(UTC)) or "").replace(
        Installation().address, address.rstrip("/"), 1
    )
    if link:
        lines += [
            f"Nobody administers it yet. Open this link once, within a day, to do so:\n  {link}"
        ]
    told = {"workspace": str(workspace), "address": address, "first_link": link}
    tell(told, lines, as_json=as_json)


def _port_of(address: str) -> int | None:
    return urlsplit(address).port
