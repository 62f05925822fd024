"""News of a paper, guidance based on it: items whose text names another item."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from theodolite.horizon.duplicates.record import Record, plain_doi, words_of
from theodolite.horizon.duplicates.relations import Connection
from theodolite.horizon.item import Item, Relation

_WRITES_ABOUT: Mapping[str, Relation] = {
    **dict.fromkeys(("news", "alert", "sighting", "event", "other"), "reports on"),
    **dict.fromkeys(("guidance", "policy", "standard", "consultation", "statistics"), "based on"),
}
_DOI = re.compile(r"10\.\d{4,9}/[^\s\"'<>]+")
_ADDRESS = re.compile(r"https?://[^\s\"'<>)]+")
_FIRST_WORDS = 5
_SHORTEST_TITLE = 30


@dataclass(frozen=True, slots=True)
class _Register:
    """Rows by everything that a text may name them by."""

    by_identity: Mapping[str, int]
    by_doi: Mapping[str, int]
    by_address: Mapping[str, int]
    by_first_words: Mapping[tuple[str, ...], Sequence[int]]


def mentions(items: Sequence[Item], records: Sequence[Record]) -> list[Connection]:
    """Links from items to those they name by a link, a DOI, an address or the whole title."""
    register = _register(items, records)
    found: list[Connection] = []
    for row, item in enumerate(items):
        found += _linked(row, item, register)
        relation = _WRITES_ABOUT.get(item.kind)
        if relation is not None:
            named = dict(_named(item, register, records))
            found += [
                Connection((row, other), relation, reason)
                for other, reason in sorted(named.items())
                if items[other].kind not in _WRITES_ABOUT or relation == "reports on"
            ]
    return [one for one in found if one.rows[0] != one.rows[1]]


def _register(items: Sequence[Item], records: Sequence[Record]) -> _Register:
    first_words: dict[tuple[str, ...], list[int]] = defaultdict(list)
    if any(item.kind in _WRITES_ABOUT for item in items):
        for row, record in enumerate(records):
            if len(record.key) >= _SHORTEST_TITLE and len(record.words) >= _FIRST_WORDS:
                first_words[record.words[:_FIRST_WORDS]].append(row)
    backwards = range(len(items) - 1, -1, -1)
    return _Register(
        {items[row].identity: row for row in backwards},
        {records[row].doi: row for row in backwards if records[row].doi},
        {items[row].address: row for row in backwards if items[row].address},
        first_words,
    )


def _linked(row: int, item: Item, register: _Register) -> Iterator[Connection]:
    for link in item.links:
        other = register.by_identity.get(link.target, register.by_address.get(link.target))
        if other is not None:
            yield Connection((row, other), link.relation, "its source says so")


def _named(item: Item, register: _Register, records: Sequence[Record]) -> Iterator[tuple[int, str]]:
    text = item.text()
    yield from _by_title(text, register, records)
    for address in _ADDRESS.findall(text):
        row = register.by_address.get(address.rstrip(".,;"))
        if row is not None:
            yield row, "its text gives the address"
    for written in _DOI.findall(text):
        row = register.by_doi.get(plain_doi(written.rstrip(".,;)"))[0])
        if row is not None:
            yield row, "its text gives the DOI"


def _by_title(
    text: str, register: _Register, records: Sequence[Record]
) -> Iterator[tuple[int, str]]:
    if not register.by_first_words:
        return
    words = words_of(text)
    for place in range(len(words) - _FIRST_WORDS + 1):
        for row in register.by_first_words.get(tuple(words[place : place + _FIRST_WORDS]), ()):
            title = records[row].words
            if tuple(words[place : place + len(title)]) == title:
                yield row, "its text gives the whole title"
