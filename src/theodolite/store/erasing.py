"""Erase in one copy of an installation, as a program of its own."""

import os
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import django

from theodolite.store.configuring import configure


def erase(folder: Path, what: str, name: str, by: str, at: str) -> None:
    """Erase a "subject" or a "data set" by name in a copy, as `by` asked at a moment (ISO 8601)."""
    if os.environ.get("DJANGO_SETTINGS_MODULE"):
        django.setup()
    else:
        configure(folder)
    from django.core.management import call_command

    from theodolite.store.retention import erase_data_set
    from theodolite.store.subjects import UnknownSubject, erase_subject

    call_command("migrate", verbosity=0, interactive=False)
    moment = datetime.fromisoformat(at)
    if what == "data set":
        erase_data_set(name, by=by, at=moment)
        return
    with suppress(UnknownSubject):  # This copy is older than the person's account.
        erase_subject(name, by=by, at=moment, in_copy=True)


if __name__ == "__main__":
    _, where, *told = sys.argv
    erase(Path(where), *told)
