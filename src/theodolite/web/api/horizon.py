"""Items, topics and deadlines, as far as the token's account may see them."""

from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Query, Router

from theodolite.evidence.framework import Topic
from theodolite.store.findings import Rise, TrendsTold, newest
from theodolite.store.models import ListedItem, ListedTopic
from theodolite.store.search import search
from theodolite.web.api.cursors import after, cursor_after
from theodolite.web.api.gate import BearerToken, account_of
from theodolite.web.api.shapes import (
    DeadlineShape,
    FoundPage,
    ItemPage,
    ItemsAsked,
    ItemShape,
    Limit,
    PageNumber,
    Required,
    TopicShape,
    TrendShape,
    TrendsShape,
    WholeItem,
)
from theodolite.web.sightings.credits import seen_by
from theodolite.web.sightings.topics import topics_of_society

router = Router(tags=["Horizon"], auth=BearerToken("read:horizon"))


@router.get("items", response=ItemPage)
def list_items(request: HttpRequest, asked: Query[ItemsAsked]) -> ItemPage:
    """List things, newest first. Curators see all of them; others what was kept."""
    found = list(
        _chosen(ListedItem.objects.visible_to(account_of(request)), asked)
        .filter(after(asked.cursor))
        .order_by("-observed_at", "-pk")[: asked.limit + 1]
    )
    given = found[: asked.limit]
    goes_on = cursor_after(given[-1]) if len(found) > asked.limit else ""
    return ItemPage(items=[shape_of(one) for one in given], next=goes_on)


@router.get("search", response=FoundPage)
def search_items(
    request: HttpRequest, words: Query[Required], page: PageNumber = 1, limit: Limit = 50
) -> FoundPage:
    """Find things by words, best first: words in quotes stand together, `*` ends a beginning."""
    found = search(words, account_of(request), start=(page - 1) * limit, count=limit)
    return FoundPage(items=[shape_of(hit.item) for hit in found.hits], total=found.total)


@router.get("item", response=WholeItem)
def one_item(request: HttpRequest, identity: Query[Required]) -> WholeItem:
    """One thing, by its identity or that of any record it was merged from."""
    visible = ListedItem.objects.visible_to(account_of(request))
    item = visible.filter(listed_records__identity=identity).first()
    if item is None:
        raise Http404(f"There is no item {identity!r}, or not for this token.")
    credited = seen_by(item.records) if item.state == ListedItem.State.KEPT else ()
    return WholeItem(**shape_of(item).dict(), seen_by=list(credited))


@router.get("deadlines", response=list[DeadlineShape])
def list_deadlines(request: HttpRequest, limit: Limit = 50) -> list[DeadlineShape]:
    """List what closes from today on, the next first."""
    today = timezone.localdate()
    visible = ListedItem.objects.visible_to(account_of(request))
    ahead = visible.filter(deadline__gte=today).order_by("deadline", "pk")[:limit]
    return [
        DeadlineShape(
            identity=one.identity,
            title=one.title,
            address=one.address,
            topics=one.topics,
            deadline=one.deadline,
            days_left=(one.deadline - today).days,
        )
        for one in ahead
    ]


@router.get("trends", response=TrendsShape)
def list_trends(request: HttpRequest) -> TrendsShape:
    """What rises and fades, as last worked out."""
    found = newest("trends", TrendsTold, account_of(request))
    if found is None:
        raise Http404("No trends have been worked out yet. They are, after the next scan.")
    told = found.said
    return TrendsShape(
        as_of=told.as_of,
        counted=told.counted,
        rising=[_trend(one) for one in told.rising],
        fading=[_trend(one) for one in told.fading],
        chance=list(told.chance),
        record=list(told.record),
        notes=list(told.notes),
    )


@router.get("topics", response=list[TopicShape])
def list_topics(request: HttpRequest) -> list[TopicShape]:
    """List the topics of the society's framework, in its order."""
    kept = ListedTopic.objects.filter(item__state=ListedItem.State.KEPT).values("code")
    counts = dict(kept.annotate(number=Count("pk")).values_list("code", "number"))
    return [_topic(topic, counts.get(topic.code, 0)) for topic in topics_of_society()]


def shape_of(item: ListedItem) -> ItemShape:
    """An item as the API tells it."""
    return ItemShape(
        **{name: getattr(item, name) for name in _SAME},
        published=item.published_as,
    )


_SAME = tuple(name for name in ItemShape.model_fields if name != "published")


def _chosen(items: QuerySet[ListedItem], asked: ItemsAsked) -> QuerySet[ListedItem]:
    chosen = {
        "state": asked.state,
        "kind": asked.kind,
        "listed_topics__code": asked.topic,
        "listed_sources__name": asked.source,
        "observed_at__gte": asked.since and datetime.combine(asked.since, time(), UTC),
        "observed_at__lt": asked.until and _day_after(asked.until),
    }
    return items.filter(**{name: value for name, value in chosen.items() if value})


def _day_after(day: date) -> datetime:
    last = datetime.combine(day, time(), UTC)
    return last if day == date.max else last + timedelta(days=1)


def _trend(rise: Rise) -> TrendShape:
    return TrendShape(
        direction=rise.direction,
        sort=rise.sort,
        name=rise.name,
        topic=rise.code,
        sentence=rise.sentence,
        items=list(rise.items),
    )


def _topic(topic: Topic, kept: int) -> TopicShape:
    return TopicShape(code=topic.code, name=topic.name, description=topic.description, kept=kept)
