"""What was merged, undone and kept apart, as the journal tells it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from theodolite.horizon.archive import Entry
from theodolite.horizon.duplicates.finding import Duplicates
from theodolite.horizon.duplicates.grouping import groups_from
from theodolite.horizon.errors import HorizonError
from theodolite.horizon.item import Item

KIND = "merge"
"""The kind of all entries of this area in the journal."""

LINK = "link"
"""The kind of entries that say how two different items belong together."""

OURSELVES = "duplicates"
"""Who merges where no person did."""


class NotMerged(HorizonError):
    """Two items are to be taken apart that were never put together."""


class SameItem(HorizonError):
    """An item is to be kept apart from itself."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """The state that the journal's entries add up to.

    `joins` holds pairs of identities with their points, each as last decided; `apart` those that
    are two things, for good or because someone undid their merge.
    """

    joins: Mapping[frozenset[str], float]
    apart: frozenset[frozenset[str]]

    def pairs(self) -> list[tuple[str, str]]:
        """The pairs that were joined, sorted."""
        return _as_pairs(self.joins)

    def pairs_apart(self) -> list[tuple[str, str]]:
        """The pairs that are two things, sorted."""
        return _as_pairs(self.apart)

    def groups(self) -> tuple[tuple[str, ...], ...]:
        """Identities that are one thing, each group and all of them sorted.

        Joined from the strongest evidence down, never so that two that are apart come together.
        """
        names = sorted({name for pair in self.joins for name in pair})
        place = {name: number for number, name in enumerate(names)}
        ordered = sorted(self.joins.items(), key=lambda join: (-join[1], sorted(join[0])))
        pairs = (sorted(place[name] for name in pair) for pair, _ in ordered)
        named = {place[name]: name for pair in self.apart for name in pair if name in place}
        found = groups_from(
            ((one, other) for one, other in pairs),
            lambda one, other: frozenset((named.get(one), named.get(other))) in self.apart,
            # Whoever is kept apart from nothing contradicts nothing.
            speaker=lambda row: row if row in named else len(names),
        )
        return tuple(tuple(names[row] for row in group) for group in found)

    def group_of(self, identity: str) -> tuple[str, ...]:
        """All identities of the thing that one of them names."""
        return next((group for group in self.groups() if identity in group), (identity,))


_A_PERSONS_WORD = 100.0


def decided(entries: Iterable[Entry]) -> Decisions:
    """Replay the journal's entries of kind `merge`; the last word on a pair counts."""
    joins: dict[frozenset[str], float] = {}
    apart: set[frozenset[str]] = set()
    for entry in entries:
        if entry.kind != KIND:
            continue
        pair = frozenset((entry.subject, str(entry.detail["with"])))
        if entry.detail["decision"] != "same" and entry.by == OURSELVES:
            joins.pop(pair, None)
        elif entry.detail["decision"] != "same":
            apart.add(pair)
        elif entry.by != OURSELVES or pair not in apart:
            apart.discard(pair)
            joins[pair] = float(entry.detail.get("points", _A_PERSONS_WORD))
    return Decisions(joins, frozenset(apart))


def merges(
    items: Sequence[Item], found: Duplicates, before: Decisions, *, at: datetime
) -> Iterator[Entry]:
    """What to write down of what was found: each pair within a group that was not joined before."""
    group_of = {row: number for number, group in enumerate(found.groups) for row in group}
    for pair in found.pairs:
        one, other = pair.rows
        names = sorted((items[one].identity, items[other].identity))
        same = pair.is_same() and one in group_of and group_of[one] == group_of.get(other)
        if same and names[0] != names[1] and frozenset(names) not in before.joins:
            because = pair.in_words()
            detail = {"decision": "same", "with": names[1], "points": pair.points, "why": because}
            yield Entry(KIND, names[0], OURSELVES, at, detail)


def taken_back(
    items: Sequence[Item], found: Duplicates, before: Decisions, *, at: datetime
) -> Iterator[Entry]:
    """Merges of our own that do not stand any more, as a new record fits one of the two better."""
    row = {item.identity: place for place, item in enumerate(items)}
    group_of = {place: number for number, group in enumerate(found.groups) for place in group}
    for one, other in before.pairs():
        pair = frozenset((one, other))
        ours = before.joins[pair] < _A_PERSONS_WORD and pair not in before.apart
        if ours and one in row and other in row:
            mine, theirs = group_of.get(row[one]), group_of.get(row[other])
            if mine is None or mine != theirs:
                why = "what came since fits one of them and contradicts the other"
                detail = {"decision": "undo", "with": other, "why": why}
                yield Entry(KIND, one, OURSELVES, at, detail)


def links_of(
    items: Sequence[Item],
    found: Duplicates,
    known: Collection[tuple[str, str, str]],
    *,
    at: datetime,
) -> Iterator[Entry]:
    """What to write down of the links found, but for those that are known already."""
    for link in found.links:
        first, second = (items[row].identity for row in link.rows)
        if first != second and (first, link.relation, second) not in known:
            detail = {"relation": link.relation, "target": second, "why": link.reason}
            yield Entry(LINK, first, OURSELVES, at, detail)


def joined(one: str, other: str, *, by: str, at: datetime) -> Entry:
    """A person says that the two are one, whatever was said before."""
    return _said("same", one, other, by, at)


def kept_apart(one: str, other: str, *, by: str, at: datetime) -> Entry:
    """A person says for good that the two are not duplicates."""
    if one == other:
        raise SameItem(
            f"{one} is named twice, and an item cannot be kept apart from itself. Name two"
            " different items."
        )
    return _said("apart", one, other, by, at)


def undone(one: str, other: str, before: Decisions, *, by: str, at: datetime) -> Entry:
    """A person takes back that the two are one; it is not decided so again without them."""
    group = before.group_of(one)
    if other not in group or one == other:
        among = ", ".join(name for name in group if name != one) or "nothing"
        raise NotMerged(
            f"{one} and {other} are not merged, so there is nothing to undo."
            f" {one} is merged with {among}. Name two items of one merge."
        )
    return _said("undo", one, other, by, at)


def _as_pairs(pairs: Iterable[frozenset[str]]) -> list[tuple[str, str]]:
    both = (sorted(pair) for pair in pairs if len(pair) > 1)
    return sorted((one, other) for one, other in both)


def _said(decision: str, one: str, other: str, by: str, at: datetime) -> Entry:
    first, second = sorted((one, other))
    return Entry(KIND, first, by, at, {"decision": decision, "with": second})
