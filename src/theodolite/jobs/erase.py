"""Erase one person everywhere, as a job: it also opens every backup, which takes a while."""

from dataclasses import asdict
from typing import Any

from theodolite.jobs.running import Running
from theodolite.settings.errors import CorrectableError
from theodolite.store import queue
from theodolite.store.installation import folder_of_installation
from theodolite.store.retention import erase_everywhere, finish_erasures
from theodolite.store.subjects import UnknownSubject


class WhomIsNotKept(CorrectableError):
    """The erasure was done, and whom it was about went with it."""


def erase_person(running: Running) -> dict[str, Any]:
    """Erase the person whose key or address `detail` names: here, in the log, in every backup.

    Once they are erased, the job keeps no longer whom it was about.
    """
    if "subject" not in running.detail:
        raise WhomIsNotKept(
            "This erasure was done before, and whom it was about is not kept."
            " Name the person anew on the page of one person’s data."
        )
    running.tell(0.1, "Erasing here and in every backup")
    told = _erased(running)
    with running.finishing() as result:
        result.update(told)
        queue.forget_detail(running.number)
    return told


def _erased(running: Running) -> dict[str, Any]:
    name, why = str(running.detail["subject"]), str(running.detail.get("why", ""))
    folder = folder_of_installation()
    try:
        gone = erase_everywhere(folder, name, by=running.by, why=why, now=running.now())
    except UnknownSubject:
        # A job that was killed after its work, or on its last steps, and begun anew.
        finish_erasures(folder, now=running.now())
        return {"erased": False}
    return {"erased": True, "removed": gone.receipt.removed, "copies": asdict(gone.copies)}
