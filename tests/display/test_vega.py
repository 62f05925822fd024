"""What a browser draws holds the numbers that the table prints, and nothing else."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from theodolite.display.scale import colour_of, scale_of
from theodolite.display.theme import HATCHED
from theodolite.display.vega import vega_lite
from theodolite.display.wording import with_interval
from theodolite.evidence.disclosure import PROFILES, hidden
from theodolite.evidence.estimate import Estimate, count_of, share_of
from theodolite.evidence.pictures import Curves, Flow, Heatmap, Intervals, TrendLine
from theodolite.evidence.source_note import SourceNote
from theodolite.evidence.table import Block, Row, Table

SOURCE = SourceNote("a" * 64, "b" * 64, "0.1.0")
RULE = PROFILES["lt5_round5"]


def numbers_in(description: Any) -> list[dict[str, Any]]:
    """Every line of data in a specification."""
    if isinstance(description, dict):
        own = description.get("data", {}).get("values", [])
        return [*own, *(one for part in description.values() for one in numbers_in(part))]
    if isinstance(description, list):
        return [one for part in description for one in numbers_in(part)]
    return []


def words_in(description: Any) -> Iterator[str]:
    """Every key and text of a specification."""
    if isinstance(description, dict):
        for key, part in description.items():
            yield key
            yield from words_in(part)
    elif isinstance(description, list | tuple):
        for part in description:
            yield from words_in(part)
    elif isinstance(description, str):
        yield description


def heatmap() -> Heatmap:
    shares = [RULE.protect(share_of(count, 41)) for count in (3, 13, 41)]
    rows = tuple(Row(f"skill {i}", ((one,),)) for i, one in enumerate(shares))
    total = Row("Answered", ((RULE.protect(count_of(41)),),), is_total=True)
    table = Table("skills", "Skills", ("All",), (Block("Skills", (*rows, total)),), SOURCE)
    return Heatmap("skills", "Skills", (table, table), ("By group", "By segment"), SOURCE)


def intervals() -> Intervals:
    lines = (
        ("Support", "coding", RULE.protect(share_of(21, 46))),
        ("Support", "networking", RULE.protect(share_of(2, 46))),
        ("Development", "coding", RULE.protect(share_of(30, 35))),
    )
    return Intervals("needs", "Needs", lines, SOURCE)


def curves() -> Curves:
    values = (Estimate("mean", 0.61, decimals=2), hidden(Estimate("mean", 0.5)))
    named = (("Likeness", values),)
    return Curves("k", "How many", "Number of clusters", ("2", "3"), named, SOURCE, chosen=0)


def flow() -> Flow:
    rejected = (("no computing", RULE.protect(count_of(3))), ("other", RULE.protect(count_of(9))))
    return Flow("flow", "Kept", count_of(125), count_of(115), rejected, SOURCE)


def trend() -> TrendLine:
    shares = tuple(
        Estimate("share", v, low=v - 0.001, high=v + 0.002) for v in (0.0182, 0.02, 0.03)
    )
    return TrendLine(
        "trend",
        "Topic",
        "quarter",
        ("2024 Q1", "2024 Q2", "2024 Q3"),
        shares,
        SOURCE,
        ahead=("2024 Q4",),
        method="ets",
        forecast=(Estimate("share", 0.031, low=0.02, high=0.04),),
        unchanged=(Estimate("share", 0.03),),
        marks=((2, "rise told"),),
    )


EVERY = [heatmap(), intervals(), curves(), flow(), trend()]


@pytest.mark.parametrize("evidence", EVERY, ids=lambda one: type(one).__name__)
def test_every_number_is_the_one_that_is_printed_beside_it(evidence: Any) -> None:
    lines = [one for one in numbers_in(vega_lite(evidence)) if "told" in one]
    assert lines
    for line in lines:
        ends = [line["value"], line.get("low"), line.get("high")]
        printed = line["words"].replace(",", "")
        assert all(
            f"{end:g}" in printed or f"{end:.2f}" in printed for end in ends if end is not None
        )


@pytest.mark.parametrize("evidence", EVERY, ids=lambda one: type(one).__name__)
def test_a_number_that_may_not_be_shown_is_not_there(evidence: Any) -> None:
    for line in numbers_in(vega_lite(evidence)):
        if line.get("told") == "[c]":
            assert [
                line[part] for part in ("value", "low", "high") if line.get(part) is not None
            ] == []
            assert line.get("colour", HATCHED) in (HATCHED, "#332288")


def test_hidden_cells_are_among_those_tried() -> None:
    told = [line.get("told") for one in EVERY for line in numbers_in(vega_lite(one))]
    assert told.count("[c]") >= 5


@pytest.mark.parametrize("evidence", EVERY, ids=lambda one: type(one).__name__)
def test_nothing_is_computed_fetched_or_linked(evidence: Any) -> None:
    description = json.loads(json.dumps(vega_lite(evidence), allow_nan=False))
    forbidden = {"transform", "calculate", "expr", "signal", "test", "url", "href", "params"}
    assert forbidden.isdisjoint(words_in(description))
    assert not [one for one in words_in(description) if "://" in one]


def test_a_shade_is_that_of_the_printed_percentage() -> None:
    line = next(one for one in numbers_in(vega_lite(heatmap())) if one["row"] == "skill 1")
    assert line["told"] == "38%"
    assert line["colour"] == colour_of(scale_of("share", []), 0.38)


def test_equal_names_stay_apart() -> None:
    row = Row("Yes", ((count_of(5),), (count_of(7),)))
    table = Table("t", "T", ("All", "All"), (Block("", (row, row)),), SOURCE)
    lines = numbers_in(vega_lite(Heatmap("t", "T", (table,), ("",), SOURCE)))
    assert len({(one["row"], one["column"]) for one in lines}) == 4


def test_what_pictures_say_best_stays_a_picture() -> None:
    table = Table("t", "T", ("All",), (), SOURCE)
    assert vega_lite(table) is None


def test_the_words_on_pointing_give_the_interval_as_figures_print_it() -> None:
    value = RULE.protect(share_of(21, 46))
    lines = numbers_in(vega_lite(intervals()))
    assert lines[0]["words"] == f"coding: {with_interval(value)}"
