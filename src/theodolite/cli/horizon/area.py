"""Every verb of the horizon area, under the name it is asked for by."""

import typer

commands = typer.Typer(help="From every source to a short list worth reading, and its trends.")


@commands.callback()
def horizon() -> None:
    """Scan the horizon: sources, items, topics, triage, trends."""
