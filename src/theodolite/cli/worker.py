"""`theodolite worker`: work on the jobs of a workspace, in a process apart from its server."""

from pathlib import Path
from typing import Annotated

import typer

from theodolite.cli.printing import say
from theodolite.cli.workspace import DEFAULT_WORKSPACE, WorkspaceFolder


def work_on_jobs(
    workspace: WorkspaceFolder = DEFAULT_WORKSPACE,
    *,
    threads: Annotated[int, typer.Option(min=1, help="Jobs to work on at once.")] = 2,
) -> None:
    """Work on the jobs that a workspace's people and schedule ask for, until stopped (Ctrl+C).

    `theodolite serve` does so itself; this is for a database server with more than one machine.
    """
    from theodolite.web.starting import check_tables, set_up

    set_up(workspace)
    check_tables()
    _work(workspace, threads)
    say("Stopped.")


def _work(workspace: Path, threads: int) -> None:
    # Only now, for these hold tables, which are known once the site has been set up.
    from theodolite.jobs.crew import at_work
    from theodolite.jobs.worker import Worker
    from theodolite.store.installation import read_installation
    from theodolite.web.serving import stop_on_signals

    with at_work(Worker(), read_installation(workspace), threads=threads) as stopping:
        stop_on_signals(lambda *_: stopping.set())
        say(f"Working on the jobs of {workspace} (stop with Ctrl+C)")
        stopping.wait()
