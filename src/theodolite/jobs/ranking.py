"""Put the inbox in order, and judge whether the round may stop."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from theodolite.horizon.item import Item
from theodolite.horizon.triage.acts import Act
from theodolite.horizon.triage.desk import Desk, desk_of, upcoming
from theodolite.horizon.triage.progress import current_round, judged
from theodolite.horizon.triage.state import Triage, replay
from theodolite.horizon.triage.things import about_things
from theodolite.store.findings import RoundTold
from theodolite.store.listing import Ranked

EXPLAINED = 300
"""Of how many of the next things it is told why they come, and what resembles them."""


def laid_out(
    items: Sequence[Item], about: str, acts: Iterable[Act], known_as: Mapping[str, str]
) -> tuple[Desk, Triage]:
    """Things ready to be ranked, and what stands of the acts about any of their records."""
    return desk_of(items, about=about), replay(about_things(acts, known_as))


def ranked(desk: Desk, triage: Triage, *, on: date) -> Ranked:
    """A score for every thing; for the next few hundred why they come, and their like."""
    listed = upcoming(desk, triage, "", on=on, most=EXPLAINED)
    scores = desk.ranker.scores(desk.labels(triage))
    return Ranked(
        {item.identity: float(score) for item, score in zip(desk.items, scores, strict=True)},
        {one.item.identity: one.why for one in listed},
        {one.item.identity: tuple(other.identity for other in one.members) for one in listed},
    )


def round_told(desk: Desk, triage: Triage) -> RoundTold:
    """How far this round is, and whether it may stop."""
    now, judgement = current_round(desk, triage), judged(desk, triage)
    outcomes = [what for who, what in triage.outcomes.items() if who in desk.place]
    return RoundTold(
        items=len(now.pool),
        unread=len(now.unread()),
        kept=outcomes.count("kept"),
        discarded=outcomes.count("discarded"),
        found=judgement.found,
        recall_at_least=judgement.recall_at_least,
        may_stop=judgement.may_stop,
        sentence=judgement.sentence,
        audited=len(now.audited),
    )
