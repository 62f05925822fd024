"""Write down every export: who took what out, when, why, and exactly which bytes."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from theodolite.store.history import write_down
from theodolite.store.models import Export


@dataclass(frozen=True, slots=True)
class Taken:
    """What an export consists of: its file's bytes, how many rows, and how these were chosen."""

    what: str
    content: bytes
    rows: int
    chosen: str = ""
    profile: str = ""


def log_export(taken: Taken, *, by: str, why: str, at: datetime) -> Export:
    """Note an export before it is handed over; `by` is the key of an account."""
    with transaction.atomic():
        export = Export.objects.create(
            what=taken.what,
            by=by,
            at=at,
            why=why,
            chosen=taken.chosen,
            profile=taken.profile,
            rows=taken.rows,
            sha256=sha256(taken.content).hexdigest(),
        )
        told = {"what": taken.what, "rows": taken.rows, "sha256": export.sha256}
        write_down("export", taken.what, by, told, at=at)
    return export
