"""Where to go on in a list that grows at its front: after the last thing that was given."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime

from django.db.models import Q

from theodolite.settings.errors import CorrectableError
from theodolite.store.models import ListedItem


class UnusableCursor(CorrectableError):
    """A cursor was not given out by a list."""


def cursor_after(item: ListedItem) -> str:
    """The cursor of what comes after an item."""
    return urlsafe_b64encode(f"{item.observed_at.isoformat()}|{item.pk}".encode()).decode()


def after(cursor: str) -> Q:
    """What limits a list, newest first, to what comes after a cursor."""
    if not cursor:
        return Q()
    try:
        moment, number = urlsafe_b64decode(cursor.encode()).decode().split("|")
        at, pk = datetime.fromisoformat(moment), int(number)
        assert at.tzinfo is not None
    except (ValueError, AssertionError):
        raise UnusableCursor(
            f"The cursor {cursor!r} was not given out by this list. Take it from “next” of the"
            " page before, or leave it out to begin with the newest."
        ) from None
    return Q(observed_at__lt=at) | Q(observed_at=at, pk__lt=min(pk, 2**62))
