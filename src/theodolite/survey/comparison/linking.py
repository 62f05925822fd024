"""The same people in both surveys, where something tells them."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from theodolite.survey.answers import RESPONDENT
from theodolite.survey.comparison.waves import Wave, Waves


@dataclass(frozen=True)
class Links:
    """The rows of the people who answered both surveys, in the same order for each.

    `doubtful` counts names that stand for several rows of one survey; they are not linked.
    """

    first: NDArray[np.int64]
    second: NDArray[np.int64]
    doubtful: int

    @property
    def people(self) -> int:
        """How many answered both."""
        return len(self.first)


def link(waves: Waves) -> Links | None:
    """Find the people who answered both surveys; None where the mapping does not say by what."""
    if not (waves.first.settings.person and waves.second.settings.person):
        return None
    first, second = (_rows(wave) for wave in waves.both())
    shared = first.join(second, on="person", suffix="_second").sort("person")
    once = shared.filter((pl.col("times") == 1) & (pl.col("times_second") == 1))
    return Links(
        once["place"].to_numpy(), once["place_second"].to_numpy(), shared.height - once.height
    )


def _rows(wave: Wave) -> pl.DataFrame:
    """Each person, how often they answered, and the place of their first row."""
    code = wave.settings.person
    if code != RESPONDENT:
        wave.sample.answers.questionnaire.question(code, where=wave.where)
    people = wave.sample.answers.frame[code].cast(pl.String).alias("person")
    places = pl.Series("place", range(len(people)), dtype=pl.Int64)
    return (
        pl.DataFrame([people, places])
        .drop_nulls("person")
        .group_by("person")
        .agg(pl.len().alias("times"), pl.col("place").min())
    )
