"""Items in the topics of a framework, with how far ahead they look and what they mean."""

from theodolite.horizon.placing.corrections import Correction, corrections_from, entry_of
from theodolite.horizon.placing.front_door import place
from theodolite.horizon.placing.placed import Judgement, Placed, PlacedItem, TopicPlace
from theodolite.horizon.placing.previewing import Preview, preview

__all__ = [
    "Correction",
    "Judgement",
    "Placed",
    "PlacedItem",
    "Preview",
    "TopicPlace",
    "corrections_from",
    "entry_of",
    "place",
    "preview",
]
