"""Watch-lists: saved searches, and what of them is new since somebody looked."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from theodolite.store.finding import Query, narrowed, newest_first
from theodolite.store.history import write_down
from theodolite.store.models import Account, ListedItem, WatchList, WatchVisit
from theodolite.store.search import search

ONE_VISIT = timedelta(minutes=30)
"""Looks that follow each other within so long are one visit."""

KIND = "watch-list"
"""The kind of entry that says that a watch-list was made, changed or taken away."""


def query_of(kept: WatchList) -> Query:
    """The search that a watch-list stands for."""
    return Query(words=kept.words, topic=kept.topic, kind=kept.kind, source=kept.source)


def last_visit(
    kept: WatchList, account: Account, *, during: datetime | None = None
) -> datetime | None:
    """When an account last looked at the list; None if never.

    `during` a visit it is the one before, so that whoever looks again soon is shown the same.
    """
    seen = WatchVisit.objects.filter(watch_list=kept, account=account).first()
    if seen is None:
        return None
    is_same = during is not None and during - seen.at <= ONE_VISIT
    found: datetime | None = seen.before if is_same else seen.at
    return found


def new_since(kept: WatchList, viewer: Account, since: datetime | None, *, most: int = 100) -> int:
    """How many items fit that were first seen later; `most` at most are counted.

    A digest asks the same with the moment of the last one.
    """
    return len(new_items(kept, viewer, since, most=most))


def new_items(
    kept: WatchList, viewer: Account, since: datetime | None, *, most: int
) -> list[ListedItem]:
    """Items that fit and were first seen later, newest first; all of them without a moment."""
    query = query_of(kept)
    if not query.words.strip():
        rows = newest_first(query, viewer)
        return list((rows.filter(observed_at__gt=since) if since else rows)[:most])
    fits = narrowed(query) & (Q(observed_at__gt=since) if since else Q())
    found = search(query.words, viewer, narrowed=fits, count=most)
    items = [one.item for one in found.hits]
    return sorted(items, key=lambda row: row.observed_at, reverse=True)


@transaction.atomic
def note_visit(kept: WatchList, account: Account, *, at: datetime) -> None:
    """Note that an account has seen the list."""
    before = last_visit(kept, account, during=at)
    WatchVisit.objects.update_or_create(
        watch_list=kept, account=account, defaults={"at": at, "before": before}
    )


@transaction.atomic
def save(kept: WatchList, by: Account, *, at: datetime) -> WatchList:
    """Keep a new watch-list."""
    kept.owner, kept.made_at = by, at
    kept.save()
    said = {"deed": "made", "name": kept.name, "group": kept.group_id}
    write_down(KIND, kept.key, by.key, said, at=at)
    return kept


@transaction.atomic
def take_away(kept: WatchList, by: Account, *, at: datetime) -> None:
    """Take a watch-list away."""
    write_down(KIND, kept.key, by.key, {"deed": "taken away", "name": kept.name}, at=at)
    kept.delete()
