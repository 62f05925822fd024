"""What sightings want: answers from curators, and to be read by who gave them."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.timezone import localdate

from theodolite.store.models import Account, Sighting
from theodolite.web.home.attention import Attention, counted, some

NEWS_DAYS = 14
"""How long an answer is news."""


def awaiting_an_answer(account: Account, *, now: datetime) -> Attention | None:
    """Sightings that nobody has answered, the late ones told apart."""
    waiting = Sighting.objects.visible_to(account).waiting()
    if not (number := counted(waiting)):
        return None
    late = counted(waiting.filter(due_on__lt=localdate(now)))
    return Attention(
        number,
        some(number, "sighting awaits an answer", "sightings await an answer"),
        reverse("sightings:awaiting"),
        f"{late} past the day promised" if late else "All within the time promised",
        is_pressing=late > 0,
    )


def answered_lately(account: Account, *, now: datetime) -> Attention | None:
    """Answers to what the account itself saw."""
    own = Sighting.objects.visible_to(account).filter(account=account)
    number = counted(own.filter(answered_at__gte=now - timedelta(days=NEWS_DAYS)))
    if not number:
        return None
    words = some(number, "of your sightings was answered", "of your sightings were answered")
    return Attention(number, words, reverse("sightings:mine"), f"In the last {NEWS_DAYS} days")
