"""Bring a few rows of the table up to what people just said, without placing everything anew."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from theodolite.horizon.archive import Entry
from theodolite.horizon.duplicates.decisions import KIND as MERGE
from theodolite.horizon.duplicates.decisions import LINK, OURSELVES
from theodolite.horizon.duplicates.merging import merged
from theodolite.horizon.item import Item
from theodolite.horizon.placing import Correction, corrections_from, entry_of
from theodolite.horizon.placing.corrections import KIND as CORRECTION
from theodolite.horizon.placing.corrections import NONE_OF_THESE
from theodolite.horizon.placing.placed import EVEN
from theodolite.store.errors import StoreError
from theodolite.store.history import write_down
from theodolite.store.listing import row_of, write_rows
from theodolite.store.models import Entry as Written
from theodolite.store.models import ListedItem, ListedTopic
from theodolite.store.named_items import items_named
from theodolite.store.workspace import Workspace

_PLACE = ("topics", "horizon", "outlook", "readiness")
_FROM_BEFORE = (*_PLACE, "placing", "score", "why")


class PlacedMeanwhile(StoreError):
    """Somebody else said where a thing belongs in the same moment."""

    def __init__(self, row: ListedItem) -> None:
        """Name the thing."""
        super().__init__(
            f"“{row.title}” was placed by someone else in the same moment, so yours was not written"
            " down. Open its page anew, see where it belongs now, and say again what should hold."
        )


def entries_about(kinds: Sequence[str], identities: Iterable[str]) -> list[Entry]:
    """Entries of some kinds whose subject is one of these, in the order they were written."""
    written = Written.objects.filter(
        kind__in=kinds, subject__in=list(identities), detail__isnull=False
    )
    return [_entry(one) for one in written.order_by("number")]


@transaction.atomic
def say(entries: Iterable[Entry], workspace: Workspace, records: Iterable[str]) -> None:
    """Write down what a person said of merges or links, and list these records accordingly."""
    for one in entries:
        write_down(one.kind, one.subject, one.by, one.detail, at=one.at)
    relist(workspace, records)


def relist(workspace: Workspace, records: Iterable[str]) -> None:
    """List the things that these records are now, where they were placed before."""
    before = list(ListedItem.objects.named(records))
    names = {*records, *(one for row in before for one in row.records)}
    entries = entries_about((MERGE, LINK), names)
    items = merged(items_named(workspace, names), entries)
    was = {record: row for row in before for record in row.records}
    rows = [_row(item, was.get(item.identity) or next(iter(before), None)) for item in items]
    kept = {row.identity for row in rows}
    ListedItem.objects.filter(
        pk__in=[row.pk for row in before if row.identity not in kept]
    ).delete()
    write_rows(rows)


@transaction.atomic
def relist_since(number: int, workspace: Workspace) -> None:
    """List anew what people spoke of in the history after a line.

    A placing that began before has just written these rows without it.
    """
    later = Written.objects.filter(
        kind__in=(MERGE, LINK, CORRECTION), number__gt=number, detail__isnull=False
    ).exclude(by=OURSELVES)
    said = [_entry(one) for one in later.order_by("number")]
    tied = [one for one in said if one.kind != CORRECTION]
    if tied:
        others = (one.detail.get("with") or one.detail.get("target") for one in tied)
        relist(workspace, [*(one.subject for one in tied), *(str(one) for one in others)])
    for correction in corrections_from(one for one in said if one.kind == CORRECTION):
        for row in ListedItem.objects.named([correction.identity]):
            _apply(row, correction)
            _save_place(row)


def newest_line() -> int:
    """The number of the newest line of the history."""
    newest = Written.objects.order_by("-number").values_list("number", flat=True).first()
    return newest or 0


@transaction.atomic
def correct(row: ListedItem, said: Sequence[Correction], *, at: datetime) -> None:
    """Write down where a person says that an item belongs; its row says so from now on.

    `row` is as the person saw it; where it is not so any more, PlacedMeanwhile is raised.
    """
    kept = ListedItem.objects.select_for_update().filter(pk=row.pk).first()
    if kept is None or any(getattr(kept, name) != getattr(row, name) for name in _PLACE):
        raise PlacedMeanwhile(row)
    for one in said:
        entry = entry_of(one, at=at)
        write_down(entry.kind, entry.subject, entry.by, entry.detail, at=entry.at)
        _apply(row, one)
    _save_place(row)


def _entry(written: Written) -> Entry:
    said = json.loads(written.detail or "{}")
    return Entry(written.kind, written.subject, written.by, written.at, said)


def _save_place(row: ListedItem) -> None:
    # Without a digest the next placing writes the row anew, with what it learnt.
    row.digest = ""
    row.save(update_fields=["topics", "horizon", "outlook", "readiness", "placing", "digest"])
    ListedTopic.objects.filter(item=row).delete()
    ListedTopic.objects.bulk_create(
        ListedTopic(code=code, observed_at=row.observed_at, item=row) for code in row.topics
    )


def _row(item: Item, before: ListedItem | None) -> ListedItem:
    row = row_of(item, None)
    for name in _FROM_BEFORE if before is not None else ():
        setattr(row, name, getattr(before, name))
    row.digest = ""
    return row


def _apply(row: ListedItem, said: Correction) -> None:
    placing = dict(row.placing)
    if said.aspect != "topic":
        setattr(row, said.aspect, said.answer)
        placing[said.aspect] = {"answer": said.answer, "because": [], "by": said.by}
    else:
        is_none = said.answer == NONE_OF_THESE
        told = [one for one in placing.get("topics", []) if one["topic"] != said.answer]
        if is_none:
            told = [{**one, "probability": 0.0, "by": said.by} for one in told]
        else:
            new = {"topic": said.answer, "probability": float(said.holds), "by": said.by}
            told.insert(0, {"sentence": "", "words": [], **new})
        placing["topics"] = told
        row.topics = [one["topic"] for one in told if one["probability"] >= EVEN]
    row.placing = placing
