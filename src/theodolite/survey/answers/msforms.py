"""Headers that Microsoft Forms writes: times and a name first, then each question as it stands."""

from theodolite.survey.answers import plain
from theodolite.survey.answers.export import Header, Rows

_OWN = {"start time", "completion time"}


def recognises(rows: Rows) -> bool:
    """Whether the columns for start and completion are there."""
    return {cell.strip().casefold() for cell in rows[0]} >= _OWN


def header(rows: Rows) -> Header:
    """Take each header as the question."""
    return plain.header(rows)
