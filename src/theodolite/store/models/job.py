"""Work that outlives a request: the queue itself, as workers take from it and pages show it."""

from typing import Self

from django.db import models

from theodolite.store.visibility import Viewer, Visible

KINDS_OF = {
    "curator": ("scan", "recognise", "place", "rank", "digest", "watch", "post"),
    "analyst": ("read", "analyse"),
}
"""The work that a role looks after, whoever asked for it; all else is the administrators'."""


class Jobs(Visible):
    """Jobs, seen by who asked for them, by the role that looks after them, and administrators."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Those that this account may see, cancel and ask for again."""
        if viewer.has_role("administrator"):
            return self
        if not viewer.is_active:
            return self.none()
        kinds = [kind for role, of in KINDS_OF.items() if viewer.has_role(role) for kind in of]
        return self.filter(models.Q(by=viewer.key) | models.Q(kind__in=kinds))


class Job(models.Model):
    """One piece of work: what is asked, how far it is, and how it ended.

    Pages read `share`, `said`, `result` and `error` (a sentence). The rest is the worker's: while a
    job runs it is `holder`'s until `leased_until`, and `attempts` tells one taking from the next.
    `once` names a moment of the schedule, for which there is one job and no other.
    """

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
    once = models.CharField(max_length=160, unique=True, null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    share = models.FloatField(default=0.0)
    said = models.TextField(blank=True)
    attempts = models.PositiveIntegerField(default=0)
    failures = models.PositiveIntegerField(default=0)
    result = models.JSONField(null=True)
    error = models.TextField(blank=True)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    holder = models.CharField(max_length=80, blank=True)
    leased_until = models.DateTimeField(null=True)
    is_cancel_asked = models.BooleanField(default=False)

    objects = Jobs.as_manager()

    class Meta:
        """Taken by when they are due; of one kind only one runs, so that no scan meets itself."""

        indexes = (models.Index(fields=["state", "due_at"], name="job_due"),)
        constraints = (
            models.UniqueConstraint(
                fields=["kind"], condition=models.Q(state="running"), name="one_running_of_a_kind"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}: {self.state}"

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in {Job.State.DONE, Job.State.FAILED, Job.State.CANCELLED}
