"""A first draft of a radar from a scan: what rises, what is urgent and what closes, by topic."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from textwrap import shorten

from theodolite.evidence.days import day_in_words, written_day_in_words
from theodolite.evidence.framework import Framework
from theodolite.horizon.item import Item
from theodolite.horizon.placing import Placed
from theodolite.horizon.radar.edition import Edition, Ring, Spot, checked
from theodolite.horizon.trends import Alert, Trends

LOOKED_BACK = timedelta(days=92)
"""How new an alert must be to be a blip of its own."""

_MOST_ITEMS = 12
_LONGEST_NAME = 60

MEANING = (
    "years until it matters; a blip nobody has given years to stands in the middle of the ring"
    " that most of its items point to"
)


def edition_from(
    trends: Trends, placed: Placed, items: Sequence[Item], framework: Framework, *, on: date
) -> Edition:
    """One blip for each phrase that rises, each new alert, and each open deadline.

    A phrase stands in the topic and the horizon of most items behind it. It is a draft: people move
    blips, and give them years, in the file that is written of it.
    """
    known = {item.identity: item for item in items}
    rings = tuple(Ring(one.name, one.upto_years) for one in framework.horizons)
    risen = {
        alert.name.casefold(): spot
        for alert in trends.rising()
        if alert.sort != "topic" and (spot := _spot(alert, placed, framework, known)) is not None
    }
    single = [
        spot
        for item in sorted(items, key=lambda one: (one.observed_at, one.identity), reverse=True)
        if (spot := _spot_of_one(item, placed, framework, on)) is not None
    ]
    spots = risen | {one.name.casefold(): one for one in reversed(single[:_MOST_ITEMS])}
    return checked(
        Edition(
            f"Radar of {framework.society or framework.title}",
            on,
            tuple(topic.name for topic in framework.topics),
            rings,
            MEANING,
            tuple(spots.values()),
        )
    )


def _spot_of_one(item: Item, placed: Placed, framework: Framework, on: date) -> Spot | None:
    """A blip for one item that nobody should miss, or nothing."""
    place = placed.by_identity.get(item.identity)
    if place is None or not place.belongs_to():
        return None
    names = [horizon.name for horizon in framework.horizons]
    is_new = timedelta(0) <= on - item.observed_at.date() <= LOOKED_BACK
    if item.deadline is not None and item.deadline >= on:
        said = f"Closes on {day_in_words(item.deadline)}."
    elif is_new and item.kind == "alert":
        seen = day_in_words(item.observed_at.date())
        said = f"Seen on {seen}: {', '.join(place.outlook.because) or item.kind}."
    else:
        return None
    return Spot(
        shorten(item.title.rstrip("."), _LONGEST_NAME, placeholder="…"),
        framework.topic(place.belongs_to()[0]).name,
        place.horizon.answer if place.horizon.answer in names else names[0],
        items=(item.identity,),
        count=1,
        sentence=said,
        address=item.address,
    )


def _spot(
    alert: Alert, placed: Placed, framework: Framework, known: Mapping[str, Item]
) -> Spot | None:
    """A blip, or nothing where no item behind the rise belongs to any topic."""
    behind = [placed.by_identity[one] for one in alert.items if one in placed.by_identity]
    topics = Counter(code for one in behind for code in one.belongs_to()[:1])
    if not topics:
        return None
    names = [horizon.name for horizon in framework.horizons]
    rings = Counter(one.horizon.answer for one in behind if one.horizon.answer in names)
    ring = rings.most_common(1)[0][0] if rings else names[len(names) // 2]
    newest = [known[one] for one in alert.items if one in known]
    count = alert.share.count or len(behind)
    return Spot(
        alert.name[:1].upper() + alert.name[1:],
        framework.topic(topics.most_common(1)[0][0]).name,
        ring,
        items=alert.items,
        count=count,
        sentence=_sentence(alert, rings, newest),
        address=next((item.address for item in newest if item.address), ""),
    )


def _sentence(alert: Alert, rings: Counter[str], newest: Sequence[Item]) -> str:
    said = f"Rising since {written_day_in_words(alert.raised)}."
    if newest:
        said += f" Newest: {newest[0].title.rstrip('.')}."
    if not rings:
        said += " No item says when it will matter."
    return said
