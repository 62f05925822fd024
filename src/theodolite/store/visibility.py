"""Who may see what: every kind of thing answers for itself, and none by default."""

from typing import Any, Protocol, Self

from django.db import models


class Viewer(Protocol):
    """Someone who looks: an account, as far as this matters here."""

    pk: Any
    key: Any
    is_active: Any

    def has_role(self, *roles: str) -> bool:
        """Whether they are active and hold one of the roles."""


class Visible(models.QuerySet[Any]):
    """Things of one kind, of which an account sees none unless the kind says otherwise."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Those that this account may see; pages and the API ask for nothing else."""
        return self.none()
