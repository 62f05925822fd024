"""Two people at one thing: the second to save is shown both versions, and nothing is lost."""

from typing import Self, TypeVar

from django.db import models

from theodolite.settings.errors import CorrectableError


class Versioned(models.Model):
    """A thing that people edit; `version` counts its saves."""

    version = models.PositiveIntegerField(default=1)

    class Meta:
        """No table of its own."""

        abstract = True

    def changes_since(self, other: Self) -> tuple[str, ...]:
        """The names of the fields in which it differs from another version of itself."""
        names = [field.attname for field in self._meta.concrete_fields if field.name != "version"]
        return tuple(name for name in names if getattr(self, name) != getattr(other, name))


Edited = TypeVar("Edited", bound=Versioned)


class ChangedMeanwhile(CorrectableError):
    """Someone else saved the thing after it was opened for editing."""

    def __init__(self, theirs: Versioned, yours: Versioned) -> None:
        """Keep both versions, to be shown side by side."""
        self.theirs, self.yours = theirs, yours
        super().__init__(
            f"{theirs} was changed by someone else while you were editing it, so yours was not"
            " saved. Compare the two versions, then save again what should hold."
        )


def save_if_unchanged(thing: Edited, *, seen_version: int) -> Edited:
    """Save an edited thing if it is still at the version that the editor saw."""
    kind = type(thing)
    values = {
        field.attname: getattr(thing, field.attname)
        for field in thing._meta.concrete_fields
        if not field.primary_key
    }
    values["version"] = seen_version + 1
    saved = kind._default_manager.filter(pk=thing.pk, version=seen_version).update(**values)
    if not saved:
        raise ChangedMeanwhile(kind._default_manager.get(pk=thing.pk), thing)
    thing.version = seen_version + 1
    return thing
