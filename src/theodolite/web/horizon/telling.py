"""Acts of triage in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from theodolite.horizon.triage.acts import Act
from theodolite.store.models import ListedItem
from theodolite.store.names import names_of

_DONE = {
    "keep": "Kept",
    "discard": "Discarded",
    "skip": "Skipped",
    "defer": "Put off",
    "settle": "Settled",
    "audit": "Drew a sample",
    "stop": "Stopped reading",
    "undo": "Took back the act before",
}


@dataclass(frozen=True, slots=True)
class Said:
    """What one person did, when, and why."""

    who: str
    did: str
    at: datetime
    why: str


def said_by(acts: Iterable[Act]) -> tuple[Said, ...]:
    """Acts with the names of those who did them."""
    listed = tuple(acts)
    names = names_of(act.by for act in listed)
    return tuple(Said(names[act.by], did(act), act.at, act.reason) for act in listed)


def did(act: Act) -> str:
    """What was done, in a few words.

    >>> from datetime import date
    >>> did(Act("defer", "doi:1", "Ann", datetime(2026, 1, 1), until=date(2026, 3, 9)))
    'Put off until 9 March 2026'
    """
    if act.deed == "defer" and act.until:
        return f"{_DONE['defer']} until {act.until:%-d %B %Y}"
    if act.deed == "settle":
        agreed = ", as all agreed" if act.agreed else ""
        return f"Settled to {act.verdict}{agreed}"
    if act.deed == "audit":
        return f"Drew {len(act.members)} items by chance"
    return _DONE[act.deed]


def told_of(act: Act, row: ListedItem | None) -> str:
    """What was done, and to what."""
    others = len(set(act.members) - set(row.records)) if row and act.deed != "audit" else 0
    beside = f" and {others} nearly identical" if others else ""
    reason = f" ({act.reason})" if act.reason else ""
    return f"{did(act)}: {row.title}{beside}{reason}" if row else f"{did(act)}{reason}"
