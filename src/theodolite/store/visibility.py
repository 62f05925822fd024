"""Who may see what: every kind of thing answers for itself, and none by default."""

from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.db import models

if TYPE_CHECKING:
    from theodolite.store.models.account import Account

Thing = TypeVar("Thing", bound=models.Model, covariant=True)


class Visible(models.QuerySet[Any]):
    """Things of one kind, of which an account sees none unless the kind says otherwise."""

    def visible_to(self, account: "Account") -> Self:
        """Those that this account may see; pages and the API ask for nothing else."""
        return self.none()
