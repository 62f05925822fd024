"""Find listed items by words, topic, kind, source, state and time, page by page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import make_aware

from theodolite.store.models import ListedItem, ListedSource, ListedTopic
from theodolite.store.models.listed_item import sees_all
from theodolite.store.search import MOST, Said, search
from theodolite.store.visibility import Viewer


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for; empty means any. `since` and `until` are days of first sighting."""

    words: str = ""
    topic: str = ""
    kind: str = ""
    source: str = ""
    state: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """An item that was found; title and passage are cut where the words match."""

    item: ListedItem
    title: Sequence[Said]
    passage: Sequence[Said]


@dataclass(frozen=True, slots=True)
class Results:
    """A page of what was found. `total` counts all pages, and no more than are listed at all."""

    lines: tuple[Line, ...]
    total: int
    is_cut: bool


def find(query: Query, viewer: Viewer, *, start: int = 0, count: int = 25) -> Results:
    """A page of the items that fit: best first where words are given, else newest first.

    What the viewer may not see is left out in any case.
    """
    if query.words.strip():
        found = search(query.words, viewer, narrowed=narrowed(query), start=start, count=count)
        hits = tuple(Line(one.item, one.title, one.passage) for one in found.hits)
        return Results(hits, found.total, found.is_cut)
    rows = newest_first(query, viewer)
    total = rows[: MOST + 1].count()
    end = min(start + count, MOST)
    return Results(tuple(_line(row) for row in rows[start:end]), min(total, MOST), total > MOST)


def newest_first(query: Query, viewer: Viewer) -> QuerySet[ListedItem]:
    """Everything that fits but for words, by when it was first seen.

    Of a topic or source with many items, its own index is followed; of the few that people kept,
    theirs is.
    """
    rows = ListedItem.objects.visible_to(viewer)
    sees_few = not sees_all(viewer)
    is_one_state = query.state not in ("", ListedItem.State.WAITING, ListedItem.State.SET_ASIDE)
    found: QuerySet[ListedItem]
    if sees_few or is_one_state or not (query.topic or query.source):
        found = rows.filter(narrowed(query)).order_by("-observed_at", "-id")
    elif query.topic:
        rest = narrowed(query, without="topic")
        found = rows.filter(rest, listed_topics__code=query.topic)
        found = found.order_by("-listed_topics__observed_at", "-listed_topics__item")
    else:
        rest = narrowed(query, without="source")
        found = rows.filter(rest, listed_sources__name=query.source)
        found = found.order_by("-listed_sources__observed_at", "-listed_sources__item")
    return found


_DAYS = (date(1000, 1, 1), date(9000, 1, 1))
"""Between which everything is first seen; clocks cannot count up to the ends of the calendar."""


def narrowed(query: Query, *, without: str = "") -> Q:
    """Everything but the words as a condition on items."""
    fits = Q()
    if query.topic and without != "topic":
        fits &= Q(Exists(ListedTopic.objects.filter(code=query.topic, item=OuterRef("pk"))))
    if query.source and without != "source":
        fits &= Q(Exists(ListedSource.objects.filter(name=query.source, item=OuterRef("pk"))))
    if query.kind:
        fits &= Q(kind=query.kind)
    if query.state:
        fits &= Q(state=query.state)
    if query.since:
        fits &= Q(observed_at__gte=_midnight(query.since))
    if query.until:
        fits &= Q(observed_at__lt=_midnight(query.until, days_later=1))
    return fits


def _midnight(day: date, *, days_later: int = 0) -> datetime:
    """When a day, or one later, begins where the society is."""
    told = min(max(day, _DAYS[0]), _DAYS[1]) + timedelta(days=days_later)
    return make_aware(datetime.combine(told, time.min))


def _line(row: ListedItem) -> Line:
    passage = row.abstract[:300] + ("…" if len(row.abstract) > 300 else "")
    return Line(row, (Said(row.title, is_match=False),), (Said(passage, is_match=False),))
