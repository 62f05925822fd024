"""The inbox of triage: what a person decides on next, and what comes of each act, at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from theodolite.horizon.errors import HorizonError
from theodolite.horizon.ranking.ranker import should_refit
from theodolite.horizon.triage.acts import Act
from theodolite.horizon.triage.desk import SKIPPED_FOR
from theodolite.horizon.triage.rules import check
from theodolite.horizon.triage.state import taken_back
from theodolite.store import queue, standing
from theodolite.store.listing import decided_count
from theodolite.store.models import ListedItem, ListedRecord, StandingAct, WorkedOut
from theodolite.store.outcomes import bring_back, catch_up, follow, restate, triage_of

RANKED = "rank"
"""The kind of job that puts the inbox in order, and the name under which it says when it did."""

RANKINGS_APART = timedelta(seconds=20)
"""How long nothing is put in order after it was: a person reads two or three things meanwhile.

It takes two seconds of a core, and below 200 decisions each one calls for it.
"""

_STATE = ListedItem.State


@dataclass(frozen=True, slots=True)
class Waiting:
    """A thing to decide on, those that say nearly the same, and why it comes now."""

    item: ListedItem
    alike: tuple[ListedItem, ...]
    why: str


class DecidedMeanwhile(HorizonError):
    """Somebody else decided on the thing after it was shown."""

    def __init__(self, item: ListedItem, acts: Sequence[Act]) -> None:
        """Keep the thing and what was done, to be shown."""
        self.item, self.acts = item, tuple(acts)
        super().__init__(
            f"“{item.title}” was decided on by someone else while you were reading it, so yours"
            " was not written down yet. See what they did, then decide whether yours should stand"
            " beside it."
        )


class StoppedMeanwhile(HorizonError):
    """Somebody else ended the round after it was shown."""

    def __init__(self, act: Act) -> None:
        """Keep what was done, to be shown."""
        self.act = act
        super().__init__(
            "Someone else ended this round while you were looking at it, so yours was not written"
            " down. See when the round of now began, then stop once more if that should be over."
        )


def upcoming(person: str, *, on: date, most: int = 1) -> list[Waiting]:
    """The next things for a person, best first, from the table alone.

    What they put off until today leads, then what is left of an audit, then the ranking, then what
    they skipped lately; the same order as `triage.desk.upcoming` gives.
    """
    catch_up()
    put_off = standing.put_off_by(person)
    late = [who for who, acts in _skipped(person).items() if acts < SKIPPED_FOR]
    drawn = standing.audited()
    numbers = _numbers_of([*put_off, *late, *drawn])
    due = {who: until for who, until in put_off.items() if until <= on and who in numbers}
    rows = _rows_of([*due, *late, *drawn], numbers)
    stopped = standing.stopped_at()
    back = [
        (rows[who], f"You put it off until {until:%-d %B %Y}.")
        for who, until in due.items()
        if rows[who].state in _UNDECIDED
    ]
    sample = [(row, "Drawn by chance for the audit.") for row in _of(drawn, rows, stopped)]
    last = [(row, "You skipped it.") for row in _of(late, rows, stopped)]
    passed = {row.pk for row, _ in last}
    first = [(row, why) for row, why in (*back, *sample) if row.pk not in passed]
    ranked = ((row, row.why or _UNTOLD) for row in _ranked(set(numbers.values()), most, stopped))
    return _grouped([*first, *ranked, *last], most)


_UNTOLD = "Ranked by its words; the reason is told once it is among the first few hundred."


_UNDECIDED = (_STATE.WAITING, _STATE.SET_ASIDE)


def _ranked(hidden: set[int], most: int, stopped: datetime | None) -> list[ListedItem]:
    """The best that wait, but for those hidden; their index alone tells which these are."""
    waiting = ListedItem.objects.filter(state=_STATE.WAITING)
    if stopped is not None:
        waiting = waiting.filter(observed_at__gt=stopped)
    # Room for those that are shown beside the one they resemble.
    room = 2 * most + 5
    numbers = waiting.order_by("-score", "id").values_list("pk", flat=True)[: len(hidden) + room]
    best = [number for number in numbers if number not in hidden][:room]
    rows = ListedItem.objects.in_bulk(best)
    return [rows[number] for number in best]


def _skipped(person: str) -> dict[str, int]:
    return dict(standing.of_person(person, SKIPPED_FOR + 1).skipped(person))


def _numbers_of(identities: Sequence[str]) -> dict[str, int]:
    """The number of the row that each record is listed as."""
    records = ListedRecord.objects.filter(identity__in=identities)
    return dict(records.values_list("identity", "item_id"))


def _rows_of(identities: Iterable[str], numbers: Mapping[str, int]) -> dict[str, ListedItem]:
    wanted = {one: numbers[one] for one in identities if one in numbers}
    rows = ListedItem.objects.in_bulk(set(wanted.values()))
    return {one: rows[number] for one, number in wanted.items()}


def _of(
    identities: Iterable[str], rows: Mapping[str, ListedItem], stopped: datetime | None
) -> list[ListedItem]:
    """The rows of some records, each once, that wait in this round."""
    found = {rows[one].pk: rows[one] for one in identities if one in rows}
    return [
        row
        for row in found.values()
        if row.state == _STATE.WAITING and (stopped is None or row.observed_at > stopped)
    ]


def _grouped(rows: Sequence[tuple[ListedItem, str]], most: int) -> list[Waiting]:
    """Each with those that resemble it and wait too; these do not come again."""
    told: set[int] = set()
    found: list[Waiting] = []
    for row, why in rows:
        if len(found) == most:
            break
        if row.pk not in told:
            beside = tuple(one for one in alike(row) if one.pk not in told)
            told |= {row.pk, *(one.pk for one in beside)}
            found.append(Waiting(row, beside, why))
    return found


def alike(row: ListedItem) -> list[ListedItem]:
    """Those that say nearly the same as one, and wait."""
    waiting = ListedItem.objects.filter(identity__in=row.alike, state=_STATE.WAITING)
    return list(waiting.order_by("pk")) if row.alike else []


@dataclass(frozen=True, slots=True)
class Form:
    """Where an act came from: the form's own name, and the newest act when it was shown."""

    token: str = ""
    seen: int | None = None


