"""The society's horizon: sightings sent in, everything listed, and a morning of triage done."""

from datetime import date, datetime
from pathlib import Path

from theodolite.horizon.triage.acts import Act
from theodolite.jobs.worker import run_due
from theodolite.store.inbox import decide, upcoming
from theodolite.store.models import Account, Sighting
from theodolite.store.workspace import open_workspace
from theodolite.web.sightings.answering import Answer, answer
from theodolite.web.sightings.giving import Given, give

MORNING = 24
"""How many items the curator has decided on."""

ONE_IN = 3
"""One in so many of them is kept."""


def sightings(workspace: Path, member: Account, other: Account, *, at: datetime) -> Sighting:
    """Three things that members saw; gives the first, which a journal had told before."""
    why = "Two sites in our region have begun with this."
    told = Given(given=_in_a_journal(workspace), why=why, may_be_named=True)
    first = give(told, member, at=at).sighting
    for who, given, why in (
        (other, "https://www.example.org/rumour", "A vendor tells its users that support ends."),
        (member, "Shortage of generators for a tracer", "Our supplier has put us on allocation."),
    ):
        give(Given(given=given, why=why), who, at=at)
    return first


def _in_a_journal(workspace: Path) -> str:
    """The address of the latest paper that the scans had found."""
    items = open_workspace(workspace).items()
    return next(one.address for one in reversed(items) if one.kind == "paper" and one.address)


def horizon(curator: Account, sighting: Sighting, *, on: date, at: datetime) -> None:
    """Have all that is there listed and ranked, and let a curator keep what was seen, and begin."""
    run_due()
    decide(Act("keep", sighting.identity, curator.key, at), on=on)
    for number in range(1, MORNING):
        waiting = upcoming(curator.key, on=on)
        if not waiting:
            break
        keeps = number % ONE_IN == 0
        act = Act(
            "keep" if keeps else "discard",
            waiting[0].item.identity,
            curator.key,
            at,
            reason="" if keeps else "Not about our topics",
        )
        decide(act, on=on)


def answered(sighting: Sighting, curator: Account, *, at: datetime) -> None:
    """Tell the member what became of it; the letter and the new order of the inbox follow."""
    words = "Thank you. We had it from a journal last week and keep it; now we know it is in use."
    answer(sighting, Answer("known", words), curator, at=at)
    run_due()
