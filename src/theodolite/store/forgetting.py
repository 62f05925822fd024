"""Take the words of members out of the archive; the thing that they told of stays, unexplained."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from django.db import connections
from django.db.backends.utils import CursorWrapper

from theodolite.horizon.item import Item
from theodolite.store.database import asked_of, microseconds
from theodolite.store.models import ItemVersion, ListedItem
from theodolite.store.relisting import relist
from theodolite.store.segments import as_json, from_json, read_lines, rewrite_lines
from theodolite.store.workspace import Workspace, open_workspace

NOTHING_SAID = "Told by a member whose words were erased"
"""The title of a thing of which nothing but a member's words was known."""

Told = tuple[str, datetime]
"""One sighting, as the archive knows it: the identity of its item, and when it was given."""

_VERSIONS = """
SELECT identity, version.number, observed_at, file, line, said
FROM store_itemversion version JOIN store_keptitem item ON item.number = item_id
LEFT JOIN store_itemsegment ON store_itemsegment.number = segment_id
WHERE identity IN ({})
"""


def forget_words(told: Iterable[Told], cursor: CursorWrapper) -> int:
    """Empty what these sightings said, in every place; gives how many versions of items lost words.

    For whoever holds the right to keep items. A segment is replaced whole, with the same lines, so
    that whatever reads or copies it meanwhile has the old one or the new one; begun anew after a
    crash, this ends the same.
    """
    workspace = open_workspace(Path(connections["default"].settings_dict["FOLDER"]))
    spoken = {(identity, microseconds(at)) for identity, at in told}
    sealed: dict[str, dict[int, str]] = defaultdict(dict)
    emptied: dict[int, Item] = {}
    names = list({identity for identity, _ in spoken})
    for identity, number, at, file, line, text in list(asked_of(cursor, _VERSIONS, names)):
        if (identity, at) not in spoken:
            continue
        said = from_json(text) if file is None else _in_segment(workspace, file, line)
        # Also where nothing is left to empty: whoever was killed had not told the database yet.
        if said.kind == "sighting":
            emptied[number] = _without_words(said)
            if file is not None:
                sealed[file][line] = as_json(emptied[number])
    _write(emptied, sealed, workspace)
    _list_anew({one.identity for one in emptied.values()}, workspace)
    return len(emptied)


def _in_segment(workspace: Workspace, file: str, line: int) -> Item:
    (said,) = read_lines(workspace.segments / file, [line])
    return said


def _without_words(item: Item) -> Item:
    """What is known of a thing without what a person said of it."""
    return replace(item, title=item.address or NOTHING_SAID, abstract="")


def _write(
    emptied: Mapping[int, Item], sealed: Mapping[str, Mapping[int, str]], workspace: Workspace
) -> None:
    for number, item in emptied.items():
        version = ItemVersion.objects.filter(pk=number)
        version.update(digest=bytes.fromhex(item.digest()))
        version.filter(segment=None).update(said=as_json(item))
    for file, lines in sealed.items():
        rewrite_lines(workspace.segments / file, lines)


def _list_anew(identities: set[str], workspace: Workspace) -> None:
    """Let pages and their search say no more than the archive does; where things belong stays."""
    listed = ListedItem.objects.named(identities)
    if records := [one for row in listed for one in row.records]:
        relist(workspace, records)
        # Both quote what was said; the next placing tells them anew.
        listed.update(placing={}, why="")
