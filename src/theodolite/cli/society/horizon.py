"""The society's horizon: everything listed, a morning of triage done, and sightings sent in."""

from datetime import date, datetime

from theodolite.horizon.triage.acts import Act
from theodolite.jobs.worker import run_due
from theodolite.store.inbox import decide, upcoming
from theodolite.store.models import Account, ListedItem
from theodolite.store.queue import ask_for
from theodolite.web.sightings.answering import Answer, answer
from theodolite.web.sightings.giving import Given, give

MORNING = 24
"""How many items the curator has decided on."""

ONE_IN = 3
"""One in so many of them is kept."""


def horizon(curator: Account, *, on: date, at: datetime) -> None:
    """Have all that was scanned listed and ranked, and let a curator begin."""
    ask_for("place", {}, curator.key)
    run_due()
    for number in range(MORNING):
        waiting = upcoming(curator.key, on=on)
        if not waiting:
            break
        keeps = number % ONE_IN == 0
        act = Act(
            "keep" if keeps else "discard",
            waiting[0].item.identity,
            curator.key,
            at,
            reason="" if keeps else "Not our field",
        )
        decide(act, on=on)
    run_due()


def sightings(member: Account, other: Account, curator: Account, *, at: datetime) -> None:
    """Three things that members saw; one has its answer."""
    kept = ListedItem.objects.filter(state=ListedItem.State.KEPT).exclude(address="").first()
    told = Given(
        given=kept.address if kept else "https://www.example.org/seen",
        why="Two sites in our region have begun with this.",
        topic="",
        may_be_named=True,
    )
    first = give(told, member, at=at).sighting
    words = "Thank you. We had it from a journal last week and keep it; now we know it is in use."
    answer(first, Answer("known", words), curator, at=at)
    for who, given, why in (
        (other, "https://www.example.org/rumour", "A vendor tells its users that support ends."),
        (member, "Shortage of generators for a tracer", "Our supplier has put us on allocation."),
    ):
        give(Given(given=given, why=why, topic="", may_be_named=False), who, at=at)
    run_due()
