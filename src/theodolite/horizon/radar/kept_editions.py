"""Editions of the radar that were kept in a workspace, for the next to be compared with."""

from datetime import date
from pathlib import Path

from theodolite.horizon.radar.edition import Edition, UnusableRadar
from theodolite.horizon.radar.exchange import read_radar, write_radar
from theodolite.settings.text_file import read_text

_FOLDER = "radar"


def read_edition(path: Path, *, on: date) -> Edition:
    """The radar that a file holds; `on` is the day of one that does not say any."""
    return read_radar(read_text(path, what="radar").encode(), name=path.stem, on=on)


def last_kept(workspace: Path, *, before: date) -> Edition | None:
    """The newest edition in the workspace from before a day."""
    kept = [one for one in (workspace / _FOLDER).glob("*.json") if one.stem < before.isoformat()]
    return read_edition(max(kept), on=before) if kept else None


def keep_edition(edition: Edition, workspace: Path) -> Path:
    """Keep an edition under its day, whole or not at all."""
    path = workspace / _FOLDER / f"{edition.on}.json"
    part = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(write_radar(edition))
        part.replace(path)
    except OSError as error:
        raise UnusableRadar(
            f"The edition is drawn, but cannot be kept at {path}: {error.strerror}."
            " Name a workspace that you may write to, on a disk with room, and draw it again."
        ) from None
    return path
