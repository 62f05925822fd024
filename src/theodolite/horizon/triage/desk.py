"""What lies on a person's desk next, in which order, and why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from theodolite.horizon.item import Item
from theodolite.horizon.ranking.front_door import ranker_of
from theodolite.horizon.ranking.ranker import Fit, Ranker
from theodolite.horizon.ranking.reasons import Reason, reason
from theodolite.horizon.triage.near_identical import near_identical
from theodolite.horizon.triage.state import Triage

SKIPPED_FOR = 30
"""After so many further acts, a skipped item takes its place in the ranking again."""


@dataclass(frozen=True)
class Desk:
    """All items, ready to be ranked: made once for a sitting, whatever is decided meanwhile."""

    items: Sequence[Item]
    ranker: Ranker

    @cached_property
    def place(self) -> Mapping[str, int]:
        """Where each item stands in `items`, by its identity."""
        return {item.identity: at for at, item in enumerate(self.items)}

    def labels(self, triage: Triage) -> dict[int, bool]:
        """What the ranking learns from: items that were kept or discarded, first decided first."""
        return {
            self.place[identity]: outcome == "kept"
            for identity, outcome in triage.outcomes.items()
            if outcome != "in conflict" and identity in self.place
        }


@dataclass(frozen=True)
class Listed:
    """An item to decide on, with those that are nearly identical to it, and why it comes now."""

    item: Item
    members: tuple[Item, ...]
    why: str


def desk_of(items: Sequence[Item], *, about: str = "") -> Desk:
    """Lay out all items, ranked from the start by likeness to what `about` tells.

    `about` is the strategy's text (each topic's sentences): it stands for a first kept item, so
    that a list is worth reading before anything was decided.
    """
    return Desk(items, ranker_of([item.text() for item in items], about=about))


def upcoming(
    desk: Desk,
    triage: Triage,
    by: str,
    *,
    on: date,
    most: int = 30,
    also_decided: bool = False,
) -> list[Listed]:
    """The next items for a person, best first.

    Deferred ones whose day has come lead, then what is left of an audit, then the ranking, then
    what the person skipped lately. What somebody else decided is left out, unless `also_decided`
    asks for a second opinion.
    """
    waiting = _waiting(desk, triage, by, on=on, also_decided=also_decided)
    labels = desk.labels(triage)
    fit = desk.ranker.fit(labels)
    scores = desk.ranker.scores(labels, fit)
    order = _in_order(desk, triage, (by, on), waiting, scores)
    may_be_grouped = _may_be_grouped(desk, triage)
    listed: list[Listed] = []
    for at, told in order:
        if len(listed) == most:
            break
        if not waiting[at]:
            continue
        free = waiting & may_be_grouped
        group = near_identical(desk.ranker.words.matrix, at, free) if free[at] else (at,)
        waiting[list(group)] = False
        members = tuple(desk.items[other] for other in group if other != at)
        listed.append(Listed(desk.items[at], members, told or _why(desk, labels, fit, at)))
    return listed


def _waiting(
    desk: Desk, triage: Triage, by: str, *, on: date, also_decided: bool
) -> NDArray[np.bool_]:
    waiting = np.ones(len(desk.items), dtype=bool)
    put_off = triage.deferred(by)
    if triage.stopped_at is not None:
        observed = triage.stopped_at
        waiting[[at for at, item in enumerate(desk.items) if item.observed_at <= observed]] = False
        waiting[_places(desk, [who for who, until in put_off.items() if until <= on])] = True
    hidden = [who for who, until in put_off.items() if until > on]
    decided = [who for who, said in triage.verdicts.items() if by in said or not also_decided]
    waiting[_places(desk, [*hidden, *decided])] = False
    return waiting


def _in_order(
    desk: Desk,
    triage: Triage,
    whose: tuple[str, date],
    waiting: NDArray[np.bool_],
    scores: NDArray[np.float64],
) -> list[tuple[int, str]]:
    """Numbers of items with what is to be said instead of the ranking's reason, if anything."""
    by, on = whose
    due = {who: until for who, until in triage.deferred(by).items() if until <= on}
    late = [who for who, acts in triage.skipped(by).items() if acts < SKIPPED_FOR]
    last = _places(desk, late)
    back = [
        (at, f"You put it off until {due[desk.items[at].identity]}.") for at in _places(desk, due)
    ]
    sample = [(at, "Drawn by chance for the audit.") for at in _places(desk, _drawn(triage))]
    first = [(at, told) for at, told in (*back, *sample) if at not in last]
    ranked = np.argsort(np.where(waiting, -scores, np.inf), kind="stable")
    ranked = ranked[: int(waiting.sum())]
    rest = [(int(at), "") for at in ranked[~np.isin(ranked, last)]]
    return [*first, *rest, *((at, "You skipped it.") for at in last)]


def _may_be_grouped(desk: Desk, triage: Triage) -> NDArray[np.bool_]:
    free = np.ones(len(desk.items), dtype=bool)
    free[_places(desk, [*triage.split, *_drawn(triage)])] = False
    return free


def _drawn(triage: Triage) -> list[str]:
    """What any audit drew, in the order to read it."""
    return [who for act in triage.standing if act.deed == "audit" for who in act.members]


def _places(desk: Desk, identities: Iterable[str]) -> list[int]:
    return [desk.place[one] for one in dict.fromkeys(identities) if one in desk.place]


def _why(desk: Desk, labels: Mapping[int, bool], fit: Fit | None, at: int) -> str:
    told = reason(desk.ranker, labels, at, fit=fit)
    return told.sentence() + _nearest(desk, told)


def _nearest(desk: Desk, told: Reason) -> str:
    """The title of the judged item that it is most like."""
    near = [(other, is_kept) for other, likeness, is_kept in told.neighbours if likeness > 0]
    if not near:
        return ""
    other, is_kept = near[0]
    return f" Nearest: “{desk.items[other].title}” ({'kept' if is_kept else 'discarded'})."
