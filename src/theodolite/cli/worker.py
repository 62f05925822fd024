"""`theodolite worker`: work on the jobs of a workspace, in a process apart from its server."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Annotated

import typer

from theodolite.cli.printing import Json, tell
from theodolite.cli.workspace import DEFAULT_WORKSPACE, WorkspaceFolder, refuse_unless_workspace

GIVES_WAY = 5
"""By how much a worker beside a server gives way to it, as `nice` counts."""


def work_on_jobs(
    workspace: WorkspaceFolder = DEFAULT_WORKSPACE,
    *,
    threads: Annotated[int, typer.Option(min=1, help="Jobs to work on at once.")] = 2,
    until_closed: Annotated[
        bool, typer.Option("--until-closed", hidden=True, help="End when its input is closed.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Work on the jobs that a workspace's people and schedule ask for, until stopped (Ctrl+C).

    `theodolite serve` has one of its own; this is for a database that several machines share.
    """
    from theodolite.web.starting import check_tables, set_up

    refuse_unless_workspace(workspace)
    set_up(workspace)
    check_tables()
    if until_closed:
        _beside_a_server(workspace, threads)
    else:
        begun = [f"Working on the jobs of {workspace}"]
        told = {"workspace": str(workspace)}
        _work(workspace, threads, lambda _: tell(told, begun, as_json=as_json))
        tell({"stopped": str(workspace)}, ["Stopped."], as_json=as_json)


def _beside_a_server(workspace: Path, threads: int) -> None:
    """Give way to the server, and end when it closes our input, or is no more."""

    def listen(stop: Callable[[], None]) -> None:
        def wait() -> None:
            sys.stdin.read()
            stop()

        Thread(target=wait, name="until-closed", daemon=True).start()

    if hasattr(os, "nice"):
        os.nice(GIVES_WAY)
    _work(workspace, threads, listen)


def _work(workspace: Path, threads: int, begun: Callable[[Callable[[], None]], None]) -> None:
    # Only now, for these hold tables, which are known once the site has been set up.
    from theodolite.jobs.crew import at_work
    from theodolite.jobs.worker import Worker
    from theodolite.store.installation import read_installation
    from theodolite.web.serving import stop_on_signals

    with at_work(Worker(), read_installation(workspace), threads=threads) as stopping:
        stop_on_signals(lambda *_: stopping.set())
        begun(stopping.set)
        stopping.wait()
