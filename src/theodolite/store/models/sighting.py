"""What members saw and told the society of, and what it answered them."""

from datetime import date, timedelta
from typing import Self

from django.db import models

from theodolite.store.models.account import Account, random_key
from theodolite.store.visibility import Viewer, Visible

DAYS_TO_ANSWER = 14
"""Within how many days every sighting is to be answered."""


class Sightings(Visible):
    """Sightings, each seen by the member who gave it and by curators."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Curators see all, for they answer; anyone else, chairs too, their own."""
        if viewer.has_role("curator"):
            return self
        return self.filter(account_id=viewer.pk) if viewer.is_active else self.none()

    def waiting(self) -> Self:
        """Those whose member waits for an answer, the longest waiting first."""
        return self.filter(answered_at=None, account__isnull=False).order_by("due_on", "pk")


class Sighting(models.Model):
    """One thing that a member saw: why it matters, who reads it, and the answer.

    `identity` names its item in the archive, which never holds who sent it; `may_be_named` is
    the member's leave to be told as the one who saw it. `account` is empty once erased.
    """

    class Decision(models.TextChoices):
        """What became of the item, as the answer tells it."""

        KEPT = "kept", "We keep it"
        DISCARDED = "discarded", "We do not follow it up"
        KNOWN = "known", "We knew of it already"

    key = models.CharField(max_length=32, unique=True, default=random_key, editable=False)
    account = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="sightings")
    given = models.CharField(max_length=500)
    why = models.CharField(max_length=300)
    topic = models.CharField(max_length=60, blank=True)
    identity = models.CharField(max_length=600, db_index=True)
    may_be_named = models.BooleanField(default=False)
    given_at = models.DateTimeField()
    due_on = models.DateField(db_index=True)
    read_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    read_since = models.DateTimeField(null=True)
    decision = models.CharField(max_length=10, choices=Decision.choices, blank=True)
    answer = models.TextField(max_length=2_000, blank=True)
    answered_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    objects = Sightings.as_manager()
    ERASED_WITH_ACCOUNT = ("given", "why", "answer")
    """What is emptied when the member's account is erased: what was said by either side."""

    def __str__(self) -> str:
        return f"Sighting {self.key}"

    def is_overdue(self, today: date) -> bool:
        """Whether nobody has answered it in time."""
        return self.answered_at is None and today > self.due_on


def due_after(given_on: date) -> date:
    """The last day on which a sighting of that day is answered in time."""
    return given_on + timedelta(days=DAYS_TO_ANSWER)
