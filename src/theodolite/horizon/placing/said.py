"""What people said of items that are at hand, by item and by row."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from theodolite.evidence.framework import Framework
from theodolite.horizon.item import Item
from theodolite.horizon.placing.corrections import NONE_OF_THESE, Correction, answers

_JUDGED = ("horizon", "outlook", "readiness")


@dataclass(frozen=True)
class Said:
    """Corrections of items at hand.

    `by_identity` holds each item's, under "topic code" for topics and under the aspect for the
    rest. `topics` and `judgements` (by aspect) are what to learn from, by row; of two rows with one
    identity only one is learnt from. `notes` count what could not be used.
    """

    by_identity: Mapping[str, Mapping[str, Correction]]
    topics: Mapping[int, Mapping[str, bool]]
    judgements: Mapping[str, Mapping[int, Correction]]
    notes: tuple[str, ...]

    def people(self, identity: str) -> Mapping[str, Correction]:
        """What people said of an item's topics, by the topic's code."""
        told = self.by_identity.get(identity, {})
        return {key.removeprefix("topic "): one for key, one in told.items() if " " in key}


def said_of(items: Sequence[Item], labels: Iterable[Correction], framework: Framework) -> Said:
    """Sort what people said by item, leaving out items not at hand and answers not known.

    Whoever placed an item under some topics, or under none, is taken to say that it is not under
    the others; that is learnt from, but not held for the item itself.
    """
    codes = [topic.code for topic in framework.topics]
    known = answers(framework)
    rows = _one_row_each(items)
    usable, elsewhere, unknown = [], 0, 0
    for one in labels:
        is_unknown, is_elsewhere = one.answer not in known[one.aspect], one.identity not in rows
        unknown += is_unknown
        elsewhere += is_elsewhere and not is_unknown
        if not (is_unknown or is_elsewhere):
            usable.append(one)
    by_identity: dict[str, dict[str, Correction]] = {}
    for one in usable:
        by_identity.setdefault(one.identity, {}).update(_keyed(one, codes))
    return Said(
        by_identity,
        {
            rows[identity]: taught
            for identity, told in by_identity.items()
            if (taught := _taught(told, codes))
        },
        {
            aspect: {
                rows[identity]: told[aspect]
                for identity, told in by_identity.items()
                if aspect in told
            }
            for aspect in _JUDGED
        },
        tuple(_notes(elsewhere, unknown, framework)),
    )


def _one_row_each(items: Sequence[Item]) -> Mapping[str, int]:
    """For each identity the row to learn from: the one whose text comes first in the alphabet."""
    order = sorted(range(len(items)), key=lambda row: items[row].text(), reverse=True)
    return {items[row].identity: row for row in order}


def _keyed(one: Correction, codes: Sequence[str]) -> Mapping[str, Correction]:
    if one.aspect != "topic":
        return {one.aspect: one}
    if one.answer != NONE_OF_THESE:
        return {f"topic {one.answer}": one}
    return {
        f"topic {code}": Correction(one.identity, "topic", code, not one.holds, one.by)
        for code in codes
    }


def _taught(told: Mapping[str, Correction], codes: Sequence[str]) -> Mapping[str, bool]:
    said = {code: told[f"topic {code}"].holds for code in codes if f"topic {code}" in told}
    return dict.fromkeys(codes, False) | said if any(said.values()) else said


def _notes(elsewhere: int, unknown: int, framework: Framework) -> Iterable[str]:
    if elsewhere:
        yield f"{elsewhere} corrections are about items that are not here, and were left out."
    if unknown:
        yield (
            f"{unknown} corrections give answers that {framework.title} {framework.version} does"
            " not know, and were left out."
        )
