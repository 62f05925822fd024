"""Clusters of anyone's table: audited for ties, and drawn."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from tests.cli.conftest import Said

Say = Callable[..., Said]

TIED = "who,a\nx,0\ny,10\nz,20\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "rows.csv"
    path.write_text(TIED)
    return path


def test_an_audit_tells_which_rows_hang_on_a_tie(say: Say, table: Path) -> None:
    said = say("survey", "audit-ties", table, "--columns", "a", "-k", 2, "--json")
    (at,) = json.loads(said.out)["by_k"]
    assert said.code == 0
    assert at["unstable_rows"] == [2]
    assert at["unstable_share"] == pytest.approx(1 / 3)
    assert at["lowest_adjusted_rand"] < 1


def test_an_audit_without_k_looks_at_every_number_that_the_rows_allow(
    say: Say, table: Path
) -> None:
    said = say("survey", "audit-ties", table, "--columns", "a")
    assert said.code == 0
    assert "2 clusters: 1 of 3 rows change cluster at least once" in said.out
    assert "3 clusters: no row changes cluster" in said.out
    assert "4 clusters" not in said.out


@pytest.mark.parametrize(("name", "start"), [("map.svg", b"<svg"), ("map.png", b"\x89PNG")])
def test_a_clustermap_is_drawn_where_it_is_asked_for(
    say: Say, table: Path, name: str, start: bytes
) -> None:
    out = table.parent / name
    said = say("survey", "cluster", table, "--columns", "a", "-k", 2, "--figure", out)
    assert said.code == 0
    assert start in out.read_bytes()[:200]


def test_another_kind_of_figure_is_refused_with_the_kinds_there_are(say: Say, table: Path) -> None:
    said = say("survey", "cluster", table, "--columns", "a", "-k", 2, "--figure", "map.gif")
    assert said.code == 2
    assert "'map.gif', but figures are written as .svg or .png" in said.err


@pytest.mark.parametrize("command", [("cluster",), ("audit-ties",)])
def test_a_column_with_a_comma_is_named_in_quotes_and_a_sheet_by_its_name(
    say: Say, tmp_path: Path, command: tuple[str, ...]
) -> None:
    path = tmp_path / "rows.xlsx"
    with Workbook(str(path)) as book:
        book.add_worksheet("Notes").write_row(0, 0, ["nothing"])
        sheet = book.add_worksheet("Rows")
        for row, cells in enumerate([["hours, a week", "days"], [1, 2], [1, 3], [40, 2]]):
            sheet.write_row(row, 0, cells)
    asked = ("--columns", '"hours, a week",days', "--sheet", "Rows", "-k", 2, "--json")
    said = say("survey", *command, path, *asked)
    assert (said.code, said.err) == (0, "")


@pytest.mark.parametrize(
    ("columns", "fault"), [("a,a", "'a' twice"), ("a,,b", "without a name"), ("", "without a name")]
)
def test_a_column_asked_for_twice_or_not_named_is_refused(
    say: Say, table: Path, columns: str, fault: str
) -> None:
    said = say("survey", "cluster", table, "--columns", columns, "-k", 2)
    assert said.code == 2
    assert fault in said.err
