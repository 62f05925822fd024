"""Topics that are asked for and that we say nothing on, and what closes when."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer

from theodolite.cli.horizon.trends import placements_of, plain, read_stream
from theodolite.cli.printing import ATTENTION, Json, tell, warn
from theodolite.cli.workspace import DEFAULT_WORKSPACE, WorkspaceFolder
from theodolite.evidence.days import day_in_words

if TYPE_CHECKING:
    from theodolite.horizon.gaps import Deadlines, Gaps
    from theodolite.horizon.item import Item

_LISTED = 10


commands = typer.Typer()


@commands.command("gaps")
def show_gaps(
    workspace: WorkspaceFolder = DEFAULT_WORKSPACE,
    *,
    records: Annotated[
        list[Path] | None,
        typer.Option(help="A file of our own records; may be given again."),
    ] = None,
    ours: Annotated[
        list[str] | None,
        typer.Option(help="A source whose items are our own records; may be given again."),
    ] = None,
    all_kinds: Annotated[
        bool,
        typer.Option("--all-kinds", help="Let every record of ours count as guidance."),
    ] = False,
    framework: Annotated[
        Path | None,
        typer.Option(help="The topics (TOML); the workspace's framework.toml if absent."),
    ] = None,
    on: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The day to look from; today if absent."),
    ] = None,
    as_json: Json = False,
) -> None:
    """List topics with demand and no guidance of ours, and deadlines with answers known."""
    from theodolite.evidence.framework import read_framework
    from theodolite.horizon.gaps import GapSettings, deadlines, find_gaps
    from theodolite.horizon.gaps.deadlines import RESPONSE
    from theodolite.horizon.item import Kind
    from theodolite.store.workspace import open_workspace

    topics = read_framework(framework or workspace / "framework.toml")
    items, _ = read_stream([], workspace)
    written, unreadable = read_stream(records, workspace) if records else ([], [])
    _refuse_unknown(ours or (), items, workspace)
    kept = [item for item in items if _is_from(item, ours or ())]
    own = {item.identity: item for item in (*written, *kept)}
    everything = {item.identity: item for item in items} | own
    placements = placements_of(list(everything.values()), topics, workspace)
    day = on.date() if on else datetime.now(UTC).date()
    settings = GapSettings(guidance=get_args(Kind)) if all_kinds else GapSettings()
    found = find_gaps(items, topics, placements, records=own.values(), on=day, settings=settings)
    closing = deadlines(
        [item for item in items if item.identity not in own],
        on=day,
        late_days=settings.late_days,
        placements=placements,
        records=own.values(),
        responses=open_workspace(workspace).entries(RESPONSE),
    )
    tell(_told(found, closing), _lines(found, closing), as_json=as_json)
    warn(unreadable)
    if unreadable:
        raise typer.Exit(ATTENTION)


def _refuse_unknown(sources: Collection[str], items: "Sequence[Item]", workspace: Path) -> None:
    """A source that is misspelt would count as guidance that we do not have."""
    from theodolite.horizon.sources.sources_file import SOURCES_FILE
    from theodolite.horizon.watched import watched_sources
    from theodolite.settings.errors import unknown_name

    watched = watched_sources(workspace) if (workspace / SOURCES_FILE).exists() else ()
    known = {one.name for one in watched} | {seen.source for item in items for seen in item.trail}
    for name in sources:
        if name not in known:
            raise unknown_name("source", name, sorted(known), where="--ours")


def _is_from(item: "Item", sources: Collection[str]) -> bool:
    return any(seen.source in sources for seen in item.trail)


def _told(found: "Gaps", closing: "Deadlines") -> dict[str, Any]:
    told: dict[str, Any] = plain({"gaps": asdict(found), "deadlines": asdict(closing)})
    for part, all_ in (("open", closing.open), ("over", closing.over)):
        for one, deadline in zip(told["deadlines"][part], all_, strict=True):
            one["sentence"] = deadline.sentence()
    return {**told["gaps"], "deadlines": told["deadlines"]}


def _lines(found: "Gaps", closing: "Deadlines") -> Iterator[str]:
    asked = len(found.gaps) + len(found.covered)
    yield (
        f"{asked} topics and key topics are asked for; {len(found.gaps)} have no current guidance"
        f" among {found.records} records of ours, as seen on {day_in_words(found.on)}."
    )
    yield from found.notes
    for gap in found.gaps:
        yield f"  {gap.sentence}"
        yield from (f"      {identity}" for identity in gap.items[:_LISTED])
    yield f"Deadlines: {len(closing.open)} to come, {len(closing.over)} just over."
    yield from (f"  {one.sentence()}" for one in (*closing.open, *closing.over))
    if closing.long_over:
        yield f"  {closing.long_over} closed longer ago and are not listed."
