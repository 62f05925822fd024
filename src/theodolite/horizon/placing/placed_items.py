"""How everything places items: by their words, and by what these mean where that is quick."""

from collections.abc import Sequence

from theodolite.evidence.framework import Framework
from theodolite.horizon.item import Item
from theodolite.horizon.placing.corrections import Correction
from theodolite.horizon.placing.front_door import place
from theodolite.horizon.placing.placed import Placed
from theodolite.horizon.words.meaning import meaning_vectors

MEANINGS_UPTO = 20_000
"""Up to how many items are placed by the meaning of their words too: beyond, it takes long."""


def placed_items(
    items: Sequence[Item],
    framework: Framework,
    corrections: Sequence[Correction],
    beside: Sequence[Item] = (),
) -> Placed:
    """Place items in a framework, learning from corrections about them and about those beside."""
    is_few = len(items) + len(beside) <= MEANINGS_UPTO
    return place(
        items,
        framework,
        labels=corrections,
        beside=beside,
        meanings=meaning_vectors if is_few else None,
    )
