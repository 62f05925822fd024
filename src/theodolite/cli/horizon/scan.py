"""`theodolite horizon scan` and `health`: read the sources that are due, and say how all are."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from theodolite.cli.printing import ATTENTION, Json, tell, warn
from theodolite.cli.waiting import waiting
from theodolite.cli.workspace import DEFAULT_WORKSPACE, WorkspaceFolder

if TYPE_CHECKING:
    from theodolite.horizon.health import Health
    from theodolite.horizon.scan import Scanned
    from theodolite.horizon.sources.source import Source
    from theodolite.horizon.visiting import SourceScanned
    from theodolite.horizon.yields import SourceYield

_COUNTS = ("new", "changed", "again", "unreadable", "withdrawn")


commands = typer.Typer()


@commands.command("scan")
def scan_sources(
    workspace: WorkspaceFolder = DEFAULT_WORKSPACE,
    *,
    source: Annotated[
        list[str] | None,
        typer.Option(help="Ask this source now, due or not; may be repeated."),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Ask every source now, due or not.")
    ] = False,
    most_pages: Annotated[
        int, typer.Option(min=1, help="Pages of a source to read before leaving the rest.")
    ] = 200,
    as_json: Json = False,
) -> None:
    """Read every source that is due, and keep what is new; a stopped scan goes on where it was."""
    from theodolite.horizon.scan import ScanOptions, scan
    from theodolite.horizon.watched import open_door, read_workspace_settings, watched_sources
    from theodolite.store.workspace import open_workspace

    chosen = _chosen(watched_sources(workspace), source or [])
    kept = open_workspace(workspace)
    with waiting("Scanning") as progress:
        done = scan(
            chosen,
            kept,
            kept,
            open_door(workspace),
            now=datetime.now(UTC),
            options=ScanOptions(
                most_pages=most_pages,
                even_if_not_due=everything or bool(source),
                progress=progress,
            ),
        )
    tell(_result(done), _lines(done), as_json=as_json)
    warn(f"{one.source.name}: {one.visit.said}" for one in done.failed)
    if not read_workspace_settings(workspace).contact:
        warn(['Servers cannot reach you. Write contact = "you@example.org" in workspace.toml.'])
    if done.failed:
        raise typer.Exit(ATTENTION)


@commands.command("health")
def show_health(
    workspace: WorkspaceFolder = DEFAULT_WORKSPACE,
    *,
    weekly: Annotated[
        bool, typer.Option("--weekly", help="Print the weekly lines for each owner.")
    ] = False,
    yields: Annotated[
        bool,
        typer.Option("--yields", help="Print what was accepted of each source, and how early."),
    ] = False,
    as_json: Json = False,
) -> None:
    """Say of every source how it is: well, stale, failing, moved, or out of budget."""
    from theodolite.horizon import health as healths
    from theodolite.horizon.visits import SCAN, History, histories
    from theodolite.horizon.watched import watched_sources
    from theodolite.store.workspace import open_workspace

    now, sources = datetime.now(UTC), watched_sources(workspace)
    known = histories(open_workspace(workspace).entries(SCAN), now=now)
    found = [healths.health(one, known.get(one.name, History()), now=now) for one in sources]
    by_owner = healths.weekly(found, now=now)
    result: dict[str, Any] = {
        "sources": [_health(one) for one in found],
        "weekly": {owner: list(lines) for owner, lines in by_owner.items()},
    }
    lines = _weekly_lines(by_owner) if weekly else _health_lines(found)
    if yields:
        worth = _yields(workspace)
        result["yields"] = [asdict(one) for one in worth]
        lines += ["", *(_yield_line(one) for one in worth)]
    tell(result, lines, as_json=as_json)
    if any(one.needs_attention for one in found):
        raise typer.Exit(ATTENTION)


def _yields(workspace: Path) -> tuple["SourceYield", ...]:
    """What people kept of each source, with duplicates counted as one item."""
    from theodolite.horizon.scanned import merged_items
    from theodolite.horizon.triage.acts import KIND as TRIAGE
    from theodolite.horizon.triage.acts import acts_from
    from theodolite.horizon.triage.state import replay
    from theodolite.horizon.yields import accepted, source_yields
    from theodolite.store.workspace import open_workspace

    kept = open_workspace(workspace)
    items = merged_items(kept, kept)
    outcomes = replay(acts_from(kept.entries(TRIAGE))).outcomes
    return source_yields(items, accepted(items, outcomes))


def _yield_line(one: "SourceYield") -> str:
    ahead = f", usually {one.lead_days:.1f} days ahead" if one.lead_days is not None else ""
    return (
        f"{one.source}: {one.accepted:,} of {one.items:,} items accepted; first to bring"
        f" {one.first:,} of them, alone with {one.alone:,}{ahead}."
    )


def _chosen(sources: Sequence["Source"], names: Sequence[str]) -> list["Source"]:
    from theodolite.settings.errors import unknown_name

    known = {one.name: one for one in sources}
    for name in names:
        if name not in known:
            raise unknown_name("source", name, known, where="--source")
    return [known[name] for name in dict.fromkeys(names)] if names else list(sources)


def _result(done: "Scanned") -> dict[str, Any]:
    return {
        **{what: done.count(what) for what in _COUNTS},
        "sources": [_scanned(one) for one in done.sources],
        "not_due": list(done.not_due),
    }


def _scanned(one: "SourceScanned") -> dict[str, Any]:
    visit = one.visit
    return {
        "name": one.source.name,
        "outcome": visit.outcome,
        "said": visit.said,
        "pages": len(visit.pages),
        **{what: sum(getattr(page, what) for page in visit.pages) for what in _COUNTS},
        "until": visit.until.isoformat() if visit.until else None,
        "moved_to": visit.moved_to or None,
        "budget": dict(visit.budget),
        "notes": list(one.notes),
    }


def _lines(done: "Scanned") -> list[str]:
    counted = ", ".join(f"{done.count(what):,} {what}" for what in _COUNTS if done.count(what))
    asked = f"{len(done.sources)} source{'s' if len(done.sources) != 1 else ''} asked"
    lines = [f"{asked}, {len(done.not_due)} not due yet: {counted or 'nothing new'}."]
    for one in done.sources:
        new = sum(page.new for page in one.visit.pages)
        lines.append(f"  {one.source.name}: {one.visit.outcome}, {new:,} new")
        lines += [f"    {note}" for note in one.notes]
    return lines


def _health(one: "Health") -> dict[str, Any]:
    return {
        "name": one.source.name,
        "kind": one.source.kind,
        "owner": one.source.owner,
        "state": one.state,
        "said": one.said,
        "due": one.due.isoformat(),
        "last_well": one.last_well.isoformat() if one.last_well else None,
        "failures": one.failures,
        "items": one.items,
        "new": one.new,
    }


def _health_lines(found: Sequence["Health"]) -> list[str]:
    return [f"{one.source.name} [{one.state}] {one.said}" for one in found] or ["No source yet."]


def _weekly_lines(by_owner: Any) -> list[str]:
    lines = []
    for owner, said in by_owner.items():
        lines += [f"For {owner or 'whoever keeps the list'}:", *(f"  {line}" for line in said), ""]
    return lines[:-1]
