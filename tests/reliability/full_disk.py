"""Fill a disk with a workspace, and see that it refuses cleanly; run apart by a test."""

import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import run

from tests.reliability.keeper import NOON, batch_of, whole_batches
from theodolite.horizon.archive import Entry
from theodolite.settings.errors import CorrectableError
from theodolite.store.workspace import Workspace, open_workspace


def main() -> None:
    """Fill the folder until it refuses, twice; make room; go on."""
    folder, segment, room = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    workspace = open_workspace(folder / "kept", segment=segment)
    from theodolite.store.history import verify  # needs a folder to be open

    make_room = limited(workspace, room) if room else enlarged(folder)
    kept = fill(workspace, 0)
    assert kept
    assert fill(workspace, kept) <= kept + 2  # A smaller one may still fit.
    make_room()
    batches, entries = whole_batches(folder / "kept", "full")
    workspace.keep(batch_of("full", batches))
    workspace.append([Entry("batch", "full", "test", NOON, {"number": entries})] * 2)
    assert whole_batches(folder / "kept", "full") == (batches + 1, entries + 1)
    assert verify(workspace.alias).broken_at is None
    sys.stdout.write(f"{batches} of at least {kept}")
    assert kept <= entries <= batches


def fill(workspace: Workspace, number: int) -> int:
    """Keep batches until there is no room, and tell how many are kept."""
    try:
        while number < 3_000:
            workspace.keep(batch_of("full", number))
            workspace.append([Entry("batch", "full", "test", NOON, {"number": number})] * 2)
            number += 1
    except CorrectableError as error:
        assert "Nothing was kept" in str(error), error  # noqa: PT017
        return number
    raise AssertionError("the disk was never full")


def limited(workspace: Workspace, room: int) -> Callable[[], None]:
    """Let no file grow beyond its size now and some room: as at the end of a disk."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    size = max(workspace.database.stat().st_size, 100_000) + room
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
    endless = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, endless)


def enlarged(folder: Path) -> Callable[[], None]:
    """The folder is a disk of its own already, and small."""
    return lambda: run(["mount", "-o", "remount,size=64m", str(folder)], check=True) and None  # noqa: S603, S607


if __name__ == "__main__":
    main()
