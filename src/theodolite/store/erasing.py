"""Erase in one folder, as a program of its own: an installation, or a copy of one."""

import os
import sys
from datetime import datetime
from pathlib import Path

import django

from theodolite.store.configuring import configure


def erase(folder: Path, what: str, name: str, by: str, at: str) -> None:
    """Erase a "subject" or a "data set" by name, as `by` asked for at a moment (ISO 8601)."""
    if os.environ.get("DJANGO_SETTINGS_MODULE"):
        django.setup()
    else:
        configure(folder)
    from django.core.management import call_command

    from theodolite.store.retention import erase_data_set
    from theodolite.store.subjects import UnknownSubject, erase_subject

    call_command("migrate", verbosity=0, interactive=False)
    erase_one = {"subject": erase_subject, "data set": erase_data_set}[what]
    try:
        erase_one(name, by=by, at=datetime.fromisoformat(at))
    except UnknownSubject:
        return  # This copy is older than the person's account.


if __name__ == "__main__":
    _, where, *told = sys.argv
    erase(Path(where), *told)
