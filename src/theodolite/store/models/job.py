"""Work that outlives a request, as pages show it."""

from typing import Self

from django.db import models

from theodolite.store.visibility import Viewer, Visible


class Jobs(Visible):
    """Jobs, seen by who asked for them and by those who run the office."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Curators, analysts and administrators see all; others what they asked for."""
        if viewer.has_role("curator", "analyst", "administrator"):
            return self
        return self.filter(by=viewer.key)


class Job(models.Model):
    """One piece of work: what is asked, how far it is, and how it ended."""

    class State(models.TextChoices):
        """Where a job stands."""

        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        CANCELLED = "cancelled"

    kind = models.CharField(max_length=60)
    detail = models.JSONField(default=dict)
    by = models.CharField(max_length=32)
    asked_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    share = models.FloatField(default=0.0)
    said = models.TextField(blank=True)
    attempts = models.PositiveIntegerField(default=0)
    result = models.JSONField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = Jobs.as_manager()

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}: {self.state}"
