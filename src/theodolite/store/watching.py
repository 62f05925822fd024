"""Watch-lists: saved searches, and what of them is new since somebody looked."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from theodolite.store.consents import WATCHED
from theodolite.store.digests import EVERY
from theodolite.store.editing import save_if_unchanged
from theodolite.store.finding import Query, narrowed, newest_first
from theodolite.store.history import write_down
from theodolite.store.letters import write_letter
from theodolite.store.models import Account, Consent, Entry, ListedItem, WatchList, WatchVisit
from theodolite.store.models.listed_item import sees_all
from theodolite.store.models.subscription import Rhythm
from theodolite.store.search import search

ONE_VISIT = timedelta(minutes=30)
"""Looks that follow each other within so long are one visit."""

MOST_TOLD = 10
"""How many items of one list a letter tells; the page has all of them."""

LOOKS_BACK = timedelta(days=31)
"""How far back the first letter looks."""

LISTED_WITHIN = timedelta(days=1)
"""Within what time an item that was seen or kept is listed; a letter looks back so far again."""

LETTERS_LOOKED_AT = 5
"""How many of the last letters are looked through for what was told already."""

KIND = "watch-list"
"""The kind of entry that says that a watch-list was made, changed or taken away."""

TOLD = "watch-lists told"
"""The kind of entry that remembers what a letter told somebody of what they watch."""


@dataclass(frozen=True, slots=True)
class News:
    """What is new on a watch-list, and whether there is more than is told."""

    kept: WatchList
    items: tuple[ListedItem, ...]
    is_more: bool


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


def last_visits(account: Account) -> Mapping[int, datetime]:
    """When an account last looked at each list that it ever looked at, by the list's number."""
    return dict(WatchVisit.objects.filter(account=account).values_list("watch_list", "at"))


def new_since(kept: WatchList, viewer: Account, since: datetime | None, *, most: int = 100) -> int:
    """How many items fit that are newer to the viewer; `most` at most are counted."""
    query, newer = query_of(kept), _newer(viewer, since)
    if not query.words.strip():
        return int(newest_first(query, viewer).filter(newer).order_by()[:most].count())
    return min(search(query.words, viewer, narrowed=narrowed(query) & newer, count=0).total, most)


def new_items(
    kept: WatchList, viewer: Account, since: datetime | None, *, most: int
) -> list[ListedItem]:
    """Items that fit and came to the viewer's sight later, newest first; all without a moment.

    Whoever sees only what was kept first sees an item when somebody keeps it, however old it is.
    """
    query, moment, newer = query_of(kept), _when_seen(viewer), _newer(viewer, since)
    if not query.words.strip():
        return list(newest_first(query, viewer).filter(newer).order_by(f"-{moment}", "-id")[:most])
    found = search(query.words, viewer, narrowed=narrowed(query) & newer, count=most)
    items = [one.item for one in found.hits]
    return sorted(items, key=lambda row: getattr(row, moment) or row.observed_at, reverse=True)


def wanting_letters(now: datetime) -> list[Account]:
    """Everyone who agreed to letters about what they watch, and had none in the last days."""
    agreed = Consent.objects.filter(
        purpose=WATCHED, withdrawn_at=None, given_at__lte=now, expires_at__gt=now
    )
    accounts = Account.objects.filter(is_active=True, pk__in=agreed.values("account"))
    return [one for one in accounts.order_by("pk") if not _told_lately(one, now)]


def news_for(account: Account, *, now: datetime) -> list[News]:
    """What is new on each list that an account sees, since its last letter; each item once."""
    before = _letters_to(account)
    told = {one for entry in before for one in json.loads(entry.detail or "{}")["items"]}
    since = before[0].at - LISTED_WITHIN if before else now - LOOKS_BACK
    found = []
    for kept in WatchList.objects.visible_to(account).order_by("name", "pk"):
        items = new_items(kept, account, max(since, kept.made_at), most=MOST_TOLD + 1 + len(told))
        new = [one for one in items if one.identity not in told]
        told |= {one.identity for one in new}
        found.append(News(kept, tuple(new[:MOST_TOLD]), is_more=len(new) > MOST_TOLD))
    return [one for one in found if one.items]


@transaction.atomic
def send_news(
    account: Account, news: Iterable[News], subject: str, plain: str, *, at: datetime
) -> None:
    """Put a letter on its way and remember what it tells, so that no later one tells it again."""
    told = [item.identity for one in news for item in one.items]
    write_down(TOLD, account.key, "watch", {"items": told}, at=at)
    write_letter(account, subject, plain, at=at, consent=WATCHED)


def _when_seen(viewer: Account) -> str:
    return "observed_at" if sees_all(viewer) else "decided_at"


def _newer(viewer: Account, since: datetime | None) -> Q:
    return Q(**{f"{_when_seen(viewer)}__gt": since}) if since else Q()


def _letters_to(account: Account) -> list[Entry]:
    """The last letters about what somebody watches, the last one first."""
    told = Entry.objects.filter(kind=TOLD, subject=account.key, detail__isnull=False)
    return list(told.order_by("-number")[:LETTERS_LOOKED_AT])


def _told_lately(account: Account, now: datetime) -> bool:
    last = _letters_to(account)[:1]
    return bool(last) and now - last[0].at < EVERY[Rhythm.WEEKLY]


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
def change(kept: WatchList, by: Account, *, seen_version: int, at: datetime) -> WatchList:
    """Keep a watch-list as its owner changed it, unless it was changed since that was opened."""
    save_if_unchanged(kept, seen_version=seen_version)
    said = {"deed": "changed", "name": kept.name, "group": kept.group_id}
    write_down(KIND, kept.key, by.key, said, at=at)
    return kept


@transaction.atomic
def take_away(kept: WatchList, by: Account, *, at: datetime) -> None:
    """Take a watch-list away."""
    write_down(KIND, kept.key, by.key, {"deed": "taken away", "name": kept.name}, at=at)
    kept.delete()
