"""A framework of two topics and a handful of items, small enough to place by eye."""

from datetime import UTC, date, datetime
from typing import Any

from theodolite.evidence.framework import Framework, Topic
from theodolite.horizon.item import Item, Published

SEEN = datetime(2026, 3, 9, 8, tzinfo=UTC)

CARBON = Topic("carbon", "Carbon", "Carbon footprint and energy use of scanners.")
SKILLS = Topic("skills", "Skills", "Training and vacancies of clinical scientists.")
FRAMEWORK = Framework("A strategy", "A made-up society", "1", (CARBON, SKILLS))


def item(title: str, abstract: str = "", **more: Any) -> Item:
    """An item named by its title, published on 1 March 2026 unless told otherwise."""
    published = Published(more.pop("on", date(2026, 3, 1)))
    kind = more.pop("kind", "paper")
    return Item(f"title:{title}", title, kind, SEEN, abstract, published=published, **more)


ITEMS = (
    item("Carbon of scanners", "We measured the energy use of scanners. Energy fell by night."),
    item("Vacancies", "Training of scientists lags. Vacancies rose in clinical services."),
    item("Greener training", "Training of clinical scientists. They measure the carbon footprint."),
    item("Gait of horses", "Trotting was filmed on two fields. The film was slow."),
    item("Old stamps", "Stamps were catalogued by colour."),
    item("Bread", "Rye and wheat were baked in four ovens."),
)
