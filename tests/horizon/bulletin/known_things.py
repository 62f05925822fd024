"""A society with two topics, a few items, and what placing and trends would say of them."""

from datetime import UTC, date, datetime

from theodolite.evidence.estimate import share_of
from theodolite.evidence.framework import Framework, Topic
from theodolite.horizon.bulletin import Group, Known
from theodolite.horizon.item import Item, Kind, Seen
from theodolite.horizon.placing import Judgement, Placed, PlacedItem, TopicPlace
from theodolite.horizon.trends import Alert, Trends, TrendSettings

NOW = datetime(2026, 6, 30, 12, tzinfo=UTC)
IMAGING = Topic("imaging", "Imaging", "Pictures of people")
WORKFORCE = Topic("workforce", "Workforce", "People who work")
FRAMEWORK = Framework("Strategy", "Made-up Society", "1", (IMAGING, WORKFORCE))
GROUP = Group("Imaging group", ("imaging",), "imaging@example.org", most=2)


def item(name: str, *, day: int = 20, kind: Kind = "paper", **fields: object) -> Item:
    seen = Seen("A journal", "https://a.example/feed", datetime(2026, 6, day, tzinfo=UTC))
    said = {"title": f"On {name}", "address": f"https://a.example/{name}", "venue": "A journal"}
    return Item(
        identity=f"url:https://a.example/{name}",
        kind=kind,
        observed_at=seen.at,
        trail=(seen,),
        **(said | fields),  # type: ignore[arg-type]
    )


def placed(one: Item, chance: float = 0.9, topic: str = "imaging") -> PlacedItem:
    where = TopicPlace(topic, chance, f"This is about {one.title}.", ("picture", "dose"))
    return PlacedItem(one.identity, (where,), 1 - chance, outlook=Judgement("threat", ("“ban”",)))


def known(*placed_items: tuple[Item, PlacedItem], alerts: tuple[Alert, ...] = ()) -> Known:
    items = tuple(one for one, _ in placed_items)
    places = Placed("Strategy", "1", tuple(place for _, place in placed_items), "By a fixed curve.")
    trends = Trends(
        date(2026, 6, 30), ("2026-05", "2026-06"), 9, TrendSettings(), alerts, (), (), (), (), ()
    )
    return Known(FRAMEWORK, items, places, trends)


def alert(name: str, *identities: str, raised: str = "2026-06", code: str = "") -> Alert:
    return Alert(
        "topic" if code else "phrase",
        "rising",
        name,
        (),
        3,
        share_of(8, 10),
        share_of(1, 10),
        1.0,
        8.0,
        0.001,
        raised,
        {},
        share_of(0, 0),
        share_of(0, 0),
        None,
        identities,
        code,
    )
