"""Backups taken while others write are each one moment of the installation, whole."""

from pathlib import Path

from tests.reliability.keeper import PROCESSES, back_up_often, keeping, whole_batches
from theodolite.store.backup import backups_in, check, restore
from theodolite.store.history import verify
from theodolite.store.workspace import open_workspace

BACKUPS = 30


def test_thirty_backups_of_a_folder_that_is_written_to_are_whole(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    with keeping(folder, "one") as one, keeping(folder, "other") as other:
        one.wait_for(1)
        other.wait_for(1)
        copying = PROCESSES.Process(target=back_up_often, args=(folder, BACKUPS))
        copying.start()
        copying.join(120)
        assert copying.exitcode == 0
        told = one.count() + other.count()
    backups = backups_in(folder / "backups")
    assert len(backups) == BACKUPS
    before = 0
    for number, backup in enumerate(backups):
        check(backup.folder)
        restored = tmp_path / f"restored {number}"
        restore(backup.folder, restored)
        kept = sum(whole_batches(restored, name)[0] for name in ("one", "other"))
        assert verify(open_workspace(restored).alias).broken_at is None
        assert before <= kept <= told + 2
        before = kept
    assert before > 2, "nobody wrote while backups were taken"
