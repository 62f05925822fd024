"""What groups are told by e-mail: what their digest holds, who wants it, and what went out."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.timezone import localtime

from theodolite.store.editing import Versioned
from theodolite.store.models.account import Account, Group, random_key
from theodolite.store.visibility import Viewer, Visible


class Rhythm(models.TextChoices):
    """How often someone wants a digest."""

    WEEKLY = "weekly", "Every week"
    MONTHLY = "monthly", "Every month"


class OfGroups(Visible):
    """What belongs to a group, seen by its members and by curators."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Curators see those of all groups; others those of the groups they are in."""
        if viewer.has_role("curator"):
            return self
        mine = self.filter(group__memberships__account=viewer.pk)
        return mine if viewer.is_active else self.none()


class GroupDigest(Versioned):
    """What a group's digest is about; it goes out once a chair or curator has approved it.

    `topics` are codes of the framework, `most` is how many new items one digest tells at most.
    Only a preview made since `changed_at` can be approved, and a change takes approval back.
    """

    group = models.OneToOneField(Group, models.CASCADE, related_name="digest")
    topics = models.JSONField(default=list)
    most = models.PositiveSmallIntegerField(default=12)
    changed_at = models.DateTimeField()
    approved_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)

    objects = OfGroups.as_manager()

    def __str__(self) -> str:
        return f"Digest of {self.group}"


class Subscriptions(Visible):
    """Subscriptions, which nobody but the subscriber sees."""

    def visible_to(self, viewer: Viewer) -> Self:
        """One's own."""
        return self.filter(account_id=viewer.pk) if viewer.is_active else self.none()


class Subscription(models.Model):
    """That an account wants the digest of a group, and how often."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="subscriptions")
    group = models.ForeignKey(Group, models.CASCADE, related_name="subscriptions")
    rhythm = models.CharField(max_length=10, choices=Rhythm.choices)
    since = models.DateTimeField()

    objects = Subscriptions.as_manager()

    class Meta:
        """One line an account and group."""

        constraints = (
            models.UniqueConstraint(fields=["account", "group"], name="subscribed_once"),
        )

    def __str__(self) -> str:
        return f"{self.account} to {self.group}, {self.rhythm}"


class Editions(Visible):
    """Digests that went out, seen by members of the group, by who got them, and by curators."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Curators see all; others those of their groups (chairs the previews too), and theirs."""
        if viewer.has_role("curator"):
            return self
        if not viewer.is_active:
            return self.none()
        mine = Q(group__memberships__account=viewer.pk, is_preview=False)
        chaired = Q(group__memberships__account=viewer.pk, group__memberships__is_chair=True)
        return self.filter(mine | chaired | Q(letters__account=viewer.pk)).distinct()


class Edition(models.Model):
    """One digest as it was made: the same bytes for everyone it goes to; previews go to nobody."""

    key = models.CharField(max_length=32, unique=True, default=random_key, editable=False)
    group = models.ForeignKey(Group, models.CASCADE, related_name="editions")
    rhythm = models.CharField(max_length=10, choices=Rhythm.choices)
    is_preview = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    subject = models.CharField(max_length=200)
    plain = models.TextField()
    html = models.TextField()
    pdf = models.BinaryField()

    objects = Editions.as_manager()

    class Meta:
        """The last one of a group and rhythm is asked for before each."""

        indexes = (models.Index(fields=["group", "rhythm", "made_at"], name="edition_last"),)

    def __str__(self) -> str:
        return self.subject

    @property
    def file_name(self) -> str:
        """What its PDF is called, by the day on which it was made here."""
        return f"digest-{localtime(self.made_at):%Y-%m-%d}.pdf"
