"""Read an uploaded survey export that is too large to be read while its sender waits."""

from collections.abc import Mapping
from typing import Any

from theodolite.jobs.running import Running
from theodolite.settings.errors import CorrectableError
from theodolite.store.surveys.uploads import (
    arrival_from,
    discard_arrival,
    keep_arrival,
    parse_arrival,
)


def read_upload(running: Running) -> Mapping[str, Any]:
    """Read and keep the upload that `detail` tells of; a refused one leaves nothing."""
    arrival = arrival_from(running.detail)
    running.tell(0.1, f"Reading {arrival.name}")
    try:
        parsed = parse_arrival(arrival)
    except CorrectableError:
        discard_arrival(arrival)
        raise
    running.tell(0.7, f"Keeping {len(parsed.export.respondents):,} respondents")
    try:
        with running.finishing() as result:
            data_set = keep_arrival(arrival, parsed, at=running.now())
            result.update({"survey": arrival.survey, "respondents": data_set.respondents})
    except CorrectableError:
        discard_arrival(arrival)
        raise
    return result
