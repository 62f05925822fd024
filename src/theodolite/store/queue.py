"""Ask for work that outlives a request."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from theodolite.store.models import Job


def ask_for(
    kind: str, detail: Mapping[str, Any], *, by: str, due_at: datetime | None = None
) -> Job:
    """Put a job in the queue, in the caller's transaction: it is there just if that holds."""
    return Job.objects.create(
        kind=kind, detail=dict(detail), by=by, due_at=due_at or timezone.now()
    )
