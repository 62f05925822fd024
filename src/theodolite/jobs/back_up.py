"""Copy the installation every night, as a job, and let go of the oldest copies."""

import shutil
from typing import Any

from theodolite.jobs.running import Running
from theodolite.store.backup import BACKUPS, back_up, backups_in, check, no_other_copying
from theodolite.store.installation import folder_of_installation, read_installation


def back_installation_up(running: Running) -> dict[str, Any]:
    """Make a copy, read it back, and remove those beyond the number that is kept."""
    folder = folder_of_installation()
    running.tell(0.0, "Copying the database and all files")
    with no_other_copying(folder):
        made = back_up(folder, now=running.now())
        running.tell(0.7, "Reading the copy back")
        check(made.folder)
        kept = read_installation(folder).keep.backups
        old = backups_in(folder / BACKUPS)[: -max(kept, 1)]
        for one in old:
            shutil.rmtree(one.folder)
    return {"backup": made.folder.name, "files": len(made.files), "removed": len(old)}
