"""What was done or happened: written once, chained by hashes, never changed; and where it ends."""

from typing import Self

from django.db import models

from theodolite.store.visibility import Viewer, Visible


class Entries(Visible):
    """Entries of the history, which administrators may read as such."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Administrators read the history; pages show others what concerns them in its own form."""
        return self if viewer.has_role("administrator") else self.none()


class Entry(models.Model):
    """One line of the history, in the order it was written.

    `detail` is JSON as ASCII; `digest` is taken of it with `salt`, and `chained` of everything but
    it with the line before. So a detail about a person can be erased (with its salt) and the chain
    still holds, but nothing can be changed or removed unnoticed.
    """

    number = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=60)
    subject = models.TextField()
    by = models.TextField()
    at = models.DateTimeField()
    detail = models.TextField(null=True)
    salt = models.CharField(max_length=32, null=True)
    digest = models.CharField(max_length=64)
    chained = models.CharField(max_length=64)

    objects = Entries.as_manager()

    class Meta:
        """Asked for by kind, and by what it is about."""

        indexes = (
            models.Index(fields=["kind", "number"], name="entry_of_kind"),
            models.Index(fields=["subject", "number"], name="entry_about"),
        )

    def __str__(self) -> str:
        return f"{self.number}: {self.kind} {self.subject}"


class HistoryHead(models.Model):
    """Where the history ends: the one row that the next line is written after.

    `seal` is an HMAC of both with the installation's secret, so that nobody who has the database
    alone can shorten the history unnoticed.
    """

    number = models.BigIntegerField()
    chained = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)

    objects = Visible.as_manager()

    def __str__(self) -> str:
        return f"The history up to {self.number}"