def decide(act: Act, form: Form = Form(), *, on: date) -> StandingAct:
    """Do an act about one thing once: history, row and state together, or nothing.

    The same form sent twice is done once. Where somebody else decided meanwhile, DecidedMeanwhile
    is raised, unless the act is an undo or a settlement, which are about that; of two who end a
    round the second gets StoppedMeanwhile.
    """
    with transaction.atomic():
        follow()
        if done := standing.done_with(form.token):
            return done
        rows = list(ListedItem.objects.named(act.touches()))
        own = next((row for row in rows if act.identity in (row.identity, *row.records)), None)
        triage = triage_of(own, act.by) if own else standing.about(act.touches(), act.by)
        check(act, triage, on=on)
        undone = taken_back(act, triage) if act.deed == "undo" else None
        if form.seen is not None:
            _refuse_unseen(act, rows, form.seen)
        done = standing.written(_with_records(act, rows), token=form.token)
        _follow_up(act, undone, rows)
        return done


def undo_last(person: str, form: Form, *, on: date) -> tuple[StandingAct, Act | None]:
    """Take back the last act of a person; gives the undo and what it took back."""
    act = Act("undo", "", person, timezone.now())
    if done := standing.done_with(form.token):
        return done, None
    catch_up()
    undone = taken_back(act, standing.of_person(person, 1))
    named = replace(act, identity=undone.identity) if undone else act
    return decide(named, form, on=on), undone


def last_act(person: str) -> Act | None:
    """What an undo would take back."""
    found = standing.of_person(person, 1).standing
    return found[0] if found else None


def _refuse_unseen(act: Act, rows: Iterable[ListedItem], seen: int) -> None:
    if act.deed in ("keep", "discard", "skip", "defer"):
        _refuse_decided(rows, act.by, seen)
    if act.deed == "stop" and (theirs := standing.last_stop(after=seen, but_by=act.by)):
        raise StoppedMeanwhile(standing.as_act(theirs))


def _refuse_decided(rows: Iterable[ListedItem], by: str, seen: int) -> None:
    for row in rows:
        found = standing.acts_about(row.records).filter(number__gt=seen)
        theirs = found.filter(deed__in=("keep", "discard", "settle")).exclude(by=by)
        if acts := [standing.as_act(one) for one in theirs]:
            raise DecidedMeanwhile(row, acts)


def _with_records(act: Act, rows: Sequence[ListedItem]) -> Act:
    """A verdict is about every record of each thing, so that none of them comes back alone."""
    if act.deed not in ("keep", "discard"):
        return act
    records = [one for row in rows for one in row.records if one != act.identity]
    return replace(act, members=tuple(dict.fromkeys((*act.members, *records))))


def _follow_up(act: Act, undone: Act | None, rows: Sequence[ListedItem]) -> None:
    """Bring the rows up to the act, and ask for a new order where it may have changed."""
    about = list(ListedItem.objects.named(undone.touches())) if undone else rows
    if undone is not None and len(about) > 1:
        ListedItem.objects.filter(pk__in=[row.pk for row in about]).update(alike=[])
    restate(about)
    if undone is not None and undone.deed == "stop":
        bring_back()
    if act.deed not in ("skip", "defer"):
        of_all = {"stop", "audit"} & {act.deed, undone.deed if undone else ""}
        ask_to_rank(act.by, at_once=bool(of_all))


def ask_to_rank(by: str, *, at_once: bool = False) -> None:
    """Ask for the inbox to be put in order, where enough was decided since it was."""
    last = WorkedOut.objects.filter(name=RANKED).values_list("said", flat=True).first()
    if at_once or not last or should_refit(int(last["decided"]), decided_count()):
        queue.ask_once_more(RANKED, by, apart=timedelta(0) if at_once else RANKINGS_APART)
