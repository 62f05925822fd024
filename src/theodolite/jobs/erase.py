"""Erase one person everywhere, as a job: it also opens every backup, which takes a while."""

from dataclasses import asdict
from typing import Any

from theodolite.jobs.running import Running
from theodolite.store.installation import folder_of_installation
from theodolite.store.retention import erase_everywhere
from theodolite.store.subjects import UnknownSubject


def erase_person(running: Running) -> dict[str, Any]:
    """Erase the person whose key or address `detail` names: here, in the log, in every backup."""
    running.tell(0.1, "Erasing here and in every backup")
    name, why = str(running.detail["subject"]), str(running.detail.get("why", ""))
    try:
        gone = erase_everywhere(
            folder_of_installation(), name, by=running.by, why=why, now=running.now()
        )
    except UnknownSubject:
        return {"erased": False}  # A job that was killed after its work, and begun anew.
    return {"erased": True, "removed": gone.receipt.removed, "copies": asdict(gone.copies)}
