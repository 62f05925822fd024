"""Place items in the framework's topics, and see what a changed framework would move."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from theodolite.cli.printing import ATTENTION, Json, tell, warn
from theodolite.cli.workspace import DEFAULT_WORKSPACE, WorkspaceFolder

if TYPE_CHECKING:
    from theodolite.evidence.framework import Framework
    from theodolite.horizon.item import Item
    from theodolite.horizon.placing import Correction, Placed, PlacedItem, Preview

LISTED = 5
"""How many items of a topic are listed for people; `--json` has them all."""

FrameworkFile = Annotated[
    Path | None,
    typer.Option(
        "--framework", help="The topics (TOML); the workspace's framework.toml if absent."
    ),
]

commands = typer.Typer()


@commands.command("place")
def place_items(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[FILE…]", help="Records to place; the workspace's items if absent."
        ),
    ] = None,
    framework: FrameworkFile = None,
    workspace: WorkspaceFolder = DEFAULT_WORKSPACE,
    preview: Annotated[
        Path | None,
        typer.Option("--preview", help="A changed framework: show which items it would move."),
    ] = None,
    *,
    as_json: Json = False,
) -> None:
    """Place items in topics, with chances, horizon, threat or opportunity, and readiness."""
    from theodolite.evidence.framework import read_framework
    from theodolite.horizon.placing import preview as previewed
    from theodolite.horizon.placing.placed_items import placed_items

    asked = read_framework(framework or workspace / "framework.toml")
    changed = read_framework(preview) if preview is not None else None
    items, beside, unreadable = _items(files or [], workspace)
    labels = _labels(workspace)
    placed = placed_items(items, asked, labels, beside)
    titles = {item.identity: item.title for item in items}
    if changed is None:
        tell(_told(placed, titles), _lines(placed, asked, titles), as_json=as_json)
    else:
        moves = previewed(placed, placed_items(items, changed, labels, beside))
        tell(asdict(moves), _moves(moves, titles), as_json=as_json)
    warn(unreadable)
    if unreadable:
        raise typer.Exit(ATTENTION)


def _items(
    files: Sequence[Path], workspace: Path
) -> tuple[Sequence["Item"], Sequence["Item"], list[str]]:
    """What is to be placed, what is known beside it, and what could not be read."""
    from theodolite.horizon.files import read_items
    from theodolite.store.workspace import open_workspace

    kept = list(open_workspace(workspace).items()) if workspace.is_dir() else []
    if not files:
        return kept, [], []
    now = datetime.now(UTC)
    read = {path: read_items(path, now=now) for path in files}
    items = [item for one in read.values() for item in one.items]
    here = {item.identity for item in items}
    unreadable = [f"{path.name}: {line}" for path, one in read.items() for line in one.unreadable]
    return items, [item for item in kept if item.identity not in here], unreadable


def _labels(workspace: Path) -> tuple["Correction", ...]:
    from theodolite.horizon.placing import corrections_from
    from theodolite.horizon.placing.corrections import KIND
    from theodolite.store.workspace import open_workspace

    if not workspace.is_dir():
        return ()
    return corrections_from(open_workspace(workspace).entries(KIND))


def _told(placed: "Placed", titles: Mapping[str, str]) -> dict[str, Any]:
    return {
        "framework": placed.framework,
        "version": placed.version,
        "calibration": placed.calibration,
        "notes": list(placed.notes),
        "items": [
            {
                "identity": one.identity,
                "title": titles[one.identity],
                "topics": [asdict(topic) | {"belongs": topic.belongs} for topic in one.topics],
                "none_of_these": one.none_of_these,
                "horizon": asdict(one.horizon),
                "outlook": asdict(one.outlook),
                "readiness": asdict(one.readiness),
            }
            for one in placed.items
        ],
    }


def _lines(placed: "Placed", framework: "Framework", titles: Mapping[str, str]) -> Iterator[str]:
    elsewhere = sum(not one.belongs_to() for one in placed.items)
    yield f"{len(placed.items)} items, {elsewhere} of them under no topic. {placed.calibration}"
    yield from placed.notes
    for topic in framework.topics:
        found = placed.under(topic.code)
        yield f"{topic.name} ({topic.code}): {len(found)}"
        for one in found[:LISTED]:
            yield from _item_lines(one, topic.code, titles)
        if len(found) > LISTED:
            yield f"  … and {len(found) - LISTED} more; --json lists them all."


def _item_lines(one: "PlacedItem", topic: str, titles: Mapping[str, str]) -> Iterator[str]:
    where = next(place for place in one.topics if place.topic == topic)
    by = f", says {where.by}" if where.by else ""
    yield f"  {where.probability:.0%}{by}  {titles[one.identity]}  [{one.identity}]"
    if where.sentence and where.sentence != titles[one.identity]:
        yield f"       “{where.sentence}”"
    judged = {"horizon": one.horizon, "outlook": one.outlook, "readiness": one.readiness}
    yield "       " + "; ".join(f"{what}: {judged.answer}" for what, judged in judged.items())


def _moves(moves: "Preview", titles: Mapping[str, str]) -> Iterator[str]:
    yield f"{moves.moved} items would move."
    for topic in moves.topics:
        yield f"{topic.topic}: {topic.before} before, {topic.after} after"
        listed = {"gained": topic.gained, "lost": topic.lost, "nearest to moving": topic.nearest}
        for what, items in listed.items():
            for one in items[:LISTED]:
                chances = f"{one.before:.0%} → {one.after:.0%}"
                yield f"  {what}: {chances}  {titles[one.identity]}  [{one.identity}]"
