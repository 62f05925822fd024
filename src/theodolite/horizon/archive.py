"""What the horizon area asks of whoever keeps its items and its decisions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from theodolite.horizon.item import Item


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of items that were handed over: identities never seen, changed, or seen again."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    again: tuple[str, ...]


class Archive(Protocol):
    """Where items are kept. Nothing kept is ever overwritten: a changed item is a new version."""

    def keep(self, items: Iterable[Item]) -> Kept:
        """Keep all of them or none; one that was seen before gains a place in its trail."""

    def items(self, *, observed_by: datetime | None = None) -> Sequence[Item]:
        """Every item as last seen, or as it was known at a moment; first seen first."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that was decided or happened, written down once and never changed.

    `kind` is what it is about ("triage", "merge", "health", …), `subject` usually an item's
    identity or a source's name, `by` a person or the name of our own step, `detail` plain JSON.
    """

    kind: str
    subject: str
    by: str
    at: datetime
    detail: Mapping[str, Any] = field(default_factory=dict)


class Journal(Protocol):
    """An append-only record of decisions and events; whoever needs a state replays it."""

    def append(self, entries: Iterable[Entry]) -> None:
        """Write all of them down, or none."""

    def entries(self, kind: str, *, by: datetime | None = None) -> Sequence[Entry]:
        """Everything of one kind in the order it was written, or only what was by a moment."""
