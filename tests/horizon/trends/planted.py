"""Streams in which it is known what rises and what is nothing but chance."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import numpy as np
from numpy.random import Generator
from scipy import sparse

from theodolite.horizon.item import Item, Published, Seen
from theodolite.horizon.trends.counts import Series
from theodolite.horizon.trends.known_items import KnownItems

FIRST = date(2022, 1, 1)
THINGS = (
    "dosimetry", "linac", "scanner", "isotope", "gantry", "collimator", "phantom", "shielding",
    "ventilator", "helium", "curriculum", "procurement", "telemetry", "prosthesis", "brachytherapy",
    "ultrasound", "firmware", "carbon", "radiomics", "proton",
)  # fmt: skip
KINDS = ("adaptive", "portable", "robotic", "paediatric", "pelvic", "hybrid", "thoracic", "rural")


def stream_series(
    shares: Sequence[Sequence[float]],
    *,
    seed: int,
    items: int = 200,
    strata: int = 2,
    clumping: float = 0.0,
) -> Series:
    """Series drawn at random: `shares[series][period]` of so many items a period in each stratum.

    `clumping` is the variance of a factor of mean 1 that a series' share is multiplied by in each
    period, so that its counts vary more than at random.
    """
    chance = np.random.default_rng(seed)
    wanted = np.asarray(shares, dtype=float)
    if clumping:
        wanted = wanted * chance.gamma(1 / clumping, clumping, wanted.shape)
    periods = wanted.shape[1]
    period = np.repeat(np.arange(periods), items * strata)
    stratum = np.tile(np.repeat(np.arange(strata), items), periods)
    uses = chance.random((len(wanted), len(period))) < np.minimum(wanted, 1)[:, period]
    names = tuple((f"series {number}",) for number in range(len(wanted)))
    return Series(names, sparse.csr_matrix(uses.astype(np.int32)), known(period, stratum))


def known(period: np.ndarray, stratum: np.ndarray, *, seen: np.ndarray | None = None) -> KnownItems:
    """Items that are only numbers."""
    return KnownItems(
        items=(),
        period=period,
        seen=period if seen is None else seen,
        stratum=stratum,
        strata=tuple((f"source {number}", True) for number in range(int(stratum.max()) + 1)),
        first=FIRST.year * 12,
        periods=int(period.max()) + 1,
        left_out=(),
        as_of=date(2030, 1, 1),
    )


def month(number: int) -> date:
    """The first day of a month, counted from the first."""
    count = FIRST.year * 12 + FIRST.month - 1 + number
    return date(count // 12, count % 12 + 1, 1)


def item(
    number: int,
    day: date,
    title: str,
    source: str = "journal",
    *,
    abstract: str = "",
    late: int = 0,
) -> Item:
    """An item that was seen so many days after it was published."""
    at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC) + timedelta(days=late)
    return Item(
        f"made-up:{number}",
        title,
        "paper",
        at,
        abstract=abstract,
        published=Published(day),
        trail=(Seen(source, "https://made-up.example", at),),
    )


def background(chance: Generator) -> str:
    """A title about two things picked at random."""
    pairs = [(KINDS[int(k)], THINGS[int(t)]) for k, t in zip(
        chance.integers(len(KINDS), size=2), chance.integers(len(THINGS), size=2), strict=True
    )]  # fmt: skip
    return ", ".join(f"{kind} {thing}" for kind, thing in pairs)


def stream(
    *,
    seed: int,
    months: int = 30,
    items: int = 80,
    rises: tuple[str, int, float] | None = None,
    fades: tuple[str, int, float] | None = None,
) -> list[Item]:
    """Titles month by month; a phrase rises from a month on by so much of all items a month.

    A fading phrase stands in so large a share until its month, and in a tenth of that afterwards.
    """
    chance = np.random.default_rng(seed)
    made = []
    for number in range(months):
        for place in range(items):
            title = background(chance)
            if rises and chance.random() < rises[2] * max(0, number - rises[1] + 1):
                title = f"{title}, {rises[0]}"
            if fades and chance.random() < fades[2] * (1.0 if number < fades[1] else 0.1):
                title = f"{title}, {fades[0]}"
            day = month(number) + timedelta(days=int(chance.integers(0, 28)))
            source = "journal" if chance.random() < 0.6 else "database"
            made.append(item(number * 10_000 + place, day, title, source))
    return made
