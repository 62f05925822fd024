"""Where a sighting stands, as its member reads it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localtime

from theodolite.store.models import Sighting


@dataclass(frozen=True, slots=True)
class Stage:
    """A state in a few words, the colour it is shown in, and what comes next."""

    words: str
    colour: str
    next: str


_ANSWERED: Mapping[str, Stage] = {
    "kept": Stage("Answered: kept", "green", ""),
    "discarded": Stage("Answered: not followed up", "grey", ""),
    "known": Stage("Answered: known already", "grey", ""),
}
_DECIDED: Mapping[str, Stage] = {
    "kept": Stage("Kept", "aqua-green", "A curator has kept it and will write you an answer."),
    "discarded": Stage(
        "Not followed up", "grey", "A curator has decided on it and will write you an answer."
    ),
}
_BEING_READ = Stage("Being read", "yellow", "A curator is reading it.")
_RECEIVED = Stage("Received", "", "It waits for a curator to read it.")


def stage_of(sighting: Sighting, outcome: str) -> Stage:
    """The stage, from the sighting itself and what triage says of its item (or an empty text)."""
    if sighting.answered_at is not None:
        return _ANSWERED[sighting.decision]
    if outcome in _DECIDED:
        return _DECIDED[outcome]
    if sighting.read_since is not None or outcome == "in conflict":
        return _BEING_READ
    return _RECEIVED


def due_words(sighting: Sighting, today: date) -> str:
    """Until when an answer is due, or by how much it is late."""
    days = (sighting.due_on - today).days
    if days < 0:
        return f"Overdue by {-days} {'day' if days == -1 else 'days'}"
    return {0: "Due today", 1: "Due tomorrow"}.get(days, f"Due in {days} days")


def age_words(sighting: Sighting, today: date) -> str:
    """How long ago it was given."""
    days = (today - localtime(sighting.given_at).date()).days
    return {0: "Today", 1: "Yesterday"}.get(days, f"{days} days ago")
