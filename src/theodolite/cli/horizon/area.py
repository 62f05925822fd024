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

commands = typer.Typer(help="From every source to a short list worth reading, and its trends.")


@commands.callback()
def horizon() -> None:
    """Scan the horizon: sources, items, topics, triage, trends."""


commands.command("import")(importing.import_files)
commands.command("export")(importing.export)
commands.add_typer(sources.commands)
commands.command("scan")(scan.scan_sources)
commands.command("health")(scan.show_health)
commands.add_typer(simulate.commands)
commands.add_typer(place.commands)
commands.add_typer(correct.commands)
commands.add_typer(dedupe.commands)
commands.add_typer(trends.commands)
commands.add_typer(gaps.commands)
commands.command("radar")(radar.draw_radar)
commands.command("bulletin")(bulletin.write_bulletin)
commands.add_typer(sweep.commands)
commands.add_typer(triage.commands, name="triage")
