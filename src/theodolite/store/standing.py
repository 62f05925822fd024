"""What stands of triage, kept as rows: the same as a replay of the history, without replaying it.

Every act is an entry of the history, and becomes a row here in the same transaction. Acts that came
another way (the command line writes entries alone) become rows with the next: see `outcomes`.
"""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from theodolite.horizon.archive import Entry as Written
from theodolite.horizon.triage.acts import KIND, Act, Deed, Verdict, acts_from, entry_of
from theodolite.horizon.triage.state import Triage
from theodolite.store.history import write_down
from theodolite.store.models import Entry, StandingAct, Touched, WorkedOut

_LOCK = "acts of triage"
_DECISIONS = ("keep", "discard")


def written(act: Act, *, token: str = "") -> StandingAct:
    """Write an act down in the history and as a row, inside the transaction that called `follow`.

    The rules of triage must have been asked before. `token` names the form that it came from.
    """
    said = entry_of(act)
    detail = {**said.detail, "token": token} if token else said.detail
    entry = write_down(said.kind, said.subject, said.by, detail, at=said.at)
    return _added(entry.number, act, token)


def done_with(token: str) -> StandingAct | None:
    """The act that a form of this name has led to already, if it has."""
    return StandingAct.objects.filter(token=token).first() if token else None


def about(identities: Iterable[str], by: str = "") -> Triage:
    """What stands of the acts about some items, and of the last ones of a person if one is named.

    Asks for nothing else, so it tells the outcome of these items, and what that person may undo.
    """
    rows = {row.number: row for row in acts_about(identities)}
    if by:
        mine = StandingAct.objects.filter(by=by, stands=True).order_by("-number")
        rows |= {row.number: row for row in mine[:_REMEMBERED]}
    return Triage(tuple(as_act(rows[number]) for number in sorted(rows)))


_REMEMBERED = 40


def acts_about(identities: Iterable[str]) -> QuerySet[StandingAct]:
    """The standing acts that touch any of these items, in the order in which they were done."""
    return all_about(identities).filter(stands=True)


def all_about(identities: Iterable[str]) -> QuerySet[StandingAct]:
    """Every act that touches any of these items, also those that were taken back."""
    touching = Touched.objects.filter(identity__in=list(identities)).values("act")
    found: QuerySet[StandingAct] = StandingAct.objects.filter(pk__in=touching)
    return found.order_by("number")


def put_off_by(person: str) -> dict[str, Any]:
    """What a person has put off and not decided on since, and until which day."""
    decided_later = Touched.objects.filter(
        identity=OuterRef("identity"),
        act__by=person,
        act__stands=True,
        act__deed__in=_DECISIONS,
        act__number__gt=OuterRef("number"),
    )
    rows = StandingAct.objects.filter(by=person, stands=True, deed="defer")
    rows = rows.exclude(Exists(decided_later)).order_by("number")
    return dict(rows.values_list("identity", "until"))


def of_person(person: str, most: int) -> Triage:
    """The last acts of a person that stand."""
    rows = StandingAct.objects.filter(by=person, stands=True).order_by("-number")[:most]
    return Triage(tuple(as_act(row) for row in reversed(rows)))


def stopped_at() -> datetime | None:
    """When reading was last stopped: the round of now began then."""
    found: datetime | None = _latest("stop").values_list("at", flat=True).first()
    return found


def last_stop(*, after: int, but_by: str) -> StandingAct | None:
    """The last time that reading was stopped after an act of this number, by somebody else."""
    return _latest("stop").filter(number__gt=after).exclude(by=but_by).first()


def audited() -> tuple[str, ...]:
    """What the latest audit drew, in the order to read it; nothing if none was drawn."""
    drawn = _latest("audit").values_list("members", flat=True).first()
    return tuple(drawn or ())


def people_of(triage: Triage) -> frozenset[str]:
    """Everyone who has decided on any of its items."""
    return frozenset(by for said in triage.verdicts.values() for by in said)


def as_act(row: StandingAct) -> Act:
    """The act that a row holds."""
    deed: Deed = row.deed  # type: ignore[assignment]  # only acts are written, see `_added`
    verdict: Verdict | None = row.verdict or None  # type: ignore[assignment]  # the same
    return Act(
        deed,
        row.identity,
        row.by,
        row.at,
        members=tuple(row.members),
        reason=row.reason,
        verdict=verdict,
        agreed=row.agreed,
        until=row.until,
    )


def _latest(deed: str) -> QuerySet[StandingAct]:
    return StandingAct.objects.filter(deed=deed, stands=True).order_by("-number")


def newest_entry() -> int:
    """The number of the newest act in the history; 0 if there is none."""
    newest = Entry.objects.filter(kind=KIND).order_by("-number").values_list("number", flat=True)
    return newest.first() or 0


def newest_row() -> int:
    """The number of the newest act that is a row here; 0 if none is."""
    newest = StandingAct.objects.order_by("-number").values_list("number", flat=True)
    return newest.first() or 0


def follow() -> list[Act]:
    """Make a row of every act that has none yet, and let no other process act until we are done.

    Gives these acts, and those that they took back.
    """
    WorkedOut.objects.get_or_create(name=_LOCK, defaults={"said": {}, "at": timezone.now()})
    WorkedOut.objects.select_for_update().get(name=_LOCK)
    brought: list[Act] = []
    later = Entry.objects.filter(kind=KIND, number__gt=newest_row())
    for entry in later.order_by("number"):
        said = json.loads(entry.detail or "{}")
        # An erased detail leaves the act without a deed: nothing of it stands.
        if "deed" in said:
            act = _act_of(entry, said)
            meant = _meant(act)
            _added(entry.number, act, str(said.get("token", "")))
            brought += [act, *([as_act(meant)] if meant else [])]
    return brought


def _act_of(entry: Entry, said: dict[str, Any]) -> Act:
    return acts_from([Written(entry.kind, entry.subject, entry.by, entry.at, said)])[0]


def _added(number: int, act: Act, token: str) -> StandingAct:
    """The row of an act; an undo stands for nothing itself, and takes another's row down."""
    row = StandingAct.objects.create(
        number=number,
        deed=act.deed,
        identity=act.identity,
        by=act.by,
        at=act.at,
        members=list(act.members),
        reason=act.reason,
        verdict=act.verdict or "",
        agreed=act.agreed,
        until=act.until,
        stands=act.deed != "undo",
        token=token or None,
    )
    if meant := _meant(act):
        StandingAct.objects.filter(pk=meant.pk).update(stands=False)
    Touched.objects.bulk_create(
        Touched(act=row, identity=one) for one in dict.fromkeys(act.touches())
    )
    return row


def _meant(undo: Act) -> StandingAct | None:
    """The act that an undo takes back, as long as it stands; nothing for any other act."""
    if undo.deed != "undo":
        return None
    mine = StandingAct.objects.filter(by=undo.by, stands=True)
    if undo.identity:
        mine = mine.filter(touched__identity=undo.identity)
    return mine.order_by("-number").first()
