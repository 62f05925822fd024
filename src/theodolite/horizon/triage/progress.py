"""How far the reading of a round has come, and whether it may stop."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from theodolite.horizon.stopping.audit import audit_sample
from theodolite.horizon.stopping.chances import leave_one_out
from theodolite.horizon.stopping.judgement import Audited, Judgement, judge
from theodolite.horizon.triage.acts import Act
from theodolite.horizon.triage.desk import Desk
from theodolite.horizon.triage.state import Triage


@dataclass(frozen=True, slots=True)
class Round:
    """What is being read since reading was last stopped: all items that were observed since.

    `pool` numbers them within the desk. `read` are those decided on, in the order of their first
    decisions, without the `audited`; the audit was drawn after the first `audited_after` of them.
    """

    pool: tuple[int, ...]
    read: tuple[int, ...]
    audited: tuple[int, ...] = ()
    audited_after: int = 0

    def unread(self) -> list[int]:
        """What nobody has decided on yet."""
        decided = {*self.read, *self.audited}
        return [at for at in self.pool if at not in decided]


def current_round(desk: Desk, triage: Triage) -> Round:
    """The round of now. Only the latest audit counts as one, and only once all of it was read."""
    began = triage.stopped_at
    pool = tuple(
        at for at, item in enumerate(desk.items) if began is None or item.observed_at > began
    )
    inside = set(pool)
    decided = [desk.place[who] for who in triage.outcomes if desk.place.get(who) in inside]
    audit = next((act for act in reversed(triage.standing) if act.deed == "audit"), None)
    drawn = [desk.place.get(who, -1) for who in audit.members] if audit else []
    if audit is None or not drawn or not set(drawn) <= set(decided):
        return Round(pool, tuple(decided))
    before = _decided_before(audit, triage)
    read = tuple(at for at in decided if at not in set(drawn))
    after = sum(desk.items[at].identity in before for at in read)
    return Round(pool, read, tuple(drawn), after)


def judged(desk: Desk, triage: Triage, *, target: float = 0.95, sure: float = 0.95) -> Judgement:
    """Whether the round may stop; an item in conflict counts as relevant, lest it be lost."""
    now = current_round(desk, triage)
    kept = {
        desk.place[who]
        for who, what in triage.outcomes.items()
        if _may_be_relevant(desk, who, what)
    }
    labels = np.array([at in kept for at in now.read], dtype=bool)
    audit = Audited([at in kept for at in now.audited], now.audited_after)
    chances = _chances(desk, now, kept)
    return judge(labels, len(now.pool), target=target, sure=sure, audit=audit, chances=chances)


def draw_audit(desk: Desk, triage: Triage, size: int, *, seed: int) -> tuple[str, ...]:
    """Identities of a random sample of the unread of this round, in the order to read them."""
    unread = current_round(desk, triage).unread()
    return tuple(desk.items[at].identity for at in audit_sample(unread, size, seed=seed))


def _decided_before(audit: Act, triage: Triage) -> set[str]:
    """What was first decided on before the audit was drawn."""
    before = triage.standing[: triage.standing.index(audit)]
    return {who for act in before if act.deed in ("keep", "discard") for who in act.touches()}


def _may_be_relevant(desk: Desk, identity: str, outcome: str) -> bool:
    return identity in desk.place and outcome != "discarded"


def _chances(desk: Desk, now: Round, kept: set[int]) -> NDArray[np.float64]:
    """A chance for each that was read, in order, then for each unread one."""
    pool = np.array(now.pool, dtype=np.int64)
    known = [*now.read, *now.audited]
    read = np.searchsorted(pool, np.array(known, dtype=np.int64))
    labels = np.array([at in kept for at in known], dtype=bool)
    every = leave_one_out(desk.ranker.words.matrix[pool], read, labels)
    return np.concatenate([every[: len(now.read)], every[len(known) :]])
