"""A full disk is refused in a sentence; what was kept stays, and with room work goes on."""

import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = (sys.executable, "-m", "tests.reliability.full_disk")


def told_by(*command: str) -> str:
    done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603  our own program and arguments
    assert done.returncode == 0, done.stderr[-3_000:]
    return done.stdout


@pytest.mark.parametrize("segment", [20, 1_000_000])
@pytest.mark.parametrize("room", [10_000, 400_000])
def test_files_that_may_not_grow_keep_nothing_by_halves(
    tmp_path: Path, segment: int, room: int
) -> None:
    assert "of at least" in told_by(*PROGRAM, str(tmp_path), str(segment), str(room))


@pytest.mark.parametrize("segment", [20, 1_000_000])
def test_a_disk_without_room_keeps_nothing_by_halves(tmp_path: Path, segment: int) -> None:
    """A disk of six megabytes in memory, seen by that one process; it needs no rights on Linux."""
    mounted = 'mount -t tmpfs -o size=6m tmpfs "$0" && exec "$@"'
    apart = ("unshare", "--map-root-user", "--mount", "sh", "-c", mounted, str(tmp_path))
    assert "of at least" in told_by(*apart, *PROGRAM, str(tmp_path), str(segment), "0")
