"""One item of several that are the same: every field's best value, every source in its trail."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from theodolite.horizon.archive import Entry
from theodolite.horizon.duplicates.decisions import LINK, decided
from theodolite.horizon.item import Item, Link, Published

MEMBER = "member"
"""The kind of identifier under which a merged item names those it was made of."""

_BEST_NAMED = ("doi", "pmid", "pmcid", "arxiv", "nct", "openalex", "govuk", "url", "sha256")
_LEAST_TELLING = ("other", "sighting", "news")
_EXACT = {"day": 0, "month": 1, "year": 2}


def merged(items: Sequence[Item], journal_entries: Iterable[Entry]) -> Sequence[Item]:
    """One item for each thing, where its first member stood; what is merged with nothing stays.

    Takes entries of kinds `merge` and `link`. Count these instead of the archive's items, and
    nothing is counted twice.
    """
    entries = list(journal_entries)
    here = _with_links(items, entries)
    groups = [tuple(name for name in group if name in here) for group in decided(entries).groups()]
    group_of = {name: group for group in groups if len(group) > 1 for name in group}
    told: set[str] = set()
    kept = []
    for item in items:
        if item.identity in told:
            continue
        group = group_of.get(item.identity)
        kept.append(
            here[item.identity] if group is None else merged_item([here[name] for name in group])
        )
        told.update(group or ())
    return kept


def _with_links(items: Sequence[Item], entries: Iterable[Entry]) -> dict[str, Item]:
    links: dict[str, list[Link]] = defaultdict(list)
    for entry in entries:
        if entry.kind == LINK:
            links[entry.subject].append(Link(entry.detail["relation"], entry.detail["target"]))
    return {
        item.identity: replace(
            item, links=tuple(dict.fromkeys((*item.links, *links[item.identity])))
        )
        if item.identity in links
        else item
        for item in items
    }


def representatives(items: Iterable[Item]) -> Mapping[str, str]:
    """From every member's identity to that of the merged item that stands for it."""
    return {member: item.identity for item in items for member in members(item)}


def members(item: Item) -> tuple[str, ...]:
    """The identities of all that a merged item was made of; its own if it never was."""
    return tuple(name for kind, name in item.identifiers if kind == MEMBER) or (item.identity,)


def merged_item(same: Sequence[Item]) -> Item:
    """Several records of one thing as one item; their order makes no difference.

    The best-named one gives the identity, the fullest the title, people and abstract, the first
    the day it was observed. Numbers, keywords, links and sightings of all are kept.
    """
    ordered = sorted(same, key=_best_named)
    first = ordered[0]
    names = tuple(sorted(name for item in ordered for name in members(item)))
    with_journal = sorted(ordered, key=lambda item: -len(item.journal))
    return replace(
        first,
        title=max((item.title for item in ordered), key=_title_worth),
        kind=min(ordered, key=lambda item: item.kind in _LEAST_TELLING).kind,
        observed_at=min(item.observed_at for item in ordered),
        abstract=max((item.abstract for item in ordered), key=len),
        people=max((item.people for item in ordered), key=_people_worth),
        venue=max((item.venue for item in ordered), key=len),
        published=_most_exact([item.published for item in with_journal]),
        address=_first(item.address for item in ordered),
        language=_first(item.language for item in ordered),
        licence=_first(item.licence for item in ordered),
        keywords=tuple(dict.fromkeys(word for item in ordered for word in item.keywords)),
        identifiers=(*_each_kind_once(ordered), *((MEMBER, name) for name in names)),
        journal=tuple(
            {kind: text for item in with_journal[::-1] for kind, text in item.journal}.items()
        ),
        links=tuple(
            dict.fromkeys(
                link for item in ordered for link in item.links if link.target not in names
            )
        ),
        deadline=next((item.deadline for item in ordered if item.deadline), None),
        starts=next((item.starts for item in ordered if item.starts), None),
        ends=next((item.ends for item in ordered if item.ends), None),
        trail=tuple(
            sorted(
                dict.fromkeys(seen for item in ordered for seen in item.trail),
                key=lambda seen: (seen.at, seen.source, seen.address),
            )
        ),
    )


def _best_named(item: Item) -> tuple[int, str]:
    kind = item.identity.partition(":")[0]
    return (_BEST_NAMED.index(kind) if kind in _BEST_NAMED else len(_BEST_NAMED), item.identity)


def _title_worth(title: str) -> tuple[bool, bool, int, str]:
    """Not in capitals, not in brackets, then the longest."""
    return (not title.isupper(), not title.startswith("["), len(title), title)


def _people_worth(people: tuple[str, ...]) -> tuple[int, int, tuple[str, ...]]:
    return (len(people), sum(map(len, people)), people)


def _most_exact(days: Sequence[Published | None]) -> Published | None:
    """The most exactly known day, of several that of the fullest record."""
    known = [day for day in days if day is not None]
    return min(known, key=lambda day: _EXACT[day.precision], default=None)


def _first(texts: Iterable[str]) -> str:
    return next(filter(None, texts), "")


def _each_kind_once(ordered: Sequence[Item]) -> tuple[tuple[str, str], ...]:
    numbers = {
        kind: number
        for item in reversed(ordered)
        for kind, number in item.identifiers
        if kind != MEMBER
    }
    return tuple(numbers.items())
