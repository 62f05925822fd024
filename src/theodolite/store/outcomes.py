"""What is decided of things, from the acts about any of their records."""

from collections.abc import Iterable

from theodolite.horizon.triage.state import Triage
from theodolite.horizon.triage.things import about_things
from theodolite.store import standing
from theodolite.store.models import ListedItem


def triage_of(row: ListedItem, by: str = "") -> Triage:
    """What stands of the acts about one thing, whichever of its records they named.

    With a person, what that person did last stands beside it, so that it can be undone.
    """
    found = standing.about({row.identity, *row.records}, by)
    known_as = dict.fromkeys(row.records, row.identity)
    return Triage(tuple(about_things(found.standing, known_as)))


def restate(rows: Iterable[ListedItem]) -> None:
    """Bring the state of some things up to what stands, inside the caller's transaction."""
    stopped, states = standing.stopped_at(), ListedItem.State
    for row in rows:
        triage = triage_of(row)
        outcome = triage.outcomes.get(row.identity)
        at = triage.standing[-1].at if outcome else None
        if outcome is None:
            is_over = stopped is not None and row.observed_at <= stopped
            state = states.SET_ASIDE if is_over else states.WAITING
        else:
            state = states(outcome)
        ListedItem.objects.filter(pk=row.pk).update(state=state, decided_at=at)
