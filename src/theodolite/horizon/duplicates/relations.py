"""How two different publications belong together: what is linked, never merged."""

from dataclasses import dataclass

from theodolite.horizon.duplicates.authors import DIFFERENT_AUTHORS, SAME_AUTHORS
from theodolite.horizon.duplicates.record import Record
from theodolite.horizon.duplicates.titles import Evidence, title_weight
from theodolite.horizon.item import Relation

_SPHERES = {
    **dict.fromkeys(("paper", "preprint", "conference", "book", "thesis", "dataset"), "literature"),
    **dict.fromkeys(("standard", "guidance", "policy", "consultation", "alert"), "official"),
    "statistics": "official",
    "trial": "trial",
    "news": "news",
    "event": "event",
}
_OF_SUPPLEMENTS = frozenset("aops")
_NOTICES: dict[str, tuple[Relation, str]] = {
    "correction": ("corrects", "a correction of it"),
    "retraction": ("retracts", "a notice that retracts it"),
    "concern": ("expression of concern about", "an expression of concern about it"),
    "comment": ("related", "a comment on it"),
    "reply": ("related", "a reply to it"),
    "protocol": ("related", "the protocol of it"),
}


@dataclass(frozen=True, slots=True)
class Connection:
    """Two rows that are different things but belong together: what the first is to the second."""

    rows: tuple[int, int]
    relation: Relation
    reason: str


def relation_between(
    one: Record, other: Record, heard: tuple[Evidence, ...]
) -> tuple[bool, Relation, str] | None:
    """Whether the first of the link is `one`, what it is to the other, and why; None if neither.

    Only publications of nearly one title, whose authors do not differ altogether, are related so.
    """
    if heard[0].points < max(3.0, title_weight(one.title) - 2.0):
        return None
    if one.standing != other.standing:
        return _notice(one, other)
    if any(evidence.says == DIFFERENT_AUTHORS for evidence in heard):
        return None
    if one.is_preprint != other.is_preprint:
        return one.is_preprint, "preprint of", "the same title and authors, one of them a preprint"
    if _of_two_spheres(one, other):
        return _across_spheres(one, other)
    return _of_a_meeting(one, other, heard)


def keeps_apart(one: Record, other: Record) -> bool:
    """Whether one is about the other, or an earlier form of it, and so never the same thing."""
    return (
        one.standing != other.standing
        or one.is_preprint != other.is_preprint
        or _of_two_spheres(one, other)
    )


def _of_two_spheres(one: Record, other: Record) -> bool:
    """Whether one is literature and the other news, say; a sighting may be of anything."""
    mine, theirs = _SPHERES.get(one.kind), _SPHERES.get(other.kind)
    if mine is None or theirs is None or mine == theirs:
        return False
    same_address = one.address and one.address == other.address
    return not (same_address or (one.doi and one.doi == other.doi))


def _across_spheres(one: Record, other: Record) -> tuple[bool, Relation, str]:
    kinds = f"the same title, one {one.kind} and one {other.kind}"
    for record, about in ((one, other), (other, one)):
        if record.kind == "news":
            return record is one, "reports on", kinds
        if _SPHERES[record.kind] == "official" and _SPHERES[about.kind] == "literature":
            return record is one, "based on", kinds
    return one.kind == "trial", "related", kinds


def _notice(one: Record, other: Record) -> tuple[bool, Relation, str] | None:
    for record, about in ((one, other), (other, one)):
        if record.standing != "itself" and about.standing == "itself":
            relation, says = _NOTICES[record.standing]
            return record is one, relation, f"its title says that it is {says}"
    return one.standing < other.standing, "related", "both are about one publication"


def _of_a_meeting(
    one: Record, other: Record, heard: tuple[Evidence, ...]
) -> tuple[bool, Relation, str] | None:
    if _meeting(one) == _meeting(other) or all(e.says != SAME_AUTHORS for e in heard):
        return None
    return _meeting(one), "related", "one title at a meeting and in a journal, by the same authors"


def _meeting(record: Record) -> bool:
    """Whether it is of a meeting, or on a page of a supplement that prints its abstracts."""
    first = record.pages[0]
    return record.venue_kind == "meeting" or (first[:1] in _OF_SUPPLEMENTS and first[1:].isdigit())
