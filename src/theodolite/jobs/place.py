"""Put everything that is kept together: things once, their places, their order, what rises."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from theodolite.jobs.running import Running
from theodolite.store import findings, listing, relisting
from theodolite.store.inbox import RANKED
from theodolite.store.installation import folder_of_installation
from theodolite.store.outcomes import all_acts, catch_up
from theodolite.store.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from theodolite.horizon.scanned import Scanned

Tell = Callable[[float, str], None]


def place_everything(running: Running) -> dict[str, Any]:
    """Merge, place, rank and count all that scans have found, and keep it for pages to show."""
    folder = folder_of_installation()
    kept, began = open_workspace(folder), relisting.newest_line()
    known = known_now(folder, kept, now=running.now(), tell=running.tell)
    counted = list_everything(known, now=running.now(), tell=running.tell)
    relisting.relist_since(began, kept)
    tell_everything(known, folder, kept, now=running.now(), tell=running.tell)
    with running.finishing() as result:
        result.update(counted)
    return result


def known_now(folder: Path, kept: Workspace, *, now: datetime, tell: Tell) -> "Scanned":
    """Merge what is the same, and work out where everything belongs and what rises."""
    from theodolite.evidence.framework import read_framework
    from theodolite.horizon.duplicates.archived import bring_up_to_date
    from theodolite.horizon.scanned import everything_known

    framework = read_framework(folder / "framework.toml")
    tell(0.0, "Looking for duplicates")
    bring_up_to_date(kept, kept, now=now)
    tell(0.2, "Placing items in the framework")
    return everything_known(kept, kept, framework, now=now)


def list_everything(known: "Scanned", *, now: datetime, tell: Tell) -> dict[str, int]:
    """Bring the table that pages list up to date, and put what waits in order."""
    from theodolite.horizon.duplicates.merging import representatives
    from theodolite.jobs.ranking import laid_out, ranked, round_told

    # First, so that things are listed with what was decided of them on the command line.
    catch_up()
    decided = listing.decided_count()
    tell(0.5, "Listing items")
    counted = listing.fill(
        known.items,
        known.placed.by_identity,
        progress=lambda share: tell(0.5 + 0.2 * share, ""),
    )
    tell(0.7, "Putting what waits in order")
    known_as = representatives(known.items)
    about = known.framework.about()
    desk, triage = laid_out(known.items, about, all_acts(), known_as)
    listing.rank(ranked(desk, triage, on=now.date()))
    findings.keep("round", round_told(desk, triage), at=now)
    findings.keep(RANKED, {"decided": decided}, at=now)
    return counted


def tell_everything(
    known: "Scanned", folder: Path, kept: Workspace, *, now: datetime, tell: Tell
) -> None:
    """Keep what is told of topics, trends, the radar, gaps and sources, with the figures."""
    from theodolite.jobs import telling

    outcomes = telling.outcomes_of(known, all_acts())
    tell(0.8, "Telling what rises")
    findings.keep("topics", telling.topics_told(known, outcomes, now=now), at=now)
    findings.keep("yields", telling.yields_told(known, outcomes), at=now)
    findings.keep("gaps", telling.gaps_told(known, folder, kept, on=now.date()), at=now)
    tell(0.85, "Drawing figures")
    findings.keep("radar", telling.radar_told(known, folder, at=now), at=now)
    findings.keep("trends", telling.trends_told(known, at=now, tell=tell), at=now)
