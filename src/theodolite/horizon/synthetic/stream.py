"""Three years of made-up items, as five sources would have told them, and what is planted there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Literal
from zlib import crc32

import numpy as np
from numpy.random import Generator

from theodolite.horizon.item import Item, Kind, Link, Published
from theodolite.horizon.synthetic.telling import people, told, told_of_trend, vocabulary

SourceName = Literal["journal", "database", "preprints", "notices", "meetings"]

Pair = tuple[str, str]
"""The addresses of two items."""

TOPICS = ("climate", "workforce", "safety", "alignment", "digitisation", "personalised")
FIRST_MONTH = date(2023, 7, 1)
MONTHS = 36
TREND_FROM = 26
"""The month, counted from 0, in which the planted trend begins to rise."""

_PAPERS, _NOTICES, _MEETINGS = 60, 6, 2
_TREND_SHARE = 0.012
"""By how much the planted phrase's share of papers grows each month."""

_ELSEWHERE = 0.25
_TWICE, _PREPRINT, _ERRATUM = 0.12, 0.05, 0.01
_JOURNAL = "Journal of Made-up Medical Physics"


@dataclass(frozen=True, slots=True)
class Told:
    """One item as one source tells it, in the month in which that source does."""

    source: SourceName
    month: int
    item: Item


@dataclass(frozen=True, slots=True)
class Planted:
    """What a scan of the stream should find; every item is named by its address.

    `same` pairs the one paper in two sources, `preprints` a paper with what it was before, `errata`
    a paper with its correction. `topics` holds the topic each item was written about ("elsewhere"
    for none of them).
    """

    same: tuple[Pair, ...]
    preprints: tuple[Pair, ...]
    errata: tuple[Pair, ...]
    topics: Mapping[str, str]
    trend: str
    trend_from: date
    threat: str
    deadlines: Mapping[str, date]


