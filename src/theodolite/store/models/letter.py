"""Letters to accounts: each written down before it is sent, and sent once."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from theodolite.store.models.account import Account, random_key
from theodolite.store.models.subscription import Edition, Subscription
from theodolite.store.visibility import Viewer, Visible


class Letters(Visible):
    """Letters, seen by whom they are for; administrators see whether they arrived."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Administrators see all; others their own."""
        if viewer.has_role("administrator"):
            return self
        return self.filter(account_id=viewer.pk) if viewer.is_active else self.none()

    def that_failed(self) -> Self:
        """Those that did not arrive, or perhaps not, and whose readers still want them."""
        ended = Q(edition__isnull=False) & ~Exists(
            Subscription.objects.filter(
                account=OuterRef("account"), group=OuterRef("edition__group")
            )
        )
        failed = self.filter(state__in=(Letter.State.UNSURE, Letter.State.DROPPED))
        return failed.filter(account__is_active=True).exclude(ended)


class Letter(models.Model):
    """One letter to one account, made in the transaction of what it tells of.

    One with an `edition` carries that digest; any other says `plain`. `consent` names the purpose
    that its reader agreed to, where it is not sent without. A letter is `sending` while the mail
    server has it. One that is found so after a crash may have arrived (`unsure`), and is never sent
    again by itself; neither is one whose mail server fell silent after it was handed over.
    """

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting"
        SENDING = "sending"
        SENT = "sent"
        DROPPED = "dropped"
        UNSURE = "unsure"

    key = models.CharField(max_length=32, unique=True, default=random_key, editable=False)
    account = models.ForeignKey(Account, models.CASCADE, related_name="letters")
    edition = models.ForeignKey(Edition, models.CASCADE, null=True, related_name="letters")
    subject = models.CharField(max_length=200)
    plain = models.TextField(blank=True)
    consent = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    made_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    said = models.TextField(blank=True)

    objects = Letters.as_manager()

    class Meta:
        """Nobody gets the same digest twice."""

        constraints = (models.UniqueConstraint(fields=["account", "edition"], name="edition_once"),)
        indexes = (models.Index(fields=["state", "made_at"], name="letter_waiting"),)

    def __str__(self) -> str:
        return f"{self.subject} to {self.account}"
