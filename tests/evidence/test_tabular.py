"""Every picture can be read as a table that holds the same numbers."""

import numpy as np
import pytest

from theodolite.evidence.estimate import Estimate, count_of, share_of
from theodolite.evidence.pictures import Clustermap, Flow, Heatmap, Intervals, RegionMap, Strip
from theodolite.evidence.place import Place
from theodolite.evidence.source_note import SourceNote
from theodolite.evidence.table import Block, Row, Table
from theodolite.evidence.tabular import TIDY, tables_of, tidy_rows

NOTE = SourceNote("d", "s", "0")
HIDDEN = Estimate("count", None, shown=False)


def values(table: Table) -> dict[str, list[float | None]]:
    return {row.label: [c.value for (c,) in row.cells if c is not None] for row in table.rows()}


def test_a_flow_lists_everyone_who_came_and_went() -> None:
    flow = Flow("f", "F", count_of(9), count_of(6), (("late", count_of(3)),), NOTE)
    (table,) = tables_of(flow)
    assert values(table) == {"Received": [9], "Rejected: late": [3], "Kept": [6]}


def test_a_map_has_a_row_for_each_region_and_a_column_for_each_wave() -> None:
    places = (Place("n", "North"), Place("s", "South"))
    waves = (("then", (count_of(1), count_of(2))), ("now", (count_of(3), HIDDEN)))
    (table,) = tables_of(RegionMap("m", "M", places, waves, NOTE))
    assert table.columns == ("then", "now")
    assert values(table) == {"North": [1, 3], "South": [2, None]}


def test_intervals_stand_under_their_groups() -> None:
    lines = (("a", "x", share_of(1, 2)), ("b", "x", share_of(1, 4)), ("a", "y", share_of(0, 2)))
    (table,) = tables_of(Intervals("i", "I", lines, NOTE))
    assert [(block.label, len(block.rows)) for block in table.blocks] == [("a", 2), ("b", 1)]


def test_a_heatmap_is_its_panels() -> None:
    panel = Table("p", "P", ("a",), (Block("", (Row("r", ((count_of(1),),)),)),), NOTE)
    assert tables_of(Heatmap("h", "H", (panel, panel), ("one", "two"), NOTE)) == (panel, panel)


def test_a_clustermap_tells_the_size_of_each_segment() -> None:
    picture = Clustermap(
        "c", "C", ("a",), np.zeros((2, 1)), Strip("Segment", ("x", "y"), np.array([0, 1])), (),
        None, None, None, "percent", NOTE, count_of(2), (count_of(1), HIDDEN),
    )  # fmt: skip
    assert values(tables_of(picture)[0]) == {"x": [1], "y": [None]}


def test_what_is_no_evidence_has_no_table() -> None:
    with pytest.raises(TypeError, match="no table form of str"):
        tables_of("text")  # type: ignore[arg-type] # what is tested is the refusal


def test_a_tidy_table_has_one_line_for_each_cell_that_applies() -> None:
    row = Row("r", ((share_of(1, 4), None), (HIDDEN, count_of(2, 8))), group="g")
    table = Table("t", "T", ("a", "b"), (Block("q", (row,), parts=("1st", "2nd")),), NOTE)
    assert [dict(zip(TIDY, line, strict=True)) for line in tidy_rows(table)] == [
        dict(zip(TIDY, ("t", "q", "g", "r", "a", "1st", 0.25, 4, True), strict=True)),
        dict(zip(TIDY, ("t", "q", "g", "r", "b", "1st", None, None, False), strict=True)),
        dict(zip(TIDY, ("t", "q", "g", "r", "b", "2nd", 2.0, 8, True), strict=True)),
    ]


def test_the_rows_of_a_table_come_block_after_block() -> None:
    first, second = Row("r", ()), Row("s", ())
    table = Table("t", "T", (), (Block("", (first,)), Block("", (second,))), NOTE)
    assert list(table.rows()) == [first, second]
