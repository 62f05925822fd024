"""Bibliographic records from a file that came over the network."""

from datetime import UTC, datetime
from typing import Any

from theodolite.horizon.files.front_door import read_payload
from theodolite.horizon.files.rows import row_from
from theodolite.horizon.item import Seen
from theodolite.horizon.sources.hostile.refusal import Refused
from theodolite.settings.errors import CorrectableError

_UNKNOWN = datetime(1970, 1, 1, tzinfo=UTC)


def read_file(payload: bytes, name: str) -> dict[str, Any]:
    """Every record as a row of texts; the time at which it was seen is filled in by the asker."""
    if not payload.strip():
        raise Refused("the file is empty")
    try:
        found = read_payload(payload, Seen(name, "", _UNKNOWN))
    except CorrectableError as problem:
        raise Refused(str(problem)) from None
    rows = [row_from(item) for item in found.items]
    kept = [{column: text for column, text in row.items() if text} for row in rows]
    return {"rows": kept, "unreadable": found.unreadable, "notes": found.notes}
