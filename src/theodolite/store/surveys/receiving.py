"""Receive an uploaded export: small ones while the sender waits, the others by a job."""

from datetime import datetime
from typing import BinaryIO

from django.db import transaction

from theodolite.settings.errors import CorrectableError
from theodolite.store import survey_files
from theodolite.store.models import DataSet, Job
from theodolite.store.queue import ask_for
from theodolite.store.surveys.parsing import Limits, TookTooLong
from theodolite.store.surveys.uploads import (
    Arrival,
    discard_arrival,
    keep_arrival,
    parse_arrival,
)

KIND = "read"
"""The kind of job that reads an upload."""

READ_AT_ONCE_BYTES = 1_000_000
"""Up to this size a file is read while its sender waits; larger ones become a job."""

AT_ONCE = Limits(processor_seconds=8, seconds=15.0)
"""What reading may cost while somebody waits; what costs more becomes a job too."""


def take_in(uploaded: BinaryIO) -> str:
    """Keep an upload until it is read, and clear away those that nobody will read."""
    survey_files.remove_strays()
    return survey_files.take_in(uploaded)


def receive(arrival: Arrival, *, at: datetime) -> DataSet | Job:
    """Read an upload and keep it, or ask for a job that does; a refused one leaves nothing."""
    if survey_files.incoming_file(arrival.key).stat().st_size > READ_AT_ONCE_BYTES:
        return _ask(arrival)
    try:
        parsed = parse_arrival(arrival, AT_ONCE)
    except TookTooLong:
        return _ask(arrival)
    except CorrectableError:
        discard_arrival(arrival)
        raise
    try:
        with transaction.atomic():
            return keep_arrival(arrival, parsed, at=at)
    except Exception:
        discard_arrival(arrival)
        raise


def _ask(arrival: Arrival) -> Job:
    return ask_for(KIND, arrival.as_detail(), arrival.by, once=f"{KIND} {arrival.key}")
