"""Every thing once, as pages list it: made by jobs from the archive and the history.

Nothing here is the only copy of anything: the rows can be made anew at any time. Decisions change
`state` at once; everything else is as of the last placing.
"""

from collections.abc import Iterable
from typing import Self

from django.db import models

from theodolite.evidence.days import written_day_in_words
from theodolite.store.visibility import Viewer, Visible


class ListedItems(Visible):
    """Items, of which curators see all and everyone else what was kept."""

    def visible_to(self, viewer: Viewer) -> Self:
        """All for curators; for others only what curators decided to keep."""
        if sees_all(viewer):
            return self
        return self.filter(state=ListedItem.State.KEPT) if viewer.is_active else self.none()

    def named(self, identities: Iterable[str]) -> Self:
        """Those that any of these records of the archive are listed as."""
        records = ListedRecord.objects.filter(identity__in=list(identities))
        return self.filter(pk__in=records.values("item"))


def sees_all(viewer: Viewer) -> bool:
    """Whether someone is shown more of the items than what was kept."""
    return viewer.has_role("curator")


class ListedItem(models.Model):
    """One thing after merging: what it says, where it belongs, what was decided, and its rank.

    `records` are the identities it was merged from, `alike` those of other things that say nearly
    the same. `placing` holds topics with their chances and reasons, and three judgements.
    `score` orders what waits, `why` says in a sentence what raised it.
    """

    class State(models.TextChoices):
        """What was decided of it."""

        WAITING = "waiting", "Waiting"
        KEPT = "kept", "Kept"
        DISCARDED = "discarded", "Discarded"
        IN_CONFLICT = "in conflict", "In conflict"
        SET_ASIDE = "set aside", "Set aside"

    identity = models.TextField(unique=True)
    title = models.TextField()
    abstract = models.TextField(blank=True)
    kind = models.CharField(max_length=20)
    people = models.TextField(blank=True)
    venue = models.TextField(blank=True)
    address = models.TextField(blank=True)
    language = models.CharField(max_length=20, blank=True)
    published = models.DateField(null=True)
    published_as = models.CharField(max_length=10, blank=True)
    observed_at = models.DateTimeField()
    deadline = models.DateField(null=True)
    starts = models.DateField(null=True)
    ends = models.DateField(null=True)
    records = models.JSONField(default=list)
    alike = models.JSONField(default=list)
    topics = models.JSONField(default=list)
    sources = models.JSONField(default=list)
    horizon = models.CharField(max_length=60, blank=True)
    outlook = models.CharField(max_length=20, blank=True)
    readiness = models.CharField(max_length=20, blank=True)
    placing = models.JSONField(default=dict)
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    decided_at = models.DateTimeField(null=True)
    score = models.FloatField(default=0.0)
    why = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True)

    objects = ListedItems.as_manager()

    class Meta:
        """Asked for best first, newest first, latest decision first, and next to close first."""

        indexes = (
            models.Index(fields=["state", "-score", "observed_at", "id"], name="listed_best"),
            models.Index(fields=["state", "-observed_at", "-id"], name="listed_new_of_state"),
            models.Index(fields=["-observed_at", "-id"], name="listed_new"),
            models.Index(fields=["kind", "-observed_at", "-id"], name="listed_of_kind"),
            models.Index(fields=["state", "-decided_at"], name="listed_decided"),
            models.Index(
                fields=["deadline"],
                name="listed_closing",
                condition=models.Q(deadline__isnull=False),
            ),
            models.Index(
                fields=["state", "deadline"],
                name="listed_closing_of_state",
                condition=models.Q(deadline__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def published_in_words(self) -> str:
        """When it was published, as far as that is known, in words."""
        return written_day_in_words(self.published_as)


class Parts(Visible):
    """Rows that only lead to items, which answer for themselves."""


class ListedRecord(models.Model):
    """That a record of the archive is listed as, or merged into, an item."""

    identity = models.TextField(unique=True)
    item = models.ForeignKey(ListedItem, models.CASCADE, related_name="listed_records")

    objects = Parts.as_manager()

    def __str__(self) -> str:
        return self.identity


class ListedTopic(models.Model):
    """That an item belongs to a topic; `observed_at` is the item's, to list the newest first."""

    code = models.CharField(max_length=60)
    observed_at = models.DateTimeField()
    item = models.ForeignKey(ListedItem, models.CASCADE, related_name="listed_topics")

    objects = Parts.as_manager()

    class Meta:
        """Asked for by topic, newest first."""

        indexes = (models.Index(fields=["code", "-observed_at", "-item"], name="listed_in_topic"),)

    def __str__(self) -> str:
        return f"{self.code}: {self.item_id}"


class ListedSource(models.Model):
    """That a source brought an item; `observed_at` is the item's, to list the newest first."""

    name = models.CharField(max_length=200)
    observed_at = models.DateTimeField()
    item = models.ForeignKey(ListedItem, models.CASCADE, related_name="listed_sources")

    objects = Parts.as_manager()

    class Meta:
        """Asked for by source, newest first."""

        indexes = (models.Index(fields=["name", "-observed_at", "-item"], name="listed_by_source"),)

    def __str__(self) -> str:
        return f"{self.name}: {self.item_id}"
