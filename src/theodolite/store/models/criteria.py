"""What counts as worth keeping in this round, as the curators agreed on it."""

from typing import Self

from django.db import models

from theodolite.store.editing import Versioned
from theodolite.store.visibility import Viewer, Visible


class AllCriteria(Visible):
    """Criteria, seen by curators."""

    def visible_to(self, viewer: Viewer) -> Self:
        """All of them, for curators."""
        return self if viewer.has_role("curator") else self.none()


class Criteria(Versioned):
    """The criteria of now; there is one row, and the history holds what they were before."""

    text = models.TextField(blank=True, max_length=4_000)

    objects = AllCriteria.as_manager()

    def __str__(self) -> str:
        return "The criteria of this round"
