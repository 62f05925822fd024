"""The one shape that everything a scan finds becomes, whatever source it came from."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from theodolite.evidence.days import Precision, day_in_words

_AS_JSON = json.JSONEncoder(ensure_ascii=False)

Kind = Literal[
    "paper",
    "preprint",
    "conference",
    "book",
    "thesis",
    "dataset",
    "trial",
    "standard",
    "guidance",
    "policy",
    "consultation",
    "alert",
    "statistics",
    "news",
    "event",
    "sighting",
    "other",
]

Relation = Literal[
    "full text",
    "published as",
    "preprint of",
    "corrects",
    "corrected by",
    "retracts",
    "retracted by",
    "expression of concern about",
    "reports on",
    "based on",
    "replaces",
    "replaced by",
    "part of",
    "related",
]


@dataclass(frozen=True, slots=True)
class Published:
    """When something was published, as exactly as its source says.

    `on` is the first day of the month or year where no day was given.
    """

    on: date
    precision: Precision = "day"

    def in_words(self) -> str:
        """The date as far as it is known: 2026, March 2026 or 9 March 2026."""
        return day_in_words(self.on, self.precision)

    def __str__(self) -> str:
        """The date as far as it is known: 2026, 2026-03 or 2026-03-09."""
        return self.on.isoformat()[: {"year": 4, "month": 7, "day": 10}[self.precision]]


@dataclass(frozen=True, slots=True)
class Link:
    """How this item relates to something else: another item's identity, or an address."""

    relation: Relation
    target: str


@dataclass(frozen=True, slots=True)
class Seen:
    """One sighting of an item in a source: where, when, and in which bytes.

    `digest` is the SHA-256 (hexadecimal) of the payload that held it; `at` is in UTC.
    """

    source: str
    address: str
    at: datetime
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One paper, notice, announcement or member's note.

    `identity` names it for good: `doi:10.…`, `pmid:…`, `arxiv:…`, `nct:…` where there is such a
    number, else the source's own (`govuk:/path`, `url:https://…`), else `sha256:…` of what it
    says. `people` are written "Family, Given" where the source tells the two apart. `identifiers`
    and `journal` hold what bibliographic records need: (doi, pmid, pmcid, arxiv, isbn, issn, nct,
    openalex, …) and (volume, issue, pages, publisher, …). `observed_at` (UTC) is when we first saw
    it, and `trail` every place we did, first one first; neither is part of what it says.
    """

    identity: str
    title: str
    kind: Kind
    observed_at: datetime
    abstract: str = ""
    people: tuple[str, ...] = ()
    venue: str = ""
    published: Published | None = None
    address: str = ""
    language: str = ""
    licence: str = ""
    keywords: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    journal: tuple[tuple[str, str], ...] = ()
    links: tuple[Link, ...] = ()
    deadline: date | None = None
    starts: date | None = None
    ends: date | None = None
    trail: tuple[Seen, ...] = ()

    def identifier(self, name: str) -> str:
        """The item's number of one kind (`doi`, `pmid`, …), or an empty text."""
        return dict(self.identifiers).get(name, "")

    def in_journal(self, name: str) -> str:
        """Where in its journal it stands (`volume`, `issue`, `pages`, …), or an empty text."""
        return dict(self.journal).get(name, "")

    def text(self) -> str:
        """What a reader, or a ranking, judges it by: title and abstract."""
        return f"{self.title}. {self.abstract}" if self.abstract else self.title

    def digest(self) -> str:
        """The SHA-256 of what the item says, by which a changed one is known (hexadecimal)."""
        said = [
            *(self.identity, self.title, self.kind, self.abstract, self.people, self.venue),
            *(str(self.published or ""), self.address, self.language, self.licence),
            *(self.keywords, self.identifiers, self.journal),
            [(link.relation, link.target) for link in self.links],
            [str(day or "") for day in (self.deadline, self.starts, self.ends)],
        ]
        return hashlib.sha256(_AS_JSON.encode(said).encode()).hexdigest()


def identity_from(numbers: Mapping[str, str], *, address: str = "", said: str = "") -> str:
    """The best name for an item: its DOI or another lasting number, its address, or what it says.

    >>> identity_from({"pmid": "123", "doi": "10.1000/ABC"})
    'doi:10.1000/abc'
    >>> identity_from({}, address="https://example.org/a")
    'url:https://example.org/a'
    """
    for name in ("doi", "pmid", "pmcid", "arxiv", "nct", "openalex"):
        if numbers.get(name):
            return f"{name}:{numbers[name].strip().lower()}"
    if address:
        return f"url:{address}"
    return f"sha256:{hashlib.sha256(said.encode()).hexdigest()}"
