"""What is decided of things, from the acts about any of their records, kept beside each thing."""

from collections.abc import Iterable, Iterator

from django.db import transaction

from theodolite.horizon.triage.acts import Act
from theodolite.horizon.triage.state import Triage
from theodolite.horizon.triage.things import about_things
from theodolite.store import standing
from theodolite.store.models import ListedItem, StandingAct
from theodolite.store.models.listed_item import ListedItems

AT_A_TIME = 1_000
"""How many rows are written in one transaction, so that nobody waits for long."""

_STATE = ListedItem.State


def catch_up() -> int:
    """Follow the acts that came another way, if any did; gives the number of the newest act."""
    newest = standing.newest_entry()
    if newest > standing.newest_row():
        with transaction.atomic():
            follow()
    return newest


def follow() -> None:
    """Bring rows and states up to the newest act, and let no other process act meanwhile."""
    if brought := standing.follow():
        restate(ListedItem.objects.named({one for act in brought for one in act.touches()}))
        if any(act.deed == "stop" for act in brought):
            bring_back()


def all_acts() -> Iterator[Act]:
    """Every act ever done, in order, undos included: for jobs, which may take their time."""
    catch_up()
    for row in StandingAct.objects.order_by("number").iterator(chunk_size=5_000):
        yield standing.as_act(row)


def triage_of(row: ListedItem, by: str = "") -> Triage:
    """What stands of the acts about one thing, whichever of its records they named.

    With a person, what that person did last stands beside it, so that it can be undone.
    """
    found = standing.about({row.identity, *row.records}, by)
    known_as = dict.fromkeys(row.records, row.identity)
    return Triage(tuple(about_things(found.standing, known_as)))


def restate(rows: Iterable[ListedItem]) -> None:
    """Bring the state of some things up to what stands, inside the caller's transaction."""
    stopped = standing.stopped_at()
    for row in rows:
        triage = triage_of(row)
        outcome = triage.outcomes.get(row.identity)
        at = triage.standing[-1].at if outcome else None
        if outcome is None:
            is_over = stopped is not None and row.observed_at <= stopped
            state = _STATE.SET_ASIDE if is_over else _STATE.WAITING
        else:
            state = _STATE(outcome)
        ListedItem.objects.filter(pk=row.pk).update(state=state, decided_at=at)


def bring_back() -> None:
    """After the undo of a stop: let the best of what it set aside wait again at once.

    The others follow when a job calls `set_aside`; a million of them would take seconds.
    """
    aside = ListedItem.objects.filter(state=_STATE.SET_ASIDE)
    if (stopped := standing.stopped_at()) is not None:
        aside = aside.filter(observed_at__gt=stopped)
    best = aside.order_by("-score", "id").values("pk")[:AT_A_TIME]
    ListedItem.objects.filter(pk__in=best).update(state=_STATE.WAITING)


def set_aside() -> None:
    """Put aside what was unread when reading was last stopped, and bring back all else.

    Some rows at a time, asking anew each time, for people go on stopping and undoing meanwhile.
    """
    while _some_moved():
        pass


@transaction.atomic
def _some_moved() -> int:
    stopped = standing.stopped_at()
    aside = ListedItem.objects.filter(state=_STATE.SET_ASIDE)
    over = ListedItem.objects.none()
    if stopped is not None:
        aside = aside.filter(observed_at__gt=stopped)
        over = ListedItem.objects.filter(state=_STATE.WAITING, observed_at__lte=stopped)
    return _stated(aside, _STATE.WAITING) + _stated(over, _STATE.SET_ASIDE)


def _stated(rows: ListedItems, state: str) -> int:
    """Give some of the rows another state; gives how many."""
    some = list(rows.values_list("pk", flat=True)[:AT_A_TIME])
    return rows.filter(pk__in=some).update(state=state)
