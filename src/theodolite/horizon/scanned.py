"""What is known by now: items once each, where they belong, and what rises."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from theodolite.evidence.framework import Framework
from theodolite.horizon.archive import Archive, Journal
from theodolite.horizon.duplicates.decisions import KIND as MERGE
from theodolite.horizon.duplicates.decisions import LINK
from theodolite.horizon.duplicates.merging import merged
from theodolite.horizon.item import Item
from theodolite.horizon.placing import Placed, corrections_from
from theodolite.horizon.placing.corrections import KIND as CORRECTION
from theodolite.horizon.placing.placed_items import placed_items
from theodolite.horizon.trends import Trends, find_trends


@dataclass(frozen=True)
class Scanned:
    """A framework, the items after merging, their places in it, and the trends."""

    framework: Framework
    items: Sequence[Item]
    placed: Placed
    trends: Trends


def everything_known(
    archive: Archive, journal: Journal, framework: Framework, *, now: datetime | None = None
) -> Scanned:
    """Merge, place and count everything that is kept, or that was known at a moment."""
    items = merged_items(archive, journal, now=now)
    placed = placed_items(items, framework, corrections_from(journal.entries(CORRECTION, by=now)))
    placements = {one.identity: one.belongs_to() for one in placed.items}
    day = now.date() if now else None
    trends = find_trends(items, framework=framework, placements=placements, as_of=day)
    return Scanned(framework, items, placed, trends)


def merged_items(
    archive: Archive, journal: Journal, *, now: datetime | None = None
) -> Sequence[Item]:
    """Every thing that is kept, once, with what links it to others."""
    decided = [*journal.entries(MERGE, by=now), *journal.entries(LINK, by=now)]
    return merged(list(archive.items(observed_by=now)), decided)
