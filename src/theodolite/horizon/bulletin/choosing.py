"""Which new items a bulletin tells, and in what order: a page that one rise does not fill."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from theodolite.horizon.bulletin.groups import Group
from theodolite.horizon.bulletin.known import Known, identities_of
from theodolite.horizon.item import Item
from theodolite.horizon.placing import PlacedItem, TopicPlace
from theodolite.horizon.words.tokens import words_of

MOST_OF_ONE_RISE = 3
"""How many items of one rising phrase are told; the rise itself is told in its own place."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """An item that may be told, with the group's topic it belongs to, and why it comes early."""

    item: Item
    place: TopicPlace
    is_kept: bool
    is_urgent: bool


def choose(items: Iterable[Item], group: Group, known: Known) -> tuple[list[Chosen], int]:
    """What is told, first things first, and how many more new items there are.

    First those kept in triage, then what is urgent (an alert, or a threat of the nearest horizon),
    then what belongs to the group's topics most surely; of equals, the newest.
    """
    found = [
        Chosen(item, place, is_kept(item, known), _is_urgent(item, known))
        for item in items
        if (place := _best(known.placed.by_identity.get(item.identity), group)) is not None
    ]
    found.sort(key=lambda one: (one.item.observed_at, one.item.identity), reverse=True)
    found.sort(key=lambda one: (not one.is_kept, not one.is_urgent, -one.place.probability))
    told = list(_spread(found, known))[: group.most]
    return told, len(found) - len(told)


def is_kept(item: Item, known: Known) -> bool:
    """Whether someone kept the item, or a record of the same thing, in triage."""
    return bool(known.kept & set(identities_of(item)))


def _is_urgent(item: Item, known: Known) -> bool:
    placed = known.placed.by_identity.get(item.identity)
    if placed is None or item.kind == "alert":
        return item.kind == "alert"
    is_near = placed.horizon.answer == known.framework.horizons[0].name
    return is_near and placed.outlook.answer in ("threat", "both")


def _best(placed: PlacedItem | None, group: Group) -> TopicPlace | None:
    """The group's topic that an item most likely belongs to, if it belongs to any."""
    places = () if placed is None else placed.topics
    return next((one for one in places if one.belongs and one.topic in group.topics), None)


def _spread(found: Sequence[Chosen], known: Known) -> Iterator[Chosen]:
    """All but those that would be one too many of the same rising phrase."""
    phrases = [words_of(one.name) for one in known.trends.rising() if one.sort != "topic"]
    told: Counter[int] = Counter()
    for one in found:
        words = words_of(one.item.text())
        spoken = [number for number, phrase in enumerate(phrases) if _holds(words, phrase)]
        told.update(spoken)
        is_first = one.is_kept or one.is_urgent
        if is_first or all(told[number] <= MOST_OF_ONE_RISE for number in spoken):
            yield one


def _holds(words: Sequence[str], phrase: Sequence[str]) -> bool:
    """Whether the words of a phrase stand one after the other among others."""
    length = len(phrase)
    return any(words[at : at + length] == phrase for at in range(len(words) - length + 1))
