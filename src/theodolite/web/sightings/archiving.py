"""A sighting's item in the archive: new, or one more place where a known one was seen."""

from dataclasses import replace

from django.conf import settings

from theodolite.store.models import Sighting
from theodolite.store.named_items import items_named
from theodolite.store.workspace import open_workspace
from theodolite.web.sightings.recognising import item_of, seen_by_a_member


def keep_in_archive(sighting: Sighting) -> None:
    """Keep the item; where the archive knows it, what it says stays as its sources said it."""
    workspace = open_workspace(settings.FOLDER)
    at = sighting.given_at
    known = items_named(workspace, [sighting.identity])
    item = (
        replace(known[0], trail=(seen_by_a_member(sighting.key, at),))
        if known
        else item_of(sighting.given, sighting.why, key=sighting.key, at=at)
    )
    workspace.keep([item])
