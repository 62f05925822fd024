"""What feed readers and calendars are given: what was kept, and the days it brings."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import cast

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.feedgenerator import Atom1Feed
from django.utils.formats import date_format
from django.utils.html import escape

from theodolite.horizon.bulletin import Closing, Subject
from theodolite.horizon.harmless import harmless
from theodolite.horizon.item import Kind
from theodolite.horizon.sources.asking import safe_link
from theodolite.reports.calendar_file import calendar_of
from theodolite.reports.feed import urn
from theodolite.store.models import ListedItem, ListedTopic
from theodolite.web.sightings.topics import topic_names

MOST_ENTRIES, MOST_DAYS = 100, 500
"""How much a feed and a calendar hold; readers keep what came before."""

_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
"""When a feed without entries says that it changed; it must say something (RFC 4287, 4.1.1)."""


@dataclass(frozen=True, slots=True)
class Part:
    """What a feed is about: its name, its id, and the codes of its topics (all where none)."""

    name: str
    id: str
    topics: tuple[str, ...] = ()


class _Feed(Atom1Feed):
    """A feed that says the same as long as nothing was kept, and does not change by the second."""

    def latest_post_date(self) -> datetime:
        """When anything in it changed last."""
        latest: datetime = super().latest_post_date()
        return latest if self.items else _LONG_AGO


def kept_in(part: Part) -> QuerySet[ListedItem]:
    """What was kept of a part; a feed holds nothing else, whoever asks for it."""
    kept = ListedItem.objects.filter(state=ListedItem.State.KEPT)
    if not part.topics:
        return kept
    return kept.filter(
        Exists(ListedTopic.objects.filter(code__in=part.topics, item=OuterRef("pk")))
    )


def atom_of(part: Part, *, address: str) -> bytes:
    """What was kept of a part lately, as an Atom feed (RFC 4287); the latest decision first."""
    items = list(kept_in(part).order_by("-decided_at", "-pk")[:MOST_ENTRIES])
    home, names = settings.INSTALLATION.address, topic_names()
    feed = _Feed(
        title=f"Kept: {harmless(part.name)}",
        link=home,
        description="What curators kept, the latest decision first.",
        language="en",
        author_name=settings.INSTALLATION.society,
        feed_url=f"{home.rstrip('/')}{address}",
        feed_guid=urn("kept", settings.INSTALLATION.society, part.id),
    )
    for item in items:
        feed.add_item(
            title=_title(item),
            link=safe_link(item.address) or home,
            description=escape(_told(item)),
            unique_id=urn("item", item.identity),
            pubdate=item.observed_at,
            updateddate=item.decided_at or item.observed_at,
            categories=[names.get(code, code) for code in item.topics],
        )
    return feed.writeString("utf-8").encode()


def calendar_for(part: Part, *, on: date) -> bytes:
    """The days ahead that were kept in a part, as a calendar (RFC 5545); what lasts, to its end."""
    ahead = kept_in(part).filter(Q(deadline__gte=on) | Q(starts__gte=on) | Q(ends__gte=on))
    nearest = ahead.order_by(Coalesce("deadline", "starts"), "pk")[:MOST_DAYS]
    names = topic_names()
    days = [day for one in nearest for day in _days(one, names) if day.ends >= on]
    return calendar_of(f"Days ahead: {harmless(part.name)}", sorted(days, key=_day), on=on)


def _told(item: ListedItem) -> str:
    where = " · ".join(filter(None, (item.kind, item.venue, item.published_in_words)))
    return harmless(f"{where}. {item.abstract}" if item.abstract else where)


def _days(item: ListedItem, names: Mapping[str, str]) -> Iterator[Closing]:
    """The day an item closes, and the days on which it takes place; some have both."""
    if item.deadline is not None:
        yield _closing(item, names, (item.deadline, item.deadline), is_deadline=True)
    if item.starts is not None:
        lasts = item.starts, max(item.starts, item.ends or item.starts)
        yield _closing(item, names, lasts, is_deadline=False)


def _closing(
    item: ListedItem, names: Mapping[str, str], lasts: tuple[date, date], *, is_deadline: bool
) -> Closing:
    on, ends = lasts
    verb = "Closes" if is_deadline else "Begins"
    return Closing(
        identities=(item.identity,),
        title=_title(item),
        kind=cast(Kind, item.kind),
        address=safe_link(item.address),
        topics=tuple(Subject(code, names.get(code, code)) for code in _codes(item)),
        on=on,
        ends=ends,
        is_deadline=is_deadline,
        sentence=f"{verb} on {date_format(on, 'j F Y')}.",
    )


def _title(item: ListedItem) -> str:
    return harmless(item.title) or harmless(item.identity)


def _codes(item: ListedItem) -> Sequence[str]:
    codes: Sequence[str] = item.topics
    return codes


def _day(closing: Closing) -> tuple[date, str]:
    return closing.on, closing.identities[0]
