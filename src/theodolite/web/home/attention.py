"""Something that wants somebody's attention: how much of it, and where to go."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.db.models import QuerySet

from theodolite.store.models import Account

MOST = 1_000
"""Up to how many things are counted; beyond, a person is told that there are more."""


@dataclass(frozen=True, slots=True)
class Attention:
    """A number of things, in words; `note` says what is late or by when."""

    number: int
    words: str
    href: str
    note: str = ""
    is_pressing: bool = False

    @property
    def written(self) -> str:
        """The number as it is shown."""
        return f"over {MOST:,}" if self.number > MOST else str(self.number)


class Watch(Protocol):
    """Looks at one kind of thing for somebody, and finds some or none."""

    def __call__(self, account: Account, *, now: datetime) -> Attention | None:
        """What wants attention, if anything does."""
        ...


def counted(things: QuerySet[Any]) -> int:
    """How many there are, without counting much further than anyone reads."""
    return things.order_by()[: MOST + 1].count()


def some(number: int, one: str, many: str) -> str:
    """The words for a number of things.

    >>> some(1, "sighting waits", "sightings wait"), some(2, "sighting waits", "sightings wait")
    ('sighting waits', 'sightings wait')
    """
    return one if number == 1 else many
