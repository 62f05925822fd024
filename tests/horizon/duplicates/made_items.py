"""Items as the tests of duplicates need them: one plain paper, and what is changed of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from theodolite.horizon.item import Item, Published, Seen, identity_from

SEEN_AT = datetime(2026, 3, 9, 8, tzinfo=UTC)
PAPER: Mapping[str, Any] = {
    "title": "Dose to the lens of the eye in interventional radiology: a multicentre study",
    "people": ("Smith, John A.", "Kaur, Asha", "Ångström, Per"),
    "year": 2019,
    "venue": "American Journal of Infection Control",
    "volume": "47",
    "issue": "7",
    "pages": "761-766",
    "doi": "10.1016/j.ajic.2018.12.005",
}


def item(number: int = 0, **said: Any) -> Item:
    """An item with what is said of it, and nothing else; `number` tells equal ones apart."""
    identifiers = [(name, said.pop(name, "")) for name in ("doi", "pmid")]
    journal = [(name, said.pop(name, "")) for name in ("volume", "issue", "pages")]
    year = said.pop("year", None)
    made = Item(
        "",
        said.pop("title"),
        said.pop("kind", "paper"),
        SEEN_AT,
        published=Published(date(year, 1, 1), "year") if year else None,
        identifiers=tuple((name, text) for name, text in identifiers if text),
        journal=tuple((name, text) for name, text in journal if text),
        trail=(Seen(f"source {number}", f"place {number}", SEEN_AT),),
        **said,
    )
    numbers = dict(identifiers) if not number else {}
    return replace(made, identity=identity_from(numbers, said=f"{number} {made!r}"))


def paper(number: int = 0, **changes: Any) -> Item:
    """The plain paper, with changes; None takes a field away."""
    said = {name: value for name, value in {**PAPER, **changes}.items() if value is not None}
    return item(number, **said)


def items_from(rows: Iterable[Mapping[str, str]]) -> list[Item]:
    """Made-up records as items, one for each row, in order."""
    return [
        item(
            number,
            title=row["title"],
            people=tuple(filter(None, row["author"].split("; "))),
            year=int(row["year"]),
            venue=row["journal"],
            volume=row["volume"],
            issue=row["number"],
            pages=row["pages"],
            doi=row["doi"],
            abstract=row["abstract"],
        )
        for number, row in enumerate(rows, start=1)
    ]


def pairs_in(groups: Iterable[Sequence[int]]) -> set[tuple[int, int]]:
    """Every pair of rows that stand in one group."""
    return {
        (one, other)
        for group in groups
        for place, one in enumerate(group)
        for other in group[place + 1 :]
    }
