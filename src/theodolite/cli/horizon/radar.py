"""Draw an edition of a radar, compare it with the last, and keep it for the next."""

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from theodolite.cli.printing import Json, tell
from theodolite.cli.workspace import DEFAULT_WORKSPACE, WorkspaceFolder

if TYPE_CHECKING:
    from datetime import date

    from theodolite.horizon.radar import Edition


commands = typer.Typer()


@commands.command("radar")
def draw_radar(
    edition: Annotated[
        Path | None,
        typer.Argument(
            metavar="[RADAR.json]",
            help="An edition of ours or a file of “Build your own radar”;"
            " drafted from what rises in the workspace if absent.",
        ),
    ] = None,
    workspace: WorkspaceFolder = DEFAULT_WORKSPACE,
    *,
    out: Annotated[Path, typer.Option(help="The folder to write the radar into.")] = Path("radar"),
    previous: Annotated[
        Path | None,
        typer.Option(help="The edition to compare with; the workspace's last one if absent."),
    ] = None,
    keep: Annotated[
        bool, typer.Option("--keep", help="Keep this edition, for the next to be compared with.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Draw a radar: its blips, how they moved since the last edition, and why they are on it."""
    from theodolite.horizon.radar import difference, moved_since
    from theodolite.horizon.radar.kept_editions import keep_edition, last_kept, read_edition
    from theodolite.reports.radar_folder import write_radar_folder

    today = datetime.now(UTC).date()
    drawn = _drafted(workspace, today) if edition is None else read_edition(edition, on=today)
    before = read_edition(previous, on=today) if previous else last_kept(workspace, before=drawn.on)
    drawn = moved_since(drawn, before)
    written = write_radar_folder(drawn, before, out)
    if keep:
        keep_edition(drawn, workspace)
    changes = asdict(difference(drawn, before)) if before else None
    tell(
        {
            "title": drawn.title,
            "on": drawn.on.isoformat(),
            "blips": len(drawn.spots),
            "compared_with": before.title if before else None,
            "changes": changes,
            "files": [str(path) for path in written],
        },
        [
            f"{drawn.title}, blips: {len(drawn.spots)}. It is drawn in {out / 'radar.html'}.",
            *_changes(changes),
            f"Edit {out / 'radar.json'} and draw it again to move blips or give them years.",
        ],
        as_json=as_json,
    )


def _changes(changes: dict[str, Any] | None) -> list[str]:
    if changes is None:
        return ["There is no earlier edition to compare with."]
    counted = [f"{len(names)} {what.replace('_', ' ')}" for what, names in changes.items()]
    return [f"Since the last edition: {', '.join(counted)}."]


def _drafted(workspace: Path, today: "date") -> "Edition":
    from theodolite.cli.horizon.scanned import scanned
    from theodolite.horizon.radar import edition_from

    _, found = scanned(workspace)
    return edition_from(found.trends, found.placed, found.items, found.framework, on=today)
