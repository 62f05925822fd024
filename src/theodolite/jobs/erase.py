"""Erase one person everywhere, as a job: it also opens every backup, which takes a while."""

from dataclasses import asdict
from typing import Any

from theodolite.jobs.running import Running
from theodolite.store.installation import folder_of_installation
from theodolite.store.retention import erase_in_copies, scrub
from theodolite.store.subjects import UnknownSubject, erase_subject, find_subject


def erase_person(running: Running) -> dict[str, Any]:
    """Erase the person whose key or address `detail` names: here, in the log, in every backup."""
    name, now = str(running.detail["subject"]), running.now()
    folder = folder_of_installation()
    running.tell(0.1, "Erasing in every backup")
    try:
        subject = find_subject(name)
    except UnknownSubject:
        return {"erased": False}  # A job that was killed after its work, and begun anew.
    work = ("subject", subject.key or subject.email, running.by, now.isoformat())
    copies = erase_in_copies(folder, work=work, now=now)
    running.tell(0.8, "Erasing here")
    receipt = erase_subject(subject.key or subject.email, by=running.by, at=now)
    scrub()
    return {"erased": True, "removed": receipt.removed, "copies": asdict(copies)}
