"""A first draft of a radar from a scan: what rises, in the topic and horizon of its items."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from theodolite.evidence.framework import Framework
from theodolite.horizon.item import Item
from theodolite.horizon.placing import Placed
from theodolite.horizon.radar.edition import Edition, Ring, Spot, checked
from theodolite.horizon.trends import Alert, Trends

MEANING = (
    "years until it matters; a blip nobody has given years to stands in the middle of the ring"
    " that most of its items point to"
)


def edition_from(
    trends: Trends, placed: Placed, items: Sequence[Item], framework: Framework, *, on: date
) -> Edition:
    """One blip for each phrase that rises, in the topic and the horizon of most items behind it.

    It is a draft: people move blips, and give them years, in the file that is written of it.
    """
    known = {item.identity: item for item in items}
    rings = tuple(Ring(one.name, one.upto_years) for one in framework.horizons)
    spots = {
        alert.name.casefold(): spot
        for alert in trends.rising()
        if alert.sort != "topic" and (spot := _spot(alert, placed, framework, known)) is not None
    }
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
    said = f"Rising since {alert.raised}."
    if newest:
        said += f" Newest: {newest[0].title.rstrip('.')}."
    if not rings:
        said += " No item says when it will matter."
    return said
