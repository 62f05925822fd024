"""What a person does in triage, and how it is written down for good."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args

from theodolite.horizon.archive import Entry
from theodolite.settings.errors import unknown_name

KIND = "triage"
"""The kind of the journal's entries that hold acts."""

Deed = Literal["keep", "discard", "skip", "defer", "settle", "audit", "stop", "undo"]
Verdict = Literal["keep", "discard"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that one person did, about the item named by `identity`.

    `members` are the near-identical items that a verdict covers too, or those that an audit drew in
    their order. `verdict` is what a settlement says; `agreed` tells that those who differed agreed
    on it. `until` is the day on which a deferred item returns. A stop sets aside everything unread
    that was observed by then; an undo takes back the person's last act (on that item, if one is
    named) that still stands.
    """

    deed: Deed
    identity: str
    by: str
    at: datetime
    members: tuple[str, ...] = ()
    reason: str = ""
    verdict: Verdict | None = None
    agreed: bool = False
    until: date | None = None

    def touches(self) -> tuple[str, ...]:
        """Every item that the act is about."""
        return (self.identity, *self.members) if self.identity else self.members


def entry_of(act: Act) -> Entry:
    """The act as an entry of the journal; what it does not say is left out."""
    detail = {
        "deed": act.deed,
        "members": list(act.members),
        "reason": act.reason,
        "verdict": act.verdict,
        "agreed": act.agreed,
        "until": act.until.isoformat() if act.until else None,
    }
    said = {name: value for name, value in detail.items() if value}
    return Entry(KIND, act.identity, act.by, act.at, said)


def acts_from(entries: Iterable[Entry]) -> list[Act]:
    """The acts that the journal's entries tell of, in the same order."""
    return [_act(entry) for entry in entries]


def verdict_named(name: str) -> Verdict:
    """The verdict of this name, or a refusal that offers both."""
    for verdict in VERDICTS:
        if name == verdict:
            return verdict
    raise unknown_name("verdict", name, VERDICTS, where="triage")


def _act(entry: Entry) -> Act:
    said = entry.detail
    until = said.get("until")
    return Act(
        said["deed"],
        entry.subject,
        entry.by,
        entry.at,
        members=tuple(said.get("members", ())),
        reason=said.get("reason", ""),
        verdict=said.get("verdict"),
        agreed=bool(said.get("agreed", False)),
        until=date.fromisoformat(until) if until else None,
    )
