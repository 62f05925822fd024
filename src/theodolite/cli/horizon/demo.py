"""The horizon's part of the demo: a made-up stream scanned, and shown as its users would see it."""

from pathlib import Path

GROUP = "Safety group"
"""Whose bulletin the demo writes."""


def demonstrate_horizon(folder: Path) -> None:
    """Replay the stream into a workspace, and write its radar, a bulletin and what was found.

    The folder appears when all of it is there, in the place of an earlier one.
    """
    from theodolite.reports.result_files import as_json
    from theodolite.reports.written_together import write_beside

    with write_beside(folder) as beside:
        _demonstrate(beside)
        (beside / "log.json").write_bytes(as_json({"group": GROUP}))


def _demonstrate(folder: Path) -> None:
    from theodolite.cli.horizon.scanned import scanned
    from theodolite.horizon.bulletin import Known, bulletin_for, delivery, read_groups, sent_to
    from theodolite.horizon.bulletin.groups import group_named
    from theodolite.horizon.duplicates.archived import bring_up_to_date
    from theodolite.horizon.duplicates.decisions import LINK
    from theodolite.horizon.radar import edition_from
    from theodolite.horizon.synthetic.comparing import Scan, compare
    from theodolite.horizon.synthetic.replay import replay
    from theodolite.horizon.synthetic.stream import make_stream
    from theodolite.reports.bulletin_folder import write_bulletin_folder
    from theodolite.reports.planted_page import write_planted_page
    from theodolite.reports.radar_folder import write_radar_folder
    from theodolite.store.workspace import open_workspace

    workspace = folder / "workspace"
    stream = make_stream()
    kept = open_workspace(workspace)
    now = replay(stream, workspace, (kept, kept))
    told = bring_up_to_date(kept, kept, now=now)
    found = scanned(workspace, now=now)

    edition = edition_from(found.trends, found.placed, found.items, found.framework, on=now.date())
    write_radar_folder(edition, None, folder / "radar")

    group = group_named(GROUP, read_groups(workspace / "groups.toml", found.framework))
    known = Known(found.framework, found.items, found.placed, found.trends)
    bulletin = bulletin_for(group, known, sent_to(group.name, ()), now=now)
    write_bulletin_folder(bulletin, folder / "bulletin", address=group.address)
    kept.append([delivery(bulletin, at=now)])

    links = {frozenset((one.subject, one.detail["target"])) for one in kept.entries(LINK)}
    scan = Scan(told.items, told.decisions.groups(), links, found.placed, found.trends)
    write_planted_page(compare(stream.planted, scan), on=now.date(), folder=folder / "found")
