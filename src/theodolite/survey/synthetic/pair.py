"""Two made-up surveys of the same institutions, with everything a comparison looks for known."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np
import polars as pl
from numpy.random import Generator
from numpy.typing import NDArray

SETTINGS = ("pair-mapping.toml", "pair-departments.toml", "pair-people.toml")
"""The mapping between the two surveys and their questionnaires, as they are written."""

DEPARTMENTS, PEOPLE = "departments.csv", "people.csv"

PART_TIME = 0.6
"""The fraction of a whole-time post that part-time staff work, here and in the mapping."""


@dataclass(frozen=True, slots=True)
class PairTruth:
    """What the two surveys are drawn from.

    Of `institutions`, each is on the first list with `chance_first` and on the second with
    `chance_second`, apart from each other. `recognised` is the share who say yes before and after,
    `sufficiency` the mean of a scale from 0 to 10, and `time` the share of time on the activity
    asked about.
    """

    institutions: int = 80
    chance_first: float = 0.6
    chance_second: float = 0.5
    staff: int = 8
    recognised: tuple[float, float] = (0.40, 0.60)
    sufficiency: tuple[float, float] = (5.0, 6.0)
    time: float = 0.5
    full_time: float = 0.8

    @property
    def whole_time_per_hundred(self) -> float:
        """Whole-time equivalents of a hundred people, as expected."""
        return 100 * self.time * (self.full_time + PART_TIME * (1 - self.full_time))


@dataclass(frozen=True)
class Pair:
    """Both surveys as frames, and which institutions (by number) their answers name."""

    departments: pl.DataFrame
    people: pl.DataFrame
    first: frozenset[int]
    second: frozenset[int]


def make_pair(truth: PairTruth | None = None, *, seed: int) -> Pair:
    """Draw departments that report their posts, and people who answer for themselves.

    The same institution is spelt in several ways, and some answers name none.
    """
    truth = truth or PairTruth()
    rng = np.random.default_rng(seed)
    on_first = np.flatnonzero(rng.random(truth.institutions) < truth.chance_first)
    on_second = np.flatnonzero(rng.random(truth.institutions) < truth.chance_second)
    departments = np.repeat(on_first, rng.integers(1, 4, size=len(on_first)))
    people = np.repeat(on_second, rng.integers(1, truth.staff, size=len(on_second)))
    named, named_by_people = _declared(departments, rng), _declared(people, rng)
    return Pair(
        _departments(departments, named, truth, rng),
        _people(people, named_by_people, truth, rng),
        frozenset(departments[named].tolist()),
        frozenset(people[named_by_people].tolist()),
    )


def write_pair(folder: Path, truth: PairTruth | None = None, *, seed: int = 1951) -> Path:
    """Write both exports with their questionnaires and the mapping, whose path is returned."""
    pair = make_pair(truth, seed=seed)
    folder.mkdir(parents=True, exist_ok=True)
    for name in SETTINGS:
        (folder / name).write_bytes((files(__package__) / name).read_bytes())
    pair.departments.write_csv(folder / DEPARTMENTS)
    pair.people.write_csv(folder / PEOPLE)
    return folder / SETTINGS[0]


Places = NDArray[np.int64]


def _declared(places: Places, rng: Generator) -> NDArray[np.bool_]:
    return rng.random(len(places)) >= 0.1


def _departments(
    places: Places, named: NDArray[np.bool_], truth: PairTruth, rng: Generator
) -> pl.DataFrame:
    staff = 1 + rng.poisson(truth.staff - 1, size=len(places))
    rate = truth.whole_time_per_hundred / 100
    return _frame(
        {
            "institution": _spelt(places, named, rng),
            "staff": staff,
            "whole_time": np.round(staff * rate, 1),
            **_shared(len(places), truth.recognised[0], truth.sufficiency[0], rng),
        }
    )


def _people(
    places: Places, named: NDArray[np.bool_], truth: PairTruth, rng: Generator
) -> pl.DataFrame:
    time = 5 * rng.binomial(20, truth.time, size=len(places))
    is_full = rng.random(len(places)) < truth.full_time
    return _frame(
        {
            "institution": _spelt(places, named, rng),
            "time_computing": time,
            "time_other": 100 - time,
            "hours": np.where(is_full, "Full time", "Part time"),
            **_shared(len(places), truth.recognised[1], truth.sufficiency[1], rng),
        }
    )


def _shared(
    size: int, recognised: float, sufficiency: float, rng: Generator
) -> Mapping[str, NDArray[np.generic]]:
    """The questions that both surveys ask."""
    return {
        "recognised": np.where(rng.random(size) < recognised, "Yes", "No"),
        "sufficiency": rng.binomial(10, sufficiency / 10, size=size),
    }


def _spelt(places: Places, named: NDArray[np.bool_], rng: Generator) -> list[str]:
    """Each institution's name as people write it; empty where they do not tell."""
    ways = rng.integers(0, len(_WAYS), size=len(places))
    return [
        _WAYS[way].format(place) if told else ""
        for place, way, told in zip(places.tolist(), ways.tolist(), named.tolist(), strict=True)
    ]


_WAYS = (
    "Hospital & Trust {0:03d}",
    "HOSPITAL AND TRUST {0:03d}",
    "The Hospital and Trust, {0:03d}",
    "hospital  &  trust {0:03d}.",
)


def _frame(columns: Mapping[str, object]) -> pl.DataFrame:
    return pl.DataFrame(columns).with_row_index("id", offset=1)
