"""Delete every night what may be kept no longer, as a job that can be begun anew at any moment."""

from datetime import timedelta
from typing import Any

from theodolite.jobs.running import Running
from theodolite.jobs.schedule import LATEST
from theodolite.store import queue
from theodolite.store.backup import no_other_copying
from theodolite.store.installation import folder_of_installation, read_installation
from theodolite.store.letters import forget_letters
from theodolite.store.retention import (
    clear_sessions,
    erase_data_set,
    erase_in_copies,
    finish_erasures,
    forget_jobs,
    overdue_data_sets,
)
from theodolite.store.survey_files import remove_strays
from theodolite.store.surveys.uploads import sweep_surveys


def delete_what_is_over(running: Running) -> dict[str, Any]:
    """Delete data sets past their date, uploads not read or kept, old jobs and ended sessions."""
    folder, now = folder_of_installation(), running.now()
    overdue = overdue_data_sets(now.date())
    for number, one in enumerate(overdue):
        running.tell(number / len(overdue), f"Deleting {one.name}")
        work = ("data set", one.key, queue.SCHEDULE, now.isoformat())
        with no_other_copying(folder):
            # Copies first: once the line here says it is deleted, nobody would look there again.
            erase_in_copies(folder, work=work)
            erase_data_set(one.key, by=queue.SCHEDULE, at=now)
    over = now - timedelta(days=read_installation(folder).keep.days_of_jobs)
    told = {
        "data_sets": len(overdue),
        "uploads": remove_strays(),
        "strays": sweep_surveys(),
        "jobs": forget_jobs(min(over, now - LATEST)),
        "letters": forget_letters(over),
        "sessions": clear_sessions(now),
    }
    running.tell(1.0, "Leaving nothing behind in freed pages")
    finish_erasures(folder, now=now)
    return told
