"""Topics that are asked for, by sightings and by rising numbers, and that we say nothing on."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from scipy import sparse

from theodolite.evidence.days import day_in_words
from theodolite.evidence.framework import Framework
from theodolite.horizon.gaps.choices import GapSettings
from theodolite.horizon.gaps.units import Unit, belonging, units_of
from theodolite.horizon.item import Item
from theodolite.horizon.trends.counts import Series
from theodolite.horizon.trends.known_items import KnownItems, known_items
from theodolite.horizon.trends.looks import Look, Sign
from theodolite.horizon.trends.periods import first_day, many
from theodolite.horizon.trends.track import replay

USUAL = GapSettings()
"""Sightings of three years, guidance of five."""

Guidance = Literal["none", "old"]

_MONTH, _YEAR = 365.25 / 12, 365.25
_MOST_ITEMS = 12


@dataclass(frozen=True)
class Gap:
    """A topic with demand and without guidance of ours that is current.

    Demand are `sightings`, and in a rising topic the items beyond what its history leads to expect
    in the window (`beyond`). It has been there since `since`, the first sighting remembered or the
    start of the rise. `weight` orders gaps: demand times months. `items` are those behind it.
    """

    topic: str
    name: str
    is_key_topic: bool
    guidance: Guidance
    newest: date | None
    sightings: int
    rising: Sign | None
    beyond: float
    since: date
    months: float
    weight: float
    items: tuple[str, ...]
    sentence: str


@dataclass(frozen=True)
class Gaps:
    """Gaps, those without any guidance first and then the weightiest; and what was looked at.

    `covered` are topics with demand that current guidance answers, `quiet` those nobody asks for.
    """

    on: date
    gaps: tuple[Gap, ...]
    covered: tuple[str, ...]
    quiet: tuple[str, ...]
    records: int
    notes: tuple[str, ...]


@dataclass(frozen=True)
class _Demand:
    sightings: tuple[Item, ...]
    sign: Sign | None
    risen: date | None
    rising_items: tuple[str, ...]


def find_gaps(
    items: Iterable[Item],
    framework: Framework,
    placements: Mapping[str, Sequence[str]],
    *,
    records: Iterable[Item] = (),
    on: date,
    settings: GapSettings = USUAL,
) -> Gaps:
    """Set demand against guidance for every topic and key topic of a framework.

    `placements` gives the topics of items and of `records`, which are our own; both are taken as
    merged already, and a record among the items is no demand. `on` is the day looked from.
    """
    ours = {record.identity: record for record in records}
    theirs = [one for one in items if one.identity not in ours and one.observed_at.date() <= on]
    units = units_of(framework)
    uses = belonging(theirs, framework, placements, settings.least_alike)
    series = _series(theirs, uses, units, on, settings)
    known, looks = series.known, replay(series, settings.trends) if series.known.items else []
    guiding = [one for one in ours.values() if one.kind in settings.guidance]
    written = belonging(guiding, framework, placements, settings.least_alike)
    gaps, covered, quiet = [], [], []
    for number, unit in enumerate(units):
        sightings = _sightings(theirs, uses, number, on, settings)
        demand = _demand(sightings, number, series, looks, settings)
        newest = _newest(guiding, written, number)
        if not demand.sightings and demand.sign is None:
            quiet.append(unit.name)
        elif newest and (on - newest).days <= settings.review_years * _YEAR:
            covered.append(unit.name)
        else:
            gaps.append(_gap(unit, demand, newest, on, settings))
    gaps.sort(key=lambda gap: (gap.guidance == "old", -gap.weight, gap.topic, gap.name))
    return Gaps(
        on,
        tuple(gaps),
        tuple(covered),
        tuple(quiet),
        len(guiding),
        tuple(_notes(known, looks, list(ours.values()), settings)),
    )


def _series(
    items: Sequence[Item],
    uses: sparse.csr_matrix,
    units: Sequence[Unit],
    on: date,
    settings: GapSettings,
) -> Series:
    """The units over time, among items whose period is over."""
    known = known_items(items, on, settings.trends)
    place = {item.identity: number for number, item in enumerate(items)}
    columns = [place[item.identity] for item in known.items]
    names = tuple((unit.name,) for unit in units)
    return Series(names, sparse.csr_matrix(uses[:, columns]), known)


def _sightings(
    items: Sequence[Item], uses: sparse.csr_matrix, number: int, on: date, settings: GapSettings
) -> tuple[Item, ...]:
    """Sightings of a unit that are remembered, first one first."""
    inside = [items[i] for i in uses.indices[uses.indptr[number] : uses.indptr[number + 1]]]
    oldest = settings.remembered_years * _YEAR
    found = [one for one in inside if one.kind == "sighting" and (on - _day(one)).days <= oldest]
    return tuple(sorted(found, key=lambda item: (_day(item), item.identity)))


def _demand(
    sightings: tuple[Item, ...],
    number: int,
    series: Series,
    looks: Sequence[Look],
    settings: GapSettings,
) -> _Demand:
    known = series.known
    inside = series.uses.indices[series.uses.indptr[number] : series.uses.indptr[number + 1]]
    sign = _sign(number, looks, known)
    if sign is None:
        return _Demand(sightings, None, None, ())
    start = known.periods - sign.window
    recent = [
        known.items[i].identity for i in sorted(inside, reverse=True) if known.period[i] >= start
    ]
    return _Demand(sightings, sign, _risen(number, looks, known, settings), tuple(recent))


def _sign(number: int, looks: Sequence[Look], known: KnownItems) -> Sign | None:
    """The rise told of a unit in the last period, if there is one."""
    if not looks or looks[-1].period != known.periods - 1:
        return None
    return next((sign for sign in looks[-1].rising if sign.series == number), None)


def _risen(number: int, looks: Sequence[Look], known: KnownItems, settings: GapSettings) -> date:
    """The first day of the period since which the rise has been told without a break."""
    period = looks[-1].period
    for look in reversed(looks):
        if all(sign.series != number for sign in look.rising):
            break
        period = look.period
    return first_day(known.first + period, settings.trends.by)


def _gap(unit: Unit, demand: _Demand, newest: date | None, on: date, settings: GapSettings) -> Gap:
    starts = [_day(one) for one in demand.sightings[:1]] + ([demand.risen] if demand.risen else [])
    since = min(starts)
    months = max(0.0, (on - since).days / _MONTH)
    beyond = max(0.0, demand.sign.recent - demand.sign.expected) if demand.sign else 0.0
    behind = [one.identity for one in reversed(demand.sightings)] + list(demand.rising_items)
    return Gap(
        topic=unit.topic,
        name=unit.name,
        is_key_topic=unit.is_key_topic,
        guidance="old" if newest else "none",
        newest=newest,
        sightings=len(demand.sightings),
        rising=demand.sign,
        beyond=beyond,
        since=since,
        months=months,
        weight=(len(demand.sightings) + beyond) * (1 + months),
        items=tuple(dict.fromkeys(behind))[:_MOST_ITEMS],
        sentence=_sentence(unit, demand, newest, since, settings),
    )


def _sentence(
    unit: Unit, demand: _Demand, newest: date | None, since: date, settings: GapSettings
) -> str:
    asked = []
    if demand.sightings:
        number = len(demand.sightings)
        asked.append(f"{number} sighting{'' if number == 1 else 's'}")
    if demand.sign:
        span = many(demand.sign.window, settings.trends.by)
        asked.append(
            f"{demand.sign.recent} items in the last {span} where {demand.sign.expected:.1f} were"
            " expected"
        )
    have = (
        f"our newest guidance is of {day_in_words(newest, 'month')}"
        if newest
        else "we have no guidance on it"
    )
    first = day_in_words(since, "month")
    return f"{unit.name}: asked for since {first} by {' and '.join(asked)}; {have}."


def _newest(records: Sequence[Item], written: sparse.csr_matrix, number: int) -> date | None:
    inside = written.indices[written.indptr[number] : written.indptr[number + 1]]
    return max((_day(records[i]) for i in inside), default=None)


def _day(item: Item) -> date:
    return item.published.on if item.published else item.observed_at.date()


def _notes(
    known: KnownItems, looks: Sequence[Look], records: Sequence[Item], settings: GapSettings
) -> Iterator[str]:
    yield from known.left_out
    others = [one.kind for one in records if one.kind not in settings.guidance]
    if others:
        kinds = ", ".join(f"{kind} {others.count(kind)}" for kind in sorted(set(others)))
        yield (
            f"{len(others)} of our records are no guidance ({kinds}) and answer no demand."
            " If they should, name their kind as guidance."
        )
    if not records:
        yield "No record of ours was given, so every topic that is asked for is a gap."
    if not looks or looks[-1].period != known.periods - 1:
        yield "There is too little history to tell rising topics; only sightings are demand."
