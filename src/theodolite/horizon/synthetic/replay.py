"""A workspace as it would stand after three years of monthly scans of the made-up stream."""

from collections.abc import Callable
from datetime import datetime
from importlib.resources import files
from pathlib import Path

from theodolite.horizon.archive import Archive, Journal
from theodolite.horizon.fetch.door import Door, Outside
from theodolite.horizon.fetch.limits import Clock
from theodolite.horizon.scan import ScanOptions, scan
from theodolite.horizon.synthetic.publishing import publish_month, scanned_at
from theodolite.horizon.synthetic.stream import MONTHS, Stream
from theodolite.horizon.watched import watched_sources

SETTINGS = ("sources.toml", "framework.toml", "groups.toml")
"""What the made-up society has written, as it is put into the workspace's folder."""


def write_settings(folder: Path) -> None:
    """Put the society's own files into a workspace."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in SETTINGS:
        (folder / name).write_bytes(files(__package__).joinpath(name).read_bytes())


def replay(
    stream: Stream,
    folder: Path,
    kept: tuple[Archive, Journal],
    *,
    progress: Callable[[float], None] | None = None,
) -> datetime:
    """Scan every month's files at that month's date; gives the moment of the last scan."""
    write_settings(folder)
    sources = watched_sources(folder)
    options = ScanOptions(threads=1, even_if_not_due=True)
    for month in range(MONTHS):
        publish_month(stream, month, folder / "stream")
        now = scanned_at(stream, month)
        scan(sources, *kept, _door_at(folder, now), now=now, options=options)
        if progress:
            progress((month + 1) / MONTHS)
    return now


def _door_at(folder: Path, moment: datetime) -> Door:
    """A door whose clock stands at the moment that is replayed."""
    return Door(folder, outside=Outside(clock=Clock(now=lambda: moment)))
