"""Sources that are files: one path, or every file of a folder that has changed."""

from datetime import UTC, datetime
from pathlib import Path

from theodolite.horizon.fetch.limits import Limits
from theodolite.horizon.fetch.refusals import TooMuch, Unreachable
from theodolite.horizon.sources.source import Answer


def read_file(file: Path, limits: Limits, now: datetime) -> Answer:
    """The bytes of a file, within the same bound as an answer from outside."""
    try:
        with file.open("rb") as opened:
            payload = opened.read(limits.most_bytes + 1)
    except (OSError, ValueError) as error:
        raise Unreachable(
            f"The file {file} cannot be read ({error})."
            " Check the source's address; a path is taken from the workspace's folder."
        ) from None
    if len(payload) > limits.most_bytes:
        raise TooMuch(
            f"The file {file} holds more than {limits.most_bytes:,} bytes. Divide it into files"
            " of fewer items, or bring it in once with the import command."
        )
    return Answer(payload, str(file), now)


def changed_files(folder: Path, since: datetime | None) -> tuple[Path, ...]:
    """The files of a folder that came or changed since a moment, those of sub-folders too.

    A file that was copied with an old date counts as new by when it got here.
    """
    found = [
        file
        for file in sorted(folder.rglob("*"))
        if file.is_file()
        and not any(part.startswith(".") for part in file.relative_to(folder).parts)
    ]
    return tuple(file for file in found if since is None or _changed_at(file) >= since)


def _changed_at(file: Path) -> datetime:
    about = file.stat()
    return datetime.fromtimestamp(max(about.st_mtime, about.st_ctime), tz=UTC)
