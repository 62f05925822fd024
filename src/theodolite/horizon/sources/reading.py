"""From the records of an answer to a page of items, whatever is wrong with some of them."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, get_args

from theodolite.horizon.errors import UnreadableSource
from theodolite.horizon.files.read import item_from
from theodolite.horizon.item import Item, Kind, Seen
from theodolite.horizon.sources.source import Answer, Page, Request, Source
from theodolite.settings.errors import nearest

_KINDS: Mapping[str, Kind] = {kind: kind for kind in get_args(Kind)}


class Unreadable(Exception):
    """Says in a sentence why one record could not become an item."""


def seen_in(answer: Answer, asked: Request, source: Source) -> Seen:
    """Where and when the items of an answer were seen, and in which bytes.

    The address is the one that was asked, which never holds a secret.
    """
    digest = hashlib.sha256(answer.payload).hexdigest()
    return Seen(source.name, asked.address, answer.at, digest)


def read_records(
    records: Iterable[Any], read_one: Callable[[Any, Seen], Item], seen: Seen, source: Source
) -> Page:
    """Every record as an item named for good, and a sentence for each that could not be read.

    `read_one` leaves the identity empty unless the source has a name of its own for the record.
    """
    items, unreadable = [], []
    for number, record in enumerate(records, 1):
        try:
            item = read_one(record, seen)
        except Unreadable as problem:
            unreadable.append(f"Record {number}: {problem}")
            continue
        items.append(finished(item, seen, source))
    return Page(tuple(items), unreadable=tuple(unreadable))


def finished(item: Item, seen: Seen, source: Source) -> Item:
    """The item with its identity, its trail and, where it tells none, the licence of its source."""
    if source.licence and not item.licence:
        item = replace(item, licence=source.licence)
    if item.identity:
        return replace(item, observed_at=seen.at, trail=(seen,))
    return item_from(item, seen)


def titled(title: str, name: str) -> str:
    """The title, without which nobody could judge the record; `name` says which record it is."""
    if title:
        return title
    raise Unreadable(f"it has no title ({name or 'and no name either'}).")


def kind_of(source: Source) -> Kind | None:
    """What a source says its items are; a word that is no kind of item is refused."""
    written = source.ask.get("kind", "")
    if written and written not in _KINDS:
        raise UnreadableSource(
            f"{source.name} says that its items are of kind {written!r}, which is not known."
            f" {nearest(written, _KINDS)}"
        )
    return _KINDS.get(written)
