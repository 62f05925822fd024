"""Take over what a folder kept before there was a site: `kept.sqlite`, the first layout of all."""

import json
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import pysqlite3
from django.db.backends.utils import CursorWrapper

from theodolite.store.database import KEEPING, Rows, add, last_number, moment, writing
from theodolite.store.errors import DamagedWorkspace, StoreError
from theodolite.store.folders import EARLIER

KIND = "upgrade"
"""The kind of the entry that says it was taken over."""

_LAYOUT = 1
_AT_ONCE = 5_000
_TABLES = (
    ("item", "number, identity", "store_keptitem", "number, identity"),
    ("segment", "number, file, lines", "store_itemsegment", "number, file, lines"),
    (
        *("version", "number, item, observed_at, digest, segment, line, said"),
        *("store_itemversion", "number, item_id, observed_at, digest, segment_id, line, said"),
    ),
    (
        *("place", "number, source, address, at, digest"),
        *("store_sourcepage", "number, source, address, read_at, digest"),
    ),
    ("sighting", "number, item, place", "store_appearance", "number, item_id, page_id"),
)


def take_over(folder: Path, alias: str) -> None:
    """Bring everything of `kept.sqlite` into the folder's database, once; then set it aside."""
    earlier = folder / EARLIER
    if not earlier.exists():
        return
    where = earlier.absolute().as_uri()
    try:
        with writing(alias, KEEPING) as cursor:
            if not _is_taken_over(alias):
                # Never made where it is not: another process sets it aside when it is done.
                with closing(pysqlite3.connect(f"{where}?mode=rw", uri=True)) as old:
                    _bring(old, cursor, alias)
    except pysqlite3.Error as error:
        raise DamagedWorkspace(
            f"{earlier} is damaged ({error}), so it could not be taken over, and nothing was."
            " Put it back from the last copy of the folder, then try again."
        ) from error
    with suppress(FileNotFoundError):  # another process may have been quicker
        earlier.replace(earlier.with_name(f"{EARLIER}.taken-over"))


def _is_taken_over(alias: str) -> bool:
    from theodolite.store.models import Entry  # needs a folder to be open

    return bool(Entry.objects.using(alias).filter(kind=KIND, subject=EARLIER).exists())


def _bring(old: pysqlite3.Connection, cursor: CursorWrapper, alias: str) -> None:
    from theodolite.store.history import Line, write_all_down  # needs a folder to be open

    (layout,) = old.execute("PRAGMA user_version").fetchone()
    if layout not in (0, _LAYOUT) or last_number(cursor, "store_keptitem"):
        raise StoreError(
            f"{EARLIER} has layout {layout}, and can be taken over only with layout {_LAYOUT} into"
            " a folder whose database has no items yet. Nothing was changed. Move the file out of"
            " the folder, open it with a new folder, and bring its items here with 'horizon"
            " export' and 'horizon import'."
        )
    items = entries = 0
    if layout:
        for table, names, ours, our_names in _TABLES:
            for rows in _batches(old, f"SELECT {names} FROM {table} ORDER BY number"):  # noqa: S608  names of our own tables and columns
                add(cursor, ours, our_names, rows)
                items += len(rows) if table == "item" else 0
        asked = "SELECT kind, subject, by, at, detail FROM entry ORDER BY number"
        for rows in _batches(old, asked):
            lines = [
                Line(kind, subject, by, moment(at), json.loads(detail))
                for kind, subject, by, at, detail in rows
            ]
            entries += len(write_all_down(lines, using=alias))
    told = {"items": items, "entries": entries}
    now = datetime.now(UTC)
    write_all_down([Line(KIND, EARLIER, "theodolite", now, told)], using=alias)


def _batches(old: pysqlite3.Connection, asked: str) -> Iterator[Rows]:
    found = old.execute(asked)
    while rows := list(islice(found, _AT_ONCE)):
        yield rows
