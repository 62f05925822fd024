"""What each format of files has a place for, and in sentences what it would lose of given items."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import get_args

from theodolite.horizon.files.pubmed_types import TYPED_KINDS, is_linked
from theodolite.horizon.files.read import item_from
from theodolite.horizon.item import Item, Kind, Relation, Seen

_PUBMED = frozenset(TYPED_KINDS)
_PUBMED_RELATIONS: frozenset[Relation] = frozenset(get_args(Relation)) - {
    *("full text", "preprint of", "reports on", "based on", "part of")
}


@dataclass(frozen=True)
class Holding:
    """What a bibliographic format has a place for, besides title, people, venue and the like.

    No such format holds a licence, deadlines, days of events, trails or the moment of observing,
    nor an identity that does not follow from the numbers or the address it holds.
    """

    identifiers: frozenset[str]
    journal: frozenset[str]
    kinds: frozenset[Kind] = frozenset(get_args(Kind))
    relations: frozenset[Relation] = frozenset()
    has_address: bool = True
    has_paragraphs: bool = False
    has_one_serial_number: bool = False


_USUAL = frozenset({"doi", "pmid", "pmcid", "isbn", "issn"})
_CITED = frozenset({"volume", "issue", "pages", "publisher", "place"})

HOLDINGS = {
    "RIS": Holding(_USUAL, _CITED, has_one_serial_number=True),
    "BibTeX": Holding(_USUAL | {"arxiv"}, _CITED),
    "CSL-JSON": Holding(_USUAL, _CITED),
    "EndNote XML": Holding(_USUAL, _CITED, has_one_serial_number=True),
    "PubMed XML": Holding(
        _USUAL - {"isbn"},
        _CITED - {"publisher", "place"},
        _PUBMED,
        _PUBMED_RELATIONS,
        has_address=False,
        has_paragraphs=True,
    ),
    "MEDLINE": Holding(_USUAL, _CITED - {"place"}, _PUBMED, _PUBMED_RELATIONS, has_address=False),
}
"""CSV and Parquet are not among them: they hold every field exactly."""


def as_held(item: Item, format_name: str) -> Item:
    """The item as it comes back from a file of this format that is read where it was first seen."""
    if format_name not in HOLDINGS:
        return item
    holding = HOLDINGS[format_name]
    held = replace(
        _on_single_lines(item, has_paragraphs=holding.has_paragraphs),
        kind=item.kind if item.kind in holding.kinds else "paper",
        address=item.address if holding.has_address else "",
        identifiers=_numbers(item, holding),
        journal=tuple(pair for pair in item.journal if pair[0] in holding.journal),
        links=tuple(
            link
            for link in item.links
            if link.relation in holding.relations and is_linked(link, item.kind)
        ),
        licence="",
        deadline=None,
        starts=None,
        ends=None,
    )
    first = item.trail[0] if item.trail else Seen("", "", item.observed_at)
    return item_from(held, first)


def left_out(items: Iterable[Item], format_name: str) -> tuple[str, ...]:
    """A sentence for each field of which a file of this format loses something, with how often."""
    lost: Counter[str] = Counter()
    for item in items:
        held = as_held(item, format_name)
        plain = _on_single_lines(item, has_paragraphs=True)
        lost.update(
            field.name
            for field in fields(Item)
            if field.name not in ("observed_at", "trail")
            and getattr(plain, field.name) != getattr(held, field.name)
        )
    return tuple(
        f"{format_name} has no place for all of the {name} of {count} item{'s' * (count > 1)}."
        for name, count in lost.items()
    )


def _on_single_lines(item: Item, *, has_paragraphs: bool) -> Item:
    paragraphs = [" ".join(line.split()) for line in item.abstract.split("\n")]
    abstract = "\n".join(filter(None, paragraphs)) if has_paragraphs else " ".join(paragraphs)
    return replace(item, title=" ".join(item.title.split()), abstract=abstract.strip())


def _numbers(item: Item, holding: Holding) -> tuple[tuple[str, str], ...]:
    names = {name for name, _ in item.identifiers}
    other = {"isbn"} if holding.has_one_serial_number and "issn" in names else set()
    kept = holding.identifiers - other
    return tuple(pair for pair in item.identifiers if pair[0] in kept)
