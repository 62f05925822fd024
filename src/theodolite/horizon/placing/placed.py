"""Where items belong in a framework, how far ahead they look and what they mean for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

CANNOT_TELL = "cannot tell"
"""What a judgement says where nothing speaks for any answer, or as much for one as for another."""

EVEN = 0.5
"""From which chance on an item is said to belong to a topic."""


@dataclass(frozen=True, slots=True)
class TopicPlace:
    """How likely an item belongs to one topic, and what in it says so.

    `sentence` is the sentence of the item that speaks most for the topic and `words` are the
    phrases in it that do, the strongest first; both are empty where the chance is small. `by` names
    the person who placed it, empty where it was computed.
    """

    topic: str
    probability: float
    sentence: str = ""
    words: tuple[str, ...] = ()
    by: str = ""

    @property
    def belongs(self) -> bool:
        """Whether it is more likely than not that the item belongs here."""
        return self.probability >= EVEN


@dataclass(frozen=True, slots=True)
class Judgement:
    """An answer with what led to it: words and dates of the item, or the person who gave it."""

    answer: str = CANNOT_TELL
    because: tuple[str, ...] = ()
    by: str = ""


@dataclass(frozen=True, slots=True)
class PlacedItem:
    """One item in a framework: its topics, the likeliest first, and three separate judgements.

    `none_of_these` is the chance that it belongs to no topic. `horizon` answers with the name of
    one; `outlook` with threat, opportunity, both or neither; `readiness` with 1 to 9 (ISO 16290) or
    "not a technology". Any of them may be "cannot tell".
    """

    identity: str
    topics: tuple[TopicPlace, ...]
    none_of_these: float
    horizon: Judgement = Judgement()
    outlook: Judgement = Judgement()
    readiness: Judgement = Judgement()

    def belongs_to(self) -> tuple[str, ...]:
        """The topics it more likely than not belongs to, the likeliest first."""
        return tuple(place.topic for place in self.topics if place.belongs)


@dataclass(frozen=True)
class Placed:
    """Items placed in one version of a framework.

    `calibration` says in a sentence what the chances rest on, `notes` what a person should know of
    this placing, such as corrections that were about other items.
    """

    framework: str
    version: str
    items: tuple[PlacedItem, ...]
    calibration: str
    notes: tuple[str, ...] = ()

    @cached_property
    def by_identity(self) -> Mapping[str, PlacedItem]:
        """Every placed item under its identity."""
        return {item.identity: item for item in self.items}

    def under(self, topic: str) -> tuple[PlacedItem, ...]:
        """The items that belong to a topic, the likeliest first."""
        chance = {
            item.identity: place.probability
            for item in self.items
            for place in item.topics
            if place.topic == topic and place.belongs
        }
        found = [item for item in self.items if item.identity in chance]
        return tuple(sorted(found, key=lambda item: (-chance[item.identity], item.identity)))
