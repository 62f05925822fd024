"""The horizon's part of the demo: a made-up stream scanned, and shown as its users would see it."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from theodolite.horizon.archive import Entry, Journal
    from theodolite.horizon.duplicates.archived import BroughtUpToDate
    from theodolite.horizon.scanned import Scanned
    from theodolite.horizon.synthetic.stream import Stream

GROUP = "Safety group"
"""Whose bulletin the demo writes."""


def demonstrate_horizon(folder: Path, today: date) -> None:
    """Replay a stream up to today into a workspace, and write radar, bulletin and what was found.

    The folder appears when all of it is there, in the place of an earlier one.
    """
    from theodolite.reports.result_files import as_json
    from theodolite.reports.written_together import write_beside

    with write_beside(folder) as beside:
        _demonstrate(beside, today)
        (beside / "log.json").write_bytes(as_json({"group": GROUP}))


def _demonstrate(folder: Path, today: date) -> None:
    from theodolite.cli.horizon.scanned import scanned
    from theodolite.horizon.duplicates.archived import bring_up_to_date
    from theodolite.horizon.synthetic.replay import replay
    from theodolite.horizon.synthetic.stream import MONTHS, make_stream, month_start
    from theodolite.store.workspace import open_workspace

    workspace = folder / "workspace"
    # It ends with the last whole month, so that what rises does so now.
    stream = make_stream(first=month_start(-MONTHS, today))
    kept = open_workspace(workspace)
    now = replay(stream, workspace, (kept, kept))
    told = bring_up_to_date(kept, kept, now=now)
    _, found = scanned(workspace, now=now)
    _write_radar(found, now.date(), folder / "radar")
    kept.append([_write_bulletin(found, now, workspace / "groups.toml", folder / "bulletin")])
    _write_found((stream, told, found), kept, now.date(), folder / "found")


def _write_radar(found: "Scanned", on: date, folder: Path) -> None:
    from theodolite.horizon.radar import edition_from
    from theodolite.reports.radar_folder import write_radar_folder

    edition = edition_from(found.trends, found.placed, found.items, found.framework, on=on)
    write_radar_folder(edition, None, folder)


def _write_bulletin(found: "Scanned", now: datetime, groups: Path, folder: Path) -> "Entry":
    """Write it, and give what the journal is to say of it."""
    from theodolite.horizon.bulletin import Known, bulletin_for, delivery, read_groups, sent_to
    from theodolite.horizon.bulletin.groups import group_named
    from theodolite.reports.bulletin_folder import write_bulletin_folder

    group = group_named(GROUP, read_groups(groups, found.framework))
    known = Known(found.framework, found.items, found.placed, found.trends)
    bulletin = bulletin_for(group, known, sent_to(group.name, ()), now=now)
    write_bulletin_folder(bulletin, folder, address=group.address)
    return delivery(bulletin, at=now)


def _write_found(
    made: "tuple[Stream, BroughtUpToDate, Scanned]", journal: "Journal", on: date, folder: Path
) -> None:
    from theodolite.horizon.duplicates.decisions import LINK
    from theodolite.horizon.synthetic.comparing import Scan, compare
    from theodolite.reports.planted_page import write_planted_page

    stream, told, found = made
    links = {frozenset((one.subject, str(one.detail["target"]))) for one in journal.entries(LINK)}
    scan = Scan(told.items, told.decisions.groups(), links, found.placed, found.trends)
    write_planted_page(compare(stream.planted, scan), on=on, folder=folder)
