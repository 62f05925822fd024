"""Items as scans found them: every version of what they say, and every page that had them.

These tables are the archive's own: `store.keeping` fills them and `store.kept_items` reads them,
both under the lock by which one process at a time keeps items. Numbers are given there, too, so
that their order is the order in which things were kept. Moments are whole microseconds since 1970.
"""

from django.db import models

from theodolite.store.visibility import Visible


class KeptItem(models.Model):
    """That there is an item of this identity; what it says is in its versions."""

    number = models.BigAutoField(primary_key=True)
    identity = models.TextField()

    objects = Visible.as_manager()

    class Meta:
        """Kept once."""

        constraints = (models.UniqueConstraint(fields=["identity"], name="item_once"),)

    def __str__(self) -> str:
        return self.identity


class ItemSegment(models.Model):
    """A Parquet file beside an embedded database, which holds what many versions say."""

    number = models.BigAutoField(primary_key=True)
    file = models.CharField(max_length=40)
    lines = models.PositiveIntegerField()

    objects = Visible.as_manager()

    def __str__(self) -> str:
        return self.file


class ItemVersion(models.Model):
    """What an item said when it was first seen to say so: here, or on a line of a segment."""

    number = models.BigAutoField(primary_key=True)
    item = models.ForeignKey(KeptItem, models.DO_NOTHING, related_name="versions", db_index=False)
    observed_at = models.BigIntegerField()
    digest = models.BinaryField()
    segment = models.ForeignKey(ItemSegment, models.DO_NOTHING, null=True, db_index=False)
    line = models.PositiveIntegerField(null=True)
    said = models.TextField(null=True)

    objects = Visible.as_manager()

    class Meta:
        """Asked for by item, the last first; and which of them no segment holds yet."""

        indexes = (
            models.Index(fields=["item", "number"], name="version_of_item"),
            models.Index(
                fields=["number"], name="version_unsealed", condition=models.Q(segment=None)
            ),
        )

    def __str__(self) -> str:
        return f"Version {self.number} of {self.item}"


class SourcePage(models.Model):
    """One page of a source as it was read at one moment; its items share it."""

    number = models.BigAutoField(primary_key=True)
    source = models.TextField()
    address = models.TextField()
    read_at = models.BigIntegerField()
    digest = models.CharField(max_length=64)

    objects = Visible.as_manager()

    class Meta:
        """Asked for by when it was read and what it held."""

        indexes = (models.Index(fields=["read_at", "digest"], name="page_of_moment"),)

    def __str__(self) -> str:
        return f"{self.source}: {self.address}"


class Appearance(models.Model):
    """That an item stood on a page of a source: one step of its trail."""

    number = models.BigAutoField(primary_key=True)
    item = models.ForeignKey(KeptItem, models.DO_NOTHING, related_name="trail", db_index=False)
    page = models.ForeignKey(SourcePage, models.DO_NOTHING, db_index=False)

    objects = Visible.as_manager()

    class Meta:
        """Once an item and page."""

        constraints = (models.UniqueConstraint(fields=["item", "page"], name="appears_once"),)

    def __str__(self) -> str:
        return f"{self.item} on {self.page}"
