"""Every verb of the horizon area, under the name it is asked for by."""

import typer

from theodolite.cli.horizon import (
    bulletin,
    correct,
    dedupe,
    gaps,
    importing,
    place,
    radar,
    scan,
    simulate,
    sources,
    sweep,
    trends,
    triage,
)

commands = typer.Typer(
    no_args_is_help=True,
    help="From every source to a short list worth reading, and its trends.",
)

for verbs in (
    sources,
    scan,
    importing,
    dedupe,
    place,
    correct,
    simulate,
    trends,
    gaps,
    radar,
    bulletin,
    sweep,
):
    commands.add_typer(verbs.commands)
commands.add_typer(triage.commands, name="triage")
