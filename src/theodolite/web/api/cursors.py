"""Where to go on in a list that grows at its front: after the last thing that was given."""

from datetime import UTC, datetime, timedelta

from django.db.models import Q

from theodolite.store.models import ListedItem

PATTERN = r"^([0-9]{1,17}-[0-9]{1,18})?$"
"""How a cursor is written: when the last thing was observed, in microseconds, and its number."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)


def cursor_after(item: ListedItem) -> str:
    """The cursor of what comes after an item."""
    return f"{(item.observed_at - _EPOCH) // _TICK}-{item.pk}"


def after(cursor: str) -> Q:
    """What limits a list, newest first, to what comes after a cursor of this pattern."""
    if not cursor:
        return Q()
    ticks, number = cursor.split("-")
    at = _EPOCH + int(ticks) * _TICK
    return Q(observed_at__lt=at) | Q(observed_at=at, pk__lt=int(number))
