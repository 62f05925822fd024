"""What jobs worked out, kept for pages to show: findings, and figures as they were drawn."""

from typing import Self

from django.db import models

from theodolite.store.visibility import Viewer, Visible


class Findings(Visible):
    """Findings, which everyone signed in may read."""

    def visible_to(self, viewer: Viewer) -> Self:
        """All of them, for whoever is active."""
        return self if viewer.is_active else self.none()


class WorkedOut(models.Model):
    """The newest finding of one name, such as the trends, and as of when."""

    name = models.CharField(max_length=60, unique=True)
    said = models.JSONField()
    at = models.DateTimeField()

    objects = Findings.as_manager()

    def __str__(self) -> str:
        return f"{self.name} as of {self.at:%Y-%m-%d %H:%M}"


class Drawing(models.Model):
    """A figure as SVG, with its alternative text and its numbers; `digest` tells its content."""

    code = models.CharField(max_length=200, unique=True)
    title = models.TextField()
    alt = models.TextField()
    svg = models.TextField()
    table = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    objects = Findings.as_manager()

    def __str__(self) -> str:
        return self.title
