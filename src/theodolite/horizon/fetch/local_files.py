"""Sources that are files: one path, or every file of a folder that has changed."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from theodolite.horizon.fetch.limits import Limits
from theodolite.horizon.fetch.refusals import TooMuch, Unreachable
from theodolite.horizon.sources.source import Answer


def read_file(file: Path, limits: Limits, now: datetime) -> Answer:
    """The bytes of a file, within the same bound as an answer from outside."""
    shown = str(file).encode("utf-8", "backslashreplace").decode()
    if shown != str(file):
        raise Unreachable(
            f"The file {shown} has a name that is not UTF-8 text, so nobody could write down where"
            " its items came from. Rename it; what it holds may stay as it is."
        )
    try:
        if file.exists() and not file.is_file():
            raise _not_plain(file)
        with file.open("rb") as opened:
            payload = opened.read(limits.most_bytes + 1)
    except (OSError, ValueError) as error:
        raise _unreachable(file, error) from None
    if len(payload) > limits.most_bytes:
        raise TooMuch(
            f"The file {file} holds more than {limits.most_bytes:,} bytes. Divide it into files"
            " of fewer items, or bring it in once with the import command."
        )
    return Answer(payload, str(file), now)


def changed_files(folder: Path, path: str, since: datetime | None) -> tuple[str, ...]:
    """The files below a path that came or changed since a moment; the path itself if it is a file.

    Paths are taken, and given, as seen from `folder`. A file that was copied with an old date
    counts as new by when it got here; hidden ones, and what is no plain file, are passed over.
    """
    top = folder / path
    try:
        if not top.is_dir():
            return (path,)
        found = [file for file in _files_below(top) if since is None or _changed_at(file) >= since]
    except OSError as error:
        raise _unreachable(top, error) from None
    return tuple(str(Path(path) / file.relative_to(top)) for file in sorted(found))


def _files_below(top: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(top, onerror=_raise):
        folders[:] = [name for name in folders if not name.startswith(".")]
        files = (Path(place, name) for name in names if not name.startswith("."))
        yield from (file for file in files if file.is_file())


def _raise(error: OSError) -> None:
    raise error


def _changed_at(file: Path) -> datetime:
    about = file.stat()
    return datetime.fromtimestamp(max(about.st_mtime, about.st_ctime), tz=UTC)


def _not_plain(path: Path) -> Unreachable:
    """A pipe would be waited for without end, and a device has none."""
    return Unreachable(
        f"{path} is no plain file but a folder, a pipe or a device. Save what it gives into a file,"
        " and name that file or its folder as the source's address."
    )


def _unreachable(path: Path, error: Exception) -> Unreachable:
    return Unreachable(
        f"{path} cannot be read ({getattr(error, 'strerror', '') or error})."
        " Check the source's address, and the right to read there; a path is taken from the"
        " workspace's folder."
    )
