"""Say where an item belongs, against what was computed."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from theodolite.cli.horizon.place import FrameworkFile
from theodolite.cli.horizon.sitting import name_of, refuse_unknown
from theodolite.cli.printing import Json, tell
from theodolite.cli.workspace import DEFAULT_WORKSPACE, WorkspaceFolder

if TYPE_CHECKING:
    from theodolite.horizon.placing import Correction

commands = typer.Typer()


@commands.command("correct")
def correct(
    item: Annotated[str, typer.Argument(metavar="IDENTITY", help="The item, by its identity.")],
    *,
    by: Annotated[
        str, typer.Option(metavar="NAME", help="Who says so; your login name if absent.")
    ] = "",
    under: Annotated[list[str] | None, typer.Option(help="A topic it belongs to.")] = None,
    not_under: Annotated[list[str] | None, typer.Option(help="A topic it is not under.")] = None,
    horizon: Annotated[str, typer.Option(help="How far ahead it looks.")] = "",
    outlook: Annotated[str, typer.Option(help="threat, opportunity, both or neither.")] = "",
    readiness: Annotated[str, typer.Option(help="1 to 9, or 'not a technology'.")] = "",
    framework: FrameworkFile = None,
    workspace: WorkspaceFolder = DEFAULT_WORKSPACE,
    none: Annotated[bool, typer.Option("--none", help="It belongs to no topic.")] = False,
    as_json: Json = False,
) -> None:
    """Write down where an item belongs; it holds from now on, and others are placed better."""
    from theodolite.evidence.framework import read_framework
    from theodolite.horizon.placing.corrections import NONE_OF_THESE, Correction, checked, entry_of
    from theodolite.store.workspace import open_workspace

    by = name_of(by)
    asked = read_framework(framework or workspace / "framework.toml")
    topics = [*(under or []), *([NONE_OF_THESE] if none else [])]
    said = [
        *(Correction(item, "topic", code, by=by) for code in topics),
        *(Correction(item, "topic", code, holds=False, by=by) for code in not_under or []),
        *([Correction(item, "horizon", horizon, by=by)] if horizon else []),
        *([Correction(item, "outlook", outlook, by=by)] if outlook else []),
        *([Correction(item, "readiness", readiness, by=by)] if readiness else []),
    ]
    entries = [entry_of(checked(one, asked), at=datetime.now(UTC)) for one in said]
    _refuse_nothing(item, said)
    _refuse_both(topics, not_under or [], none=none)
    refuse_unknown([item], workspace)
    open_workspace(workspace).append(entries)
    tell(
        {"item": item, "by": by, "corrections": [asdict(one) for one in said]},
        [f"{by} on {item}: {_told(one)}." for one in said],
        as_json=as_json,
    )


def _told(one: "Correction") -> str:
    return f"{one.aspect} {'is' if one.holds else 'is not'} {one.answer}"


def _refuse_nothing(item: str, said: "list[Correction]") -> None:
    from theodolite.settings.errors import UnusableSettings

    if not said:
        raise UnusableSettings(
            f"Nothing was said of {item}, so nothing can be written down."
            " Say it with --under, --not-under, --none, --horizon, --outlook or --readiness."
        )


def _refuse_both(under: Sequence[str], not_under: Sequence[str], *, none: bool) -> None:
    from theodolite.settings.errors import UnusableSettings

    both = sorted(set(under) & set(not_under))
    if both or (none and len(under) > 1):
        said = f"--under and --not-under {both[0]}" if both else f"--none and --under {under[0]}"
        raise UnusableSettings(
            f"{said} cannot both hold, so nothing was written down. Leave one of them out."
        )
