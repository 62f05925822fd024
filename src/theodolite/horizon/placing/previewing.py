"""Which items would move if the framework were changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from theodolite.horizon.placing.placed import EVEN, Placed

NEAREST = 5
"""How many items are listed of those that a change leaves nearest to moving."""


@dataclass(frozen=True, slots=True)
class Moved:
    """One item's chance under a topic, before and after."""

    identity: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class TopicPreview:
    """What a change does to one topic.

    `gained` and `lost` are the items that would move into or out of it, those that move most first.
    `nearest` would stay where they are, but come nearest to moving. A topic that is not in one of
    the two frameworks has a chance of 0 there.
    """

    topic: str
    before: int
    after: int
    gained: tuple[Moved, ...]
    lost: tuple[Moved, ...]
    nearest: tuple[Moved, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change of the framework does, topic by topic; `moved` counts the items it moves."""

    topics: tuple[TopicPreview, ...]
    moved: int


def preview(before: Placed, after: Placed) -> Preview:
    """Set two placings of the same items side by side, one for each framework."""
    assert [one.identity for one in before.items] == [one.identity for one in after.items]
    was, is_now = _chances(before), _chances(after)
    topics = tuple(_topic(code, was, is_now, before) for code in dict.fromkeys((*was, *is_now)))
    moved = {one.identity for topic in topics for one in (*topic.gained, *topic.lost)}
    return Preview(topics, len(moved))


def _chances(placed: Placed) -> Mapping[str, list[float]]:
    """Each topic's chances, in the order of the items."""
    found: dict[str, list[float]] = {}
    for item in placed.items:
        for place in sorted(item.topics, key=lambda place: place.topic):
            found.setdefault(place.topic, []).append(place.probability)
    return found


def _topic(
    code: str, was: Mapping[str, list[float]], is_now: Mapping[str, list[float]], placed: Placed
) -> TopicPreview:
    nothing = [0.0] * len(placed.items)
    pairs = zip(placed.items, was.get(code, nothing), is_now.get(code, nothing), strict=True)
    moves = [Moved(item.identity, *chances) for item, *chances in pairs]
    stay = [one for one in moves if (one.before >= EVEN) == (one.after >= EVEN)]
    return TopicPreview(
        code,
        sum(one.before >= EVEN for one in moves),
        sum(one.after >= EVEN for one in moves),
        tuple(_most(one for one in moves if one.before < EVEN <= one.after)),
        tuple(_most(one for one in moves if one.after < EVEN <= one.before)),
        tuple(sorted(stay, key=lambda one: (abs(one.after - EVEN), one.identity))[:NEAREST]),
    )


def _most(moves: Iterable[Moved]) -> Sequence[Moved]:
    return sorted(moves, key=lambda one: (-abs(one.after - one.before), one.identity))
