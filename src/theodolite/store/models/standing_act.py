"""The acts of triage, found quickly by whose they are and by what they are about."""

from typing import Self

from django.db import models

from theodolite.store.visibility import Viewer, Visible


class Acts(Visible):
    """Acts, seen by curators."""

    def visible_to(self, viewer: Viewer) -> Self:
        """All of them, for curators."""
        return self if viewer.has_role("curator") else self.none()


class StandingAct(models.Model):
    """One act of triage as the history tells it; what an undo took back `stands` no more.

    `number` is its entry's. The history holds everything that is here, so the table can be made
    anew from it; `token` names the form that asked for the act, so that none is done twice.
    """

    number = models.BigIntegerField(primary_key=True)
    deed = models.CharField(max_length=10)
    identity = models.TextField()
    by = models.TextField()
    at = models.DateTimeField()
    members = models.JSONField(default=list)
    reason = models.TextField(blank=True)
    verdict = models.CharField(max_length=10, blank=True)
    agreed = models.BooleanField(default=False)
    until = models.DateField(null=True)
    stands = models.BooleanField(default=True)
    token = models.CharField(max_length=40, unique=True, null=True)

    objects = Acts.as_manager()

    class Meta:
        """Asked for by person, and by deed, the newest first; nearly all of them stand."""

        indexes = (
            models.Index(fields=["by", "number"], name="act_of_person"),
            models.Index(fields=["deed", "number"], name="act_of_deed"),
        )

    def __str__(self) -> str:
        return f"{self.number}: {self.deed} {self.identity}"


class Touched(models.Model):
    """That an act is about an item."""

    act = models.ForeignKey(StandingAct, models.CASCADE, related_name="touched")
    identity = models.TextField()

    objects = Acts.as_manager()

    class Meta:
        """Asked for by item."""

        indexes = (models.Index(fields=["identity", "act"], name="touched_item"),)

    def __str__(self) -> str:
        return f"{self.identity} by act {self.act_id}"
