"""A folder that appears whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from theodolite.settings.errors import CorrectableError

MARKER = "log.json"


class FolderNotOurs(CorrectableError):
    """A folder that would be replaced holds something we did not write."""


class FolderNotWritten(CorrectableError):
    """The results cannot be kept where they were asked for."""


@contextmanager
def write_beside(folder: Path) -> Iterator[Path]:
    """A new folder to write into, which takes the place of `folder` when all went well.

    After an error `folder` is as it was before. An earlier folder is replaced only if it is empty
    or holds the file log.json, which every folder of results does.
    """
    try:
        _check_ours(folder)
        target = folder.resolve()
        target.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent) as beside:
            draft = Path(beside) / "new"
            draft.mkdir()
            yield draft
            _put_in_place(draft, target, Path(beside) / "old")
    except OSError as error:
        raise FolderNotWritten(
            f"The folder {folder} cannot be written: {error.strerror}. What was there is unchanged."
            " Choose a folder that you may write to, on a disk with room."
        ) from error


def _check_ours(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise FolderNotOurs(
            f"{folder} is a file, but the results need a folder of their own."
            " Choose another name for the folder, or move the file away."
        )
    if folder.exists() and any(folder.iterdir()) and not (folder / MARKER).is_file():
        raise FolderNotOurs(
            f"The folder {folder} holds files that were not written by an analysis: it has no"
            f" {MARKER}. Replacing it would lose them."
            " Choose a new or empty folder, or move those files away."
        )


def _put_in_place(draft: Path, target: Path, old: Path) -> None:
    """Swap by renaming, and swap back if the new folder cannot take its place."""
    was_there = target.exists()
    if was_there:
        target.rename(old)
    try:
        draft.rename(target)
    except OSError:
        if was_there:
            old.rename(target)
        raise
