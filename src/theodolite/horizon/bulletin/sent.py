"""What a group was told already, as the journal remembers it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from theodolite.horizon.archive import Entry
from theodolite.horizon.bulletin.bulletin import Bulletin

KIND = "bulletin"
"""The kind of journal entry that remembers one bulletin; its subject is the group's name."""


@dataclass(frozen=True, slots=True)
class Sent:
    """Identities and rises that a group was told, and up to when it was told everything."""

    identities: frozenset[str] = frozenset()
    rises: frozenset[str] = frozenset()
    upto: datetime | None = None


def sent_to(group: str, entries: Iterable[Entry]) -> Sent:
    """Replay the journal's bulletins to one group."""
    mine = [entry for entry in entries if entry.kind == KIND and entry.subject == group]
    return Sent(
        frozenset(one for entry in mine for one in entry.detail["items"]),
        frozenset(one for entry in mine for one in entry.detail["rises"]),
        max((entry.at for entry in mine), default=None),
    )


def delivery(bulletin: Bulletin, *, at: datetime) -> Entry:
    """What to write down when a bulletin has gone out, so that nothing in it goes out again."""
    stories = [identity for one in bulletin.stories for identity in one.identities]
    closings = [identity for one in bulletin.closings for identity in one.identities]
    detail = {
        "items": [*stories, *closings],
        "rises": [one.key for one in bulletin.rises],
        "passed_over": bulletin.passed_over,
    }
    return Entry(KIND, bulletin.group, "bulletin", at, detail)
