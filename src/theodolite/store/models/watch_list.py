"""Saved searches that people watch, alone or with a group, and when they last looked."""

from typing import Self

from django.db import models
from django.db.models import Q

from theodolite.store.editing import Versioned
from theodolite.store.models.account import Account, Group, random_key
from theodolite.store.visibility import Viewer, Visible


class WatchLists(Visible):
    """Watch-lists, seen by their owners and by the groups they are shared with."""

    def visible_to(self, viewer: Viewer) -> Self:
        """One's own, and those of one's groups."""
        if not viewer.is_active:
            return self.none()
        theirs = Group.objects.filter(memberships__account_id=viewer.pk)
        return self.filter(Q(owner_id=viewer.pk) | Q(group__in=theirs))


class WatchList(Versioned):
    """A search under a name: words and what else items are chosen by; empty means any."""

    key = models.CharField(max_length=32, unique=True, default=random_key, editable=False)
    name = models.CharField(max_length=120)
    owner = models.ForeignKey(Account, models.CASCADE, related_name="watch_lists")
    group = models.ForeignKey(
        Group, models.SET_NULL, null=True, blank=True, related_name="watch_lists"
    )
    words = models.CharField(max_length=300, blank=True)
    topic = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=20, blank=True)
    source = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()

    objects = WatchLists.as_manager()

    def __str__(self) -> str:
        return self.name


class Visits(Visible):
    """Visits, seen by who made them."""

    def visible_to(self, viewer: Viewer) -> Self:
        """One's own."""
        return self.filter(account_id=viewer.pk) if viewer.is_active else self.none()


class WatchVisit(models.Model):
    """When an account last looked at a watch-list, so that it can be told what is new.

    `before` is when it had looked the time before, empty at the first.
    """

    watch_list = models.ForeignKey(WatchList, models.CASCADE, related_name="visits")
    account = models.ForeignKey(Account, models.CASCADE, related_name="watch_visits")
    at = models.DateTimeField()
    before = models.DateTimeField(null=True)

    objects = Visits.as_manager()

    class Meta:
        """One line an account and list."""

        constraints = (
            models.UniqueConstraint(fields=["watch_list", "account"], name="visited_once"),
        )

    def __str__(self) -> str:
        return f"{self.account} at {self.watch_list}"
