"""What feed readers and calendars are given: what was kept, and the days it brings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import cast

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.feedgenerator import Atom1Feed
from django.utils.formats import date_format
from django.utils.html import escape

from theodolite.horizon.bulletin import Closing, Subject
from theodolite.horizon.harmless import harmless
from theodolite.horizon.item import Kind
from theodolite.horizon.sources.asking import safe_link
from theodolite.reports.calendar_file import calendar_of
from theodolite.reports.feed import urn
from theodolite.store.models import ListedItem, StandingAct, WorkedOut
from theodolite.web.sightings.topics import topic_names

MOST_ENTRIES, MOST_DAYS = 100, 500
"""How much a feed and a calendar hold; readers keep what came before."""

_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Part:
    """What a feed is about: its name, and the codes of its topics (all of them where none)."""

    name: str
    topics: tuple[str, ...] = ()


def kept_in(part: Part) -> QuerySet[ListedItem]:
    """What was kept of a part; a feed holds nothing else, whoever asks for it."""
    kept = ListedItem.objects.filter(state=ListedItem.State.KEPT)
    if not part.topics:
        return kept
    return kept.filter(listed_topics__code__in=part.topics).distinct()


def changed_at() -> datetime:
    """When anything that feeds tell may last have changed: by an act of triage, or by a placing."""
    acts = StandingAct.objects.order_by("-number").values_list("at", flat=True).first()
    placed = WorkedOut.objects.order_by("-at").values_list("at", flat=True).first()
    return max(acts or _LONG_AGO, placed or _LONG_AGO)


def atom_of(part: Part, *, address: str) -> bytes:
    """What was kept of a part lately, as an Atom feed (RFC 4287); the latest decision first."""
    items = list(kept_in(part).order_by("-decided_at", "-pk")[:MOST_ENTRIES])
    home, names = settings.INSTALLATION.address, topic_names()
    feed = Atom1Feed(
        title=f"Kept: {part.name}",
        link=home,
        description="What curators kept, the latest decision first.",
        language="en",
        author_name=settings.INSTALLATION.society,
        feed_url=f"{home.rstrip('/')}{address}",
        feed_guid=urn("kept", settings.INSTALLATION.society, *part.topics),
    )
    for item in items:
        feed.add_item(
            title=harmless(item.title) or item.identity,
            link=safe_link(item.address) or home,
            description=escape(_told(item)),
            unique_id=urn("item", item.identity),
            pubdate=item.observed_at,
            updateddate=item.decided_at or item.observed_at,
            categories=[names.get(code, code) for code in item.topics],
        )
    return feed.writeString("utf-8").encode()


def calendar_for(part: Part, *, on: date) -> bytes:
    """The days ahead that were kept in a part, as a calendar (RFC 5545)."""
    ahead = kept_in(part).filter(Q(deadline__gte=on) | Q(deadline=None, starts__gte=on))
    names = topic_names()
    closings = [_closing(one, names) for one in ahead.order_by("pk")[:MOST_DAYS]]
    return calendar_of(f"Days ahead: {part.name}", sorted(closings, key=_day), on=on)


def _told(item: ListedItem) -> str:
    where = " · ".join(filter(None, (item.kind, item.venue, item.published_as)))
    return harmless(f"{where}. {item.abstract}" if item.abstract else where)


def _closing(item: ListedItem, names: Mapping[str, str]) -> Closing:
    is_deadline = item.deadline is not None
    day = item.deadline or item.starts
    assert day is not None, "only what has a day is asked for"
    verb = "Closes" if is_deadline else "Begins"
    return Closing(
        identities=(item.identity,),
        title=harmless(item.title) or item.identity,
        kind=cast(Kind, item.kind),
        address=safe_link(item.address),
        topics=tuple(Subject(code, names.get(code, code)) for code in _codes(item)),
        on=day,
        ends=day if is_deadline or item.ends is None else max(day, item.ends),
        is_deadline=is_deadline,
        sentence=f"{verb} on {date_format(day, 'j F Y')}.",
    )


def _codes(item: ListedItem) -> Sequence[str]:
    codes: Sequence[str] = item.topics
    return codes


def _day(closing: Closing) -> tuple[date, str]:
    return closing.on, closing.identities[0]
