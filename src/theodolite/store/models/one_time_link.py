"""Links that work once: the first administrator's, invitations, and a person's way to one form."""

from datetime import datetime
from typing import Self

from django.db import models

from theodolite.store.visibility import Viewer, Visible


class OneTimeLinks(Visible):
    """Links, of which administrators see the invitations; nobody sees what opens them."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Invitations for administrators; nothing for anyone else."""
        if viewer.has_role("administrator"):
            return self.filter(purpose=OneTimeLink.Purpose.INVITATION)
        return self.none()


class OneTimeLink(models.Model):
    """Who may do one thing once, until when; the link's secret is kept only as its hash.

    `detail` says what comes of it: the name, roles and group of an invitation, for one.
    """

    class Purpose(models.TextChoices):
        """What links are made for."""

        FIRST = "first", "First administrator"
        INVITATION = "invitation", "Invitation"
        FORM = "form", "One form without signing in"

    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    hashed = models.CharField(max_length=64, unique=True)
    email = models.EmailField(blank=True)
    by = models.CharField(max_length=32, blank=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    detail = models.JSONField(default=dict)

    objects = OneTimeLinks.as_manager()

    def __str__(self) -> str:
        return f"{self.purpose} for {self.email or 'whoever has it'}"

    def is_open(self, now: datetime) -> bool:
        """Whether it still works."""
        return self.used_at is None and now < self.expires_at
