"""The page of one item: what it says, where it was, where it belongs, and what was decided."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from theodolite.horizon.duplicates.decisions import KIND as MERGE
from theodolite.horizon.duplicates.decisions import LINK
from theodolite.horizon.item import Item, Seen
from theodolite.horizon.placing.corrections import KIND as PLACING
from theodolite.horizon.sources.asking import safe_link
from theodolite.store import inbox, outcomes, standing
from theodolite.store.models import Account, ListedItem
from theodolite.store.named_items import items_named
from theodolite.store.names import names_of
from theodolite.store.relisting import entries_about
from theodolite.store.workspace import open_workspace
from theodolite.web.horizon.acting import REASONS, new_token
from theodolite.web.horizon.correcting import CorrectionForm, LinkForm
from theodolite.web.horizon.showing import (
    Card,
    Link,
    card_of,
    item_address,
    language_name,
    topic_address,
)
from theodolite.web.horizon.telling import Said, did
from theodolite.web.look.parts import Fact
from theodolite.web.permissions import Signed, signed_in
from theodolite.web.sightings.credits import seen_by
from theodolite.web.sightings.topics import topic_names

MOST_SEEN = 30
"""How many steps of a trail are told; items that every scan sees again have hundreds."""


@dataclass(frozen=True, slots=True)
class Step:
    """One place where the item was seen."""

    source: str
    href: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Record:
    """One of the records that the item was merged from."""

    identity: str
    title: str
    venue: str
    is_itself: bool


@dataclass(frozen=True, slots=True)
class Placed:
    """A topic with how likely the item belongs to it, and what says so."""

    name: str
    href: str
    chance: str
    because: str
    belongs: bool


@dataclass(frozen=True, slots=True)
class Acting:
    """What a curator may do here: the forms and what goes with them."""

    corrections: CorrectionForm
    link: LinkForm
    reasons: tuple[str, ...]
    token: str
    seen: int


@dataclass(frozen=True, slots=True)
class ItemPage:
    """Everything that is known of one item, as far as whoever looks may know it."""

    card: Card
    facts: tuple[Fact, ...]
    trail: tuple[Step, ...]
    more_seen: int
    records: tuple[Record, ...]
    related: tuple[tuple[str, Link], ...]
    alike: tuple[Link, ...]
    places: tuple[Placed, ...]
    judgements: tuple[Fact, ...]
    history: tuple[Said, ...]
    credit: tuple[str, ...]
    acting: Acting | None


@signed_in
def item(request: Signed) -> HttpResponse:
    """One item, by the identity of any of its records."""
    row = row_asked(request, request.GET.get("of", ""))
    page = page_of(row, request.user)
    return render(request, "horizon/item.html", {"page": page})


def row_asked(request: Signed, identity: str) -> ListedItem:
    """The row of a record, if whoever asks may see it."""
    row = ListedItem.objects.visible_to(request.user).named([identity]).first()
    if row is None:
        raise Http404(f"There is no item {identity!r}.")
    kept: ListedItem = row
    return kept


def page_of(
    row: ListedItem,
    viewer: Account,
    corrections: CorrectionForm | None = None,
    link: LinkForm | None = None,
) -> ItemPage:
    """The page of one item, with forms as they were sent where something in them was wrong."""
    is_curator, names = viewer.has_role("curator"), topic_names()
    records = items_named(open_workspace(settings.FOLDER), row.records)
    seen = sorted((step for one in records for step in one.trail), key=lambda step: step.at)
    together = inbox.alike(row) if is_curator else []
    acting = Acting(
        corrections or CorrectionForm(row=row), link or LinkForm(row=row), REASONS, new_token(),
        outcomes.catch_up(),
    )  # fmt: skip
    return ItemPage(
        card_of(row, names, why=row.why if is_curator else "", alike=together),
        _facts(row, records),
        tuple(_step(step) for step in seen[:MOST_SEEN]),
        max(0, len(seen) - MOST_SEEN),
        tuple(_record(one, row) for one in records) if len(records) > 1 else (),
        _related(row, records, viewer),
        _alike(row, viewer, without=together),
        _places(row.placing, names, is_curator=is_curator),
        _judgements(row.placing, is_curator=is_curator),
        _history(row) if is_curator else (),
        seen_by(row.records) if row.state == ListedItem.State.KEPT else (),
        acting if is_curator else None,
    )


def _facts(row: ListedItem, records: Sequence[Item]) -> tuple[Fact, ...]:
    identifiers = dict.fromkeys(pair for one in records for pair in one.identifiers)
    told = (
        ("Kind", row.kind.capitalize()),
        ("People", row.people),
        ("Published in", row.venue),
        ("Published", row.published_in_words),
        ("Closes", f"{row.deadline:%-d %B %Y}" if row.deadline else ""),
        ("Takes place", _span(row)),
        ("First seen", f"{timezone.localtime(row.observed_at):%-d %B %Y}"),
        ("Decided", f"{timezone.localtime(row.decided_at):%-d %B %Y}" if row.decided_at else ""),
        ("Numbers", ", ".join(f"{name.upper()} {number}" for name, number in identifiers)),
        ("Language", language_name(row.language)),
    )
    return tuple(Fact(name, words) for name, words in told if words)


def _span(row: ListedItem) -> str:
    if row.starts is None:
        return ""
    until = f" to {row.ends:%-d %B %Y}" if row.ends and row.ends != row.starts else ""
    return f"{row.starts:%-d %B %Y}{until}"


def _step(step: Seen) -> Step:
    return Step(step.source, safe_link(step.address), step.at)


def _record(one: Item, row: ListedItem) -> Record:
    return Record(one.identity, one.title, one.venue, one.identity == row.identity)


def _related(
    row: ListedItem, records: Sequence[Item], viewer: Account
) -> tuple[tuple[str, Link], ...]:
    """What it is linked to: other items by their titles, anything else by its address."""
    told = [(str(link.relation), link.target) for one in records for link in one.links]
    told += [
        (str(entry.detail["relation"]), str(entry.detail["target"]))
        for entry in entries_about((LINK,), row.records)
    ]
    pairs = [one for one in dict.fromkeys(told) if one[1] not in row.records]
    seen = ListedItem.objects.visible_to(viewer).named(target for _, target in pairs)
    titles = {record: one.title for one in seen for record in one.records}
    return tuple(
        (relation, Link(titles.get(target, target), _leads_to(target, titles)))
        for relation, target in pairs
    )


def _alike(row: ListedItem, viewer: Account, *, without: Sequence[ListedItem]) -> tuple[Link, ...]:
    """What says nearly the same, but for what is told elsewhere on the page."""
    rows = ListedItem.objects.visible_to(viewer).filter(identity__in=row.alike)
    others = rows.exclude(pk__in=[one.pk for one in without]).order_by("pk")
    return tuple(Link(one.title, item_address(one.identity)) for one in others)


def _leads_to(target: str, titles: Mapping[str, str]) -> str:
    if target in titles:
        return item_address(target)
    return safe_link(target.removeprefix("url:"))


def _places(
    placing: Mapping[str, Any], names: Mapping[str, str], *, is_curator: bool
) -> tuple[Placed, ...]:
    topics = placing.get("topics", ())
    who = _who_said((one["by"] for one in topics if one["by"]), is_curator=is_curator)
    return tuple(
        Placed(
            names.get(one["topic"], one["topic"]),
            topic_address(one["topic"]),
            _chance(one, who),
            _because(one),
            one["probability"] >= 0.5,
        )
        for one in topics
    )


def _who_said(keys: Iterable[str], *, is_curator: bool) -> Mapping[str, str]:
    """Curators know each other by name; to everyone else it is a curator who said it."""
    return names_of(keys) if is_curator else dict.fromkeys(keys, "a curator")


def _chance(one: Mapping[str, Any], who: Mapping[str, str]) -> str:
    if one["by"]:
        return f"{who[one['by']]} says {'yes' if one['probability'] >= 0.5 else 'no'}"
    return f"{100 * one['probability']:.0f}%"


def _because(one: Mapping[str, Any]) -> str:
    words = ", ".join(f"‘{word}’" for word in one["words"])
    said = f"“{one['sentence']}”" if one["sentence"] else ""
    return f"{said} ({words})" if said and words else said or words


def _judgements(placing: Mapping[str, Any], *, is_curator: bool) -> tuple[Fact, ...]:
    named = {
        "horizon": "How far ahead",
        "outlook": "Threat or opportunity",
        "readiness": "Readiness (1 to 9)",
    }
    told = {name: placing[name] for name in named if name in placing}
    who = _who_said((one["by"] for one in told.values() if one["by"]), is_curator=is_curator)
    return tuple(Fact(named[name], _judged(one, who)) for name, one in told.items())


def _judged(one: Mapping[str, Any], who: Mapping[str, str]) -> str:
    because = f", says {who[one['by']]}" if one["by"] else ""
    if one["because"]:
        because = f", because of {', '.join(one['because'])}"
    return f"{one['answer']}{because}"


def _history(row: ListedItem) -> tuple[Said, ...]:
    """Everything that people and programs did about it, oldest first."""
    acts = [standing.as_act(one) for one in standing.all_about(row.records)]
    entries = entries_about((MERGE, LINK, PLACING), row.records)
    who = names_of([*(act.by for act in acts), *(entry.by for entry in entries)])
    told = [Said(who[act.by], did(act), act.at, act.reason) for act in acts]
    told += [Said(who[one.by], _said(one.kind, one.detail), one.at, _why(one)) for one in entries]
    return tuple(sorted(told, key=lambda one: one.at))


def _said(kind: str, detail: Mapping[str, Any]) -> str:
    if kind == MERGE:
        words = {"same": "Merged with", "undo": "Parted from", "apart": "Kept apart from"}
        return f"{words.get(str(detail['decision']), 'Decided on')} {detail['with']}"
    if kind == LINK:
        return f"Linked: {detail['relation']} {detail['target']}"
    is_so = "is" if detail.get("holds", True) else "is not"
    return f"Placed: {detail.get('aspect')} {is_so} {detail.get('answer')}"


def _why(entry: Any) -> str:
    return str(entry.detail.get("why", ""))


def row_by_number(request: Signed, sent: str) -> ListedItem:
    """The row that a form is about, if whoever sent it may see it."""
    rows: Iterable[ListedItem] = ListedItem.objects.visible_to(request.user).filter(
        pk=int(sent) if sent.isdecimal() and len(sent) < 19 else 0
    )
    for row in rows:
        return row
    raise Http404("The item is not there any more; it may have been merged with another.")
