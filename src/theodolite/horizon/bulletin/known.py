"""What a workspace knows when a bulletin is written."""

from collections.abc import Sequence
from dataclasses import dataclass

from theodolite.evidence.framework import Framework
from theodolite.horizon.archive import Entry
from theodolite.horizon.duplicates.merging import members
from theodolite.horizon.item import Item
from theodolite.horizon.placing import Placed
from theodolite.horizon.trends import Trends


@dataclass(frozen=True)
class Known:
    """What a workspace knows: items after merging, where they belong, and what rises.

    `responses` are journal entries that say what was answered; `kept` and `discarded` are items
    that people decided on in triage.
    """

    framework: Framework
    items: Sequence[Item]
    placed: Placed
    trends: Trends
    responses: Sequence[Entry] = ()
    kept: frozenset[str] = frozenset()
    discarded: frozenset[str] = frozenset()


def identities_of(item: Item) -> tuple[str, ...]:
    """The names of all records that were merged into an item, its own first."""
    return tuple(dict.fromkeys((item.identity, *members(item))))
