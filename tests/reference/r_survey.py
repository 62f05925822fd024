"""The Californian schools that R's survey package ships, and what that package says of them."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from theodolite.survey.estimates import Design, clustered, simple, stratified

STATISTICS = Path(__file__).parents[2] / "../shared/data/survey-statistics"

needs_r = pytest.mark.skipif(
    not STATISTICS.exists(), reason="the shared reference values are not here"
)
exactly = {"rel": 1e-9, "abs": 1e-12}

POPULATION = {"stype": {"E": 4421, "H": 755, "M": 1018}, "sch.wide": {"No": 1072, "Yes": 5122}}


@cache
def reference(file: str = "reference_values") -> dict[str, Any]:
    return json.loads((STATISTICS / f"{file}.json").read_text())


@cache
def schools(file: str) -> pl.DataFrame:
    return pl.read_csv(STATISTICS / f"{file}.csv", infer_schema_length=None)


FILES = {
    "dclus1": "apiclus1",
    "dclus1_nofpc": "apiclus1",
    "dstrat": "apistrat",
    "dstrat_nofpc": "apistrat",
    "dsrs": "apisrs",
    "dclus2": "apiclus2",
}


@cache
def design(name: str) -> Design:
    return _DESIGNS[name](schools(FILES[name]))


def known_totals(table: pl.DataFrame, columns: tuple[str, str]) -> dict[str, float]:
    """The population that a file gives for each stratum or cluster."""
    name, population = columns
    return {str(key): float(value) for key, value in table.select(name, population).iter_rows()}


_DESIGNS = {
    "dclus1": lambda t: clustered(t["dnum"], population=757, weights=t["pw"]),
    "dclus1_nofpc": lambda t: clustered(t["dnum"], weights=t["pw"]),
    "dstrat": lambda t: stratified(t["stype"], population=POPULATION["stype"], weights=t["pw"]),
    "dstrat_nofpc": lambda t: stratified(t["stype"], weights=t["pw"]),
    "dsrs": lambda t: simple(len(t), population=6194),
    "dclus2": lambda t: clustered(
        t["dnum"], population=757, members=known_totals(t, ("dnum", "fpc2"))
    ),
}
