"""What a workspace knows by now: its items once each, where they belong, and what rises."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from theodolite.cli.horizon.placing import placed_items

if TYPE_CHECKING:
    from theodolite.evidence.framework import Framework
    from theodolite.horizon.item import Item
    from theodolite.horizon.placing import Placed
    from theodolite.horizon.trends import Trends
    from theodolite.store.workspace import Workspace


@dataclass(frozen=True)
class Scanned:
    """The workspace with its framework, its items after merging, their places and the trends."""

    workspace: "Workspace"
    framework: "Framework"
    items: "Sequence[Item]"
    placed: "Placed"
    trends: "Trends"


def scanned(folder: Path, *, now: datetime | None = None) -> Scanned:
    """Merge, place and count everything that the workspace holds, or held at a moment."""
    from theodolite.evidence.framework import read_framework
    from theodolite.horizon.duplicates.decisions import KIND as MERGE
    from theodolite.horizon.duplicates.decisions import LINK
    from theodolite.horizon.duplicates.merging import merged
    from theodolite.horizon.placing import corrections_from
    from theodolite.horizon.placing.corrections import KIND as CORRECTION
    from theodolite.horizon.trends import find_trends
    from theodolite.store.workspace import open_workspace

    framework = read_framework(folder / "framework.toml")
    workspace = open_workspace(folder)
    decided = [*workspace.entries(MERGE, by=now), *workspace.entries(LINK, by=now)]
    items = merged(list(workspace.items(observed_by=now)), decided)
    corrections = corrections_from(workspace.entries(CORRECTION, by=now))
    placed = placed_items(items, framework, corrections)
    placements = {one.identity: one.belongs_to() for one in placed.items}
    day = now.date() if now else None
    trends = find_trends(items, framework=framework, placements=placements, as_of=day)
    return Scanned(workspace, framework, items, placed, trends)
