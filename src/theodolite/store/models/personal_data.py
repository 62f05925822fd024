"""What the law and decency ask to be kept about personal data: consents, exports, complaints."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models

from theodolite.store.models.account import Account, random_key
from theodolite.store.visibility import Viewer, Visible

DAYS_TO_ACKNOWLEDGE = 30
"""Within how many days a complaint must be acknowledged (UK Data (Use and Access) Act 2025)."""


class Own(Visible):
    """Things about one account, seen by that account and by administrators."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Administrators see all; others what is about them."""
        if viewer.has_role("administrator"):
            return self
        return self.filter(account_id=viewer.pk) if viewer.is_active else self.none()


class Consent(models.Model):
    """That a person agreed to one use of their data, for how long, and when they took it back."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=60)
    given_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = Own.as_manager()

    def __str__(self) -> str:
        return f"{self.account} for {self.purpose}"

    def holds(self, now: datetime) -> bool:
        """Whether it may be relied on at this moment."""
        return self.withdrawn_at is None and self.given_at <= now < self.expires_at


class Exports(Visible):
    """Exports, seen by whoever made them and by administrators."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Administrators see all; others their own."""
        if viewer.has_role("administrator"):
            return self
        return self.filter(by=viewer.key) if viewer.is_active else self.none()


class Export(models.Model):
    """That data left: who took what, when, why, through which filter, and what exactly.

    `profile` is the disclosure profile, empty where no people are counted; `sha256` is of the file.
    """

    what = models.CharField(max_length=200)
    by = models.CharField(max_length=32)
    at = models.DateTimeField()
    why = models.TextField()
    chosen = models.TextField(blank=True)
    profile = models.CharField(max_length=40, blank=True)
    rows = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    objects = Exports.as_manager()

    def __str__(self) -> str:
        return f"{self.what} ({self.rows} rows)"


class Complaints(Visible):
    """Complaints, seen by administrators and by the account that made them."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Administrators see all; others their own."""
        if viewer.has_role("administrator"):
            return self
        return self.filter(account_id=viewer.pk) if viewer.is_active else self.none()


class Complaint(models.Model):
    """What someone says is wrong with how their data is used, and what became of it."""

    key = models.CharField(max_length=32, unique=True, default=random_key, editable=False)
    account = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="complaints")
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField()
    said = models.TextField()
    received_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = Complaints.as_manager()
    ERASED_WITH_ACCOUNT = ("name", "email", "said", "answer")
    """What is emptied where it was made under another address than the account's."""

    def __str__(self) -> str:
        return f"Complaint {self.key}"

    @property
    def acknowledge_by(self) -> datetime:
        """The last moment at which the law wants it acknowledged."""
        return self.received_at + timedelta(days=DAYS_TO_ACKNOWLEDGE)

    def is_overdue(self, now: datetime) -> bool:
        """Whether nobody has acknowledged it in time."""
        return self.acknowledged_at is None and now > self.acknowledge_by
