"""One edition of a radar: what is on it, where and why, and where it was before."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from theodolite.evidence.pictures import Movement
from theodolite.horizon.errors import HorizonError
from theodolite.settings.errors import unknown_name

UNSTATED = (
    "the ring says how soon; within a ring, blips without a number of years stand in its middle"
)


class UnusableRadar(HorizonError):
    """An edition of a radar contradicts itself or lacks what it needs."""


@dataclass(frozen=True, slots=True)
class Ring:
    """One ring, nearest first; `upto_years` is its far end, None where rings are only an order."""

    name: str
    upto_years: float | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """Where a blip stood in one edition."""

    edition: str
    on: date
    sector: str
    ring: str
    years: float | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """One blip with everything that speaks for it.

    `years` is how long until it matters, as someone judged it, None where nobody did. `items` are
    the identities of what was seen of it, `count` how many there are in all, `sentence` tells them
    in words, `address` leads on. `history` holds its places in earlier editions, first one first.
    """

    name: str
    sector: str
    ring: str
    years: float | None = None
    movement: Movement = "new"
    description: str = ""
    items: tuple[str, ...] = ()
    count: int | None = None
    sentence: str = ""
    address: str = ""
    history: tuple[Position, ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """A radar as of a day; `meaning` says in words what the distance from the centre means.

    `gone` are blips of earlier editions that are on it no longer, with where they were last.
    """

    title: str
    on: date
    sectors: tuple[str, ...]
    rings: tuple[Ring, ...]
    meaning: str
    spots: tuple[Spot, ...]
    gone: tuple[Spot, ...] = ()

    def ring_index(self, name: str) -> int:
        """How far out a ring is, from 0."""
        return [ring.name for ring in self.rings].index(name)

    def in_order(self) -> tuple[Spot, ...]:
        """Blips as they are numbered: by sector, then from the centre outwards, then by name."""
        return tuple(
            sorted(
                self.spots,
                key=lambda spot: (
                    self.sectors.index(spot.sector),
                    self.ring_index(spot.ring),
                    self.distance(spot),
                    spot.name,
                ),
            )
        )

    def distance(self, spot: Spot) -> float:
        """From 0 at the inner edge of its ring to 1 at the outer; the middle where nobody judged.

        >>> from datetime import date
        >>> rings = (Ring("soon", 2.0), Ring("later", 6.0))
        >>> spot = Spot("Photon counting", "Imaging", "later", years=3.0)
        >>> Edition("Radar", date(2026, 1, 1), ("Imaging",), rings, "years", (spot,)).distance(spot)
        0.25
        """
        place = self.ring_index(spot.ring)
        far = self.rings[place].upto_years
        near = self.rings[place - 1].upto_years if place else 0.0
        if spot.years is None or far is None or near is None:
            return 0.5
        return (spot.years - near) / (far - near)


def checked(edition: Edition) -> Edition:
    """The edition itself if its parts fit together; else a refusal that names what does not."""
    if not edition.sectors or not edition.rings:
        raise UnusableRadar(
            f"The radar {edition.title!r} has {len(edition.sectors)} sectors and"
            f" {len(edition.rings)} rings. At least one of each is needed. Name them in its file."
        )
    _refuse_twice("sector", edition.sectors, edition)
    _refuse_twice("ring", [ring.name for ring in edition.rings], edition)
    _refuse_twice("blip", [spot.name.casefold() for spot in edition.spots], edition)
    _refuse_nameless(edition)
    _check_ends(edition)
    for spot in edition.spots:
        _check_place(spot, edition)
    return edition


def _refuse_twice(what: str, names: Iterable[str], edition: Edition) -> None:
    twice = [name for name, times in Counter(names).items() if times > 1]
    if twice:
        raise UnusableRadar(
            f"The radar {edition.title!r} has more than one {what} called {twice[0]!r}. Names tell"
            " them apart from one edition to the next. Give each a name of its own."
        )


def _refuse_nameless(edition: Edition) -> None:
    named = {
        "sector": edition.sectors,
        "ring": [ring.name for ring in edition.rings],
        "blip": [spot.name for spot in edition.spots],
    }
    for what, names in named.items():
        if "" in names:
            raise UnusableRadar(
                f"The radar {edition.title!r} has a {what} without a name. Names tell them apart"
                " from one edition to the next. Give it one."
            )


def _check_ends(edition: Edition) -> None:
    ends = [ring.upto_years for ring in edition.rings if ring.upto_years is not None]
    if ends != sorted(set(ends)) or any(end <= 0 for end in ends):
        raise UnusableRadar(
            f"The rings of {edition.title!r} end at {', '.join(map(str, ends))} years. Each must"
            " end later than the one inside it, the first after 0. Put their order right."
        )


def _check_place(spot: Spot, edition: Edition) -> None:
    if spot.sector not in edition.sectors:
        raise unknown_name("sector", spot.sector, list(edition.sectors), where="the radar")
    if spot.ring not in [ring.name for ring in edition.rings]:
        names = [ring.name for ring in edition.rings]
        raise unknown_name("ring", spot.ring, names, where="the radar")
    if not 0.0 <= edition.distance(spot) <= 1.0 or (spot.years or 0.0) < 0:
        raise UnusableRadar(
            f"The blip {spot.name!r} is {spot.years} years away but stands in the ring"
            f" {spot.ring!r}, which those years lie outside. Change its ring or its years."
        )
