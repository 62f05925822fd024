"""Whom and what lines of the history name, in words where these are known to the viewer."""

from collections.abc import Iterable, Iterator, Mapping

from django.urls import reverse

from theodolite.store.models import (
    Account,
    Entry,
    Group,
    ListedItem,
    ListedRecord,
    Sighting,
    Survey,
    Token,
    WatchList,
)
from theodolite.store.names import names_of
from theodolite.web.horizon.showing import item_address
from theodolite.web.look.parts import Cell

_GROUP = "group "
_SORTS = {
    **dict.fromkeys(("release", "report", "survey"), "A survey"),
    "complaint": "A complaint",
    "data": "Answers of a survey",
    "erased": "Someone who has left",
    "screening": "A survey, or a respondent of one",
    "sighting": "A sighting",
    "token": "A token",
    "watch-list": "A watch-list",
}
"""What lines are about, by the first word of their kind, where its name is not for the viewer."""
_STEPS = ("bulletin", "digest", "duplicates", "scan", "schedule", "theodolite", "watch")
"""How steps of this program sign."""


def subjects_of(entries: Iterable[Entry], viewer: Account) -> Mapping[str, Cell]:
    """A cell for each: its name, or else what sort of thing it is, with its key."""
    sorts = {entry.subject: _SORTS.get(entry.kind.partition(" ")[0], "") for entry in entries}
    known = dict(_named(sorts.keys() | {one.partition("/")[0] for one in sorts}, viewer))
    return {one: _cell(one, known, sort) for one, sort in sorts.items()}


def doers_of(keys: Iterable[str]) -> Mapping[str, Cell]:
    """A cell for whoever did each: a person, someone who has left, or a step of this program."""
    names = names_of(keys)
    accounts = Account.objects.filter(key__in=names).values_list("key", flat=True)
    cells = {key: Cell(_doer(key, name)) for key, name in names.items()}
    people = {
        key: Cell(names[key], reverse("administration:person", args=[key])) for key in accounts
    }
    return cells | people


def _doer(key: str, name: str) -> str:
    if not key:
        return "Somebody who was not signed in"
    if key in _STEPS:
        return f"This program ({key})"
    return name if name == key else f"{name.capitalize()} ({key})"


def keys_of(words: str, viewer: Account) -> list[str]:
    """The keys that somebody may mean: by these words, by a name, or by a line of the list."""
    said = words.strip()
    keys = [said, said.rpartition("(")[2].removesuffix(")")]
    accounts = Account.objects.visible_to(viewer)
    keys += accounts.filter(email=said.casefold()).values_list("key", flat=True)
    keys += Survey.objects.visible_to(viewer).filter(title=said).values_list("key", flat=True)
    groups = Group.objects.visible_to(viewer).filter(name=said)
    return [*keys, *(f"{_GROUP}{group.pk}" for group in groups)]


def _cell(subject: str, known: Mapping[str, Cell], sort: str) -> Cell:
    if subject in known:
        found = known[subject]
        return Cell(f"{found.words} ({subject})", href=found.href)
    survey, _, respondent = subject.partition("/")
    if respondent and survey in known:
        words = f"Respondent {respondent} of {known[survey].words} ({subject})"
        return Cell(words, href=known[survey].href)
    return Cell(f"{sort} ({subject})" if sort and subject else subject)


def _named(keys: set[str], viewer: Account) -> Iterator[tuple[str, Cell]]:
    for account in Account.objects.visible_to(viewer).filter(key__in=keys):
        yield account.key, Cell(str(account), reverse("administration:person", args=[account.key]))
    for survey in Survey.objects.visible_to(viewer).filter(key__in=keys):
        yield survey.key, Cell(survey.title, reverse("surveys:overview", args=[survey.key]))
    for sighting in Sighting.objects.visible_to(viewer).filter(key__in=keys):
        yield sighting.key, Cell("A sighting", reverse("sightings:one", args=[sighting.key]))
    for kept in WatchList.objects.visible_to(viewer).filter(key__in=keys):
        yield kept.key, Cell(kept.name, reverse("horizon:watch_list", args=[kept.key]))
    for token in Token.objects.visible_to(viewer).filter(key__in=keys):
        yield token.key, Cell(token.name)
    yield from _groups(keys, viewer)
    yield from _items(keys, viewer)


def _groups(keys: set[str], viewer: Account) -> Iterator[tuple[str, Cell]]:
    numbers = {key.removeprefix(_GROUP) for key in keys if key.startswith(_GROUP)}
    wanted = {int(one) for one in numbers if one.isdecimal()}
    for group in Group.objects.visible_to(viewer).filter(pk__in=wanted):
        address = reverse("administration:group", args=[group.pk])
        yield f"{_GROUP}{group.pk}", Cell(group.name, address)


def _items(keys: set[str], viewer: Account) -> Iterator[tuple[str, Cell]]:
    records = ListedRecord.objects.filter(identity__in=keys)
    rows = ListedItem.objects.visible_to(viewer).in_bulk(records.values_list("item", flat=True))
    for identity, item in records.values_list("identity", "item"):
        if item in rows:
            yield identity, Cell(rows[item].title, item_address(identity))