@dataclass(frozen=True, slots=True)
class Stream:
    """Everything the sources tell, in order, and what is planted in it."""

    told: tuple[Told, ...]
    planted: Planted


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the stream: its number from 0, and its first day."""

    number: int
    start: date


def make_stream(*, seed: int = 7, months: int = MONTHS, first: date = FIRST_MONTH) -> Stream:
    """Draw the stream from its first month on; the planted notices stand in its last one."""
    chance = np.random.default_rng(seed)
    all_months = [Month(number, month_start(number, first)) for number in range(months)]
    papers = [paper for month in all_months for paper in _papers(chance, month)]
    twice = [pair for paper, _ in papers for pair in _again(chance, paper, months)]
    official = [one for month in all_months for one in _notices(chance, month)]
    planted = list(_planted_notices(all_months[-1]))
    met = [one for month in all_months for one in _meetings(chance, month)]
    everything = [
        *(paper for paper, _ in papers),
        *(other for _, _, other in twice),
        *(one for one, _ in official),
        *(one for one, _, _ in planted),
        *met,
    ]
    truth = Planted(
        same=_pairs(twice, "same"),
        preprints=_pairs(twice, "preprint"),
        errata=_pairs(twice, "erratum"),
        topics={one.item.address: topic for one, topic in (*papers, *official)}
        | {one.item.address: topic for one, _, topic in planted},
        trend=vocabulary()["planted"]["trend"]["phrase"],
        trend_from=month_start(TREND_FROM, first),
        threat=next(one.item.address for one, _, _ in planted if one.item.kind == "alert"),
        deadlines={one.item.address: day for one, day, _ in planted if day},
    )
    return Stream(tuple(sorted(everything, key=lambda one: (one.month, one.source))), truth)


def month_start(month: int, first: date = FIRST_MONTH) -> date:
    """The first day of a month of the stream, counted from 0; before its first one if negative."""
    count = first.year * 12 + first.month - 1 + month
    return date(count // 12, count % 12 + 1, 1)


def _papers(chance: Generator, month: Month) -> Iterator[tuple[Told, str]]:
    """The papers of one month, each with the topic it was written about."""
    share = max(0.0, _TREND_SHARE * (month.number - TREND_FROM + 1))
    for number in range(int(chance.poisson(_PAPERS))):
        if chance.random() < share:
            topic = vocabulary()["planted"]["trend"]["topic"]
            title, abstract = told_of_trend(chance)
        else:
            is_elsewhere = chance.random() < _ELSEWHERE
            topic = "elsewhere" if is_elsewhere else TOPICS[int(chance.integers(len(TOPICS)))]
            title, abstract = told(chance, topic)
        source: SourceName = "journal" if chance.random() < 0.6 else "database"
        doi = f"10.99999/madeup.{month.start:%Y%m}.{number:03d}"
        yield _told(chance, source, month, "paper", (title, abstract, doi)), topic


def _told(
    chance: Generator, source: SourceName, month: Month, kind: Kind, said: tuple[str, str, str]
) -> Told:
    title, abstract, doi = said
    day = month.start + timedelta(days=int(chance.integers(0, 27)))
    first = int(chance.integers(1, 900))
    item = Item(
        identity=f"doi:{doi}",
        title=title,
        kind=kind,
        observed_at=_seen(day),
        abstract=abstract,
        people=people(chance),
        venue=_JOURNAL if source == "journal" else "Annals of Made-up Engineering",
        published=Published(day),
        address=f"https://made-up.example/{doi}",
        language="en",
        identifiers=(("doi", doi),),
        journal=(
            ("volume", str(month.number // 12 + 1)),
            ("issue", str(month.number % 12 + 1)),
            ("pages", f"{first}-{first + int(chance.integers(4, 14))}"),
        ),
    )
    return Told(source, month.number, item)


def _again(chance: Generator, paper: Told, months: int) -> Iterator[tuple[str, Told, Told]]:
    """The same paper in another source, its preprint, or a correction of it: (how, one, other)."""
    drawn, item = chance.random(), paper.item
    if drawn < _TWICE and paper.month + 1 < months:
        other: SourceName = "database" if paper.source == "journal" else "journal"
        yield "same", paper, Told(other, paper.month + 1, _spelt_otherwise(item))
    elif drawn < _TWICE + _PREPRINT and paper.month >= 4:
        yield "preprint", paper, Told("preprints", paper.month - 4, _as_preprint(chance, item))
    elif drawn < _TWICE + _PREPRINT + _ERRATUM and paper.month + 2 < months:
        yield "erratum", paper, Told(paper.source, paper.month + 2, _erratum(item))


def _spelt_otherwise(item: Item) -> Item:
    """As another database writes it: no DOI, initials, a full stop, the last page cut short."""
    initials = tuple(f"{name.split(', ')[0]}, {name.split(', ')[1][0]}." for name in item.people)
    address = f"https://index.example/record/{crc32(item.identity.encode())}"
    return replace(
        item,
        identity=f"url:{address}",
        title=f"{item.title}.",
        people=initials,
        identifiers=(),
        address=address,
        venue="J. Made-up Med. Phys." if item.venue == _JOURNAL else "Ann. Made-up Eng.",
        published=Published(date(item.published.on.year, 1, 1), "year") if item.published else None,
        observed_at=item.observed_at + timedelta(days=31),
    )


def _as_preprint(chance: Generator, item: Item) -> Item:
    number = f"{chance.integers(10**7, 10**8)}"
    day = (item.published.on if item.published else FIRST_MONTH) - timedelta(days=120)
    return replace(
        item,
        identity=f"url:https://preprints.example/{number}",
        kind="preprint",
        identifiers=(),
        journal=(),
        venue="Made-up Preprints",
        address=f"https://preprints.example/{number}",
        published=Published(day),
        observed_at=_seen(day),
    )


def _erratum(item: Item) -> Item:
    doi = f"{item.identifier('doi')}.c"
    return replace(
        item,
        identity=f"doi:{doi}",
        title=f"Erratum: {item.title}",
        abstract="",
        identifiers=(("doi", doi),),
        address=f"https://made-up.example/{doi}",
        links=(Link("corrects", item.identity),),
        observed_at=item.observed_at + timedelta(days=60),
    )


def _notices(chance: Generator, month: Month) -> Iterator[tuple[Told, str]]:
    """Official notices on any of the topics; a statistics notice has the same title every month."""
    for number in range(_NOTICES):
        topic = TOPICS[int(chance.integers(len(TOPICS)))]
        title, abstract = told(chance, topic)
        yield _notice(month, f"notice-{number}", "news", (title, abstract, "")), topic
    title = "Monthly statistics of made-up services"
    said = (title, f"Figures for {month.start:%B %Y}.", "")
    yield _notice(month, "statistics", "statistics", said), "elsewhere"


def _planted_notices(month: Month) -> Iterator[tuple[Told, date | None, str]]:
    """The threat, the consultation and the draft standard, the last two with a closing date."""
    closing = {"threat": None, "consultation": 50, "standard": 80}
    kinds: dict[str, Kind] = {
        "threat": "alert", "consultation": "consultation", "standard": "standard"
    }  # fmt: skip
    for name, days in closing.items():
        words = vocabulary()["planted"][name]
        said = (words["title"], words["abstract"].strip(), words["body"])
        notice = _notice(month, name, kinds[name], said)
        day = month.start + timedelta(days=days) if days else None
        yield replace(notice, item=replace(notice.item, deadline=day)), day, words["topic"]


def _notice(month: Month, name: str, kind: Kind, said: tuple[str, str, str]) -> Told:
    title, abstract, body = said
    day = month.start + timedelta(days=14)
    address = f"https://office.example/{month.start:%Y-%m}/{name}"
    return Told(
        "notices",
        month.number,
        Item(
            identity=f"url:{address}",
            title=title,
            kind=kind,
            observed_at=_seen(day),
            abstract=abstract,
            venue=body or "Office for Made-up Services",
            published=Published(day),
            address=address,
            language="en",
        ),
    )


def _meetings(chance: Generator, month: Month) -> Iterator[Told]:
    """Meetings announced half a year ahead."""
    for number in range(_MEETINGS):
        topic = TOPICS[int(chance.integers(len(TOPICS)))]
        subject = vocabulary()["topics"][topic]["things"][int(chance.integers(10))]
        title = f"Study day on {subject}"
        notice = _notice(month, f"meeting-{number}", "event", (title, "", "Made-up Society"))
        begins = month.start + timedelta(days=180 + int(chance.integers(0, 28)))
        item = replace(notice.item, starts=begins, ends=begins + timedelta(days=1))
        yield Told("meetings", month.number, item)


def _seen(day: date) -> datetime:
    """The morning after something was published."""
    return datetime(day.year, day.month, day.day, 7, tzinfo=UTC) + timedelta(days=1)


def _pairs(twice: Sequence[tuple[str, Told, Told]], how: str) -> tuple[Pair, ...]:
    return tuple(
        (one.item.address, other.item.address) for kind, one, other in twice if kind == how
    )
