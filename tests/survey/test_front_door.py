"""An analyst in Jupyter imports one function, passes a frame, and gets the same kind back."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import narwhals as nw
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from theodolite import survey
from theodolite.display import draw
from theodolite.settings.errors import CorrectableError, UnknownName
from theodolite.survey.clustering import CannotCluster
from theodolite.survey.synthetic import write_reconstruction

ROWS = {"name": ["x", "y", "z"], "a": [1.0, 9.0, 1.5]}
MAKE: dict[str, Callable[[Any], Any]] = {
    "pandas": pd.DataFrame,
    "polars": pl.DataFrame,
    "pyarrow": pa.table,
}
TIDY = ["table", "block", "group", "row", "column", "part", "value", "base", "shown"]


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export")
    write_reconstruction(folder)
    return folder


def cells(export: Path) -> dict[str, list[str]]:
    return (
        pl.read_csv(export / "answers.csv", infer_schema=False)
        .fill_null("")
        .to_dict(as_series=False)
    )


@pytest.mark.parametrize("kind", MAKE)
def test_clustering_gives_back_the_kind_of_frame_it_was_given(kind: str) -> None:
    given = MAKE[kind](ROWS)
    found = survey.cluster(given, ["a"], k=2)
    assert type(found.frame) is type(given)
    result = nw.from_native(found.frame, eager_only=True)
    assert result.columns == ["name", "a", "cluster"]
    assert result["cluster"].to_list() == [2, 1, 2]
    assert found.sizes == (1, 2)


def test_a_pandas_frame_keeps_its_index() -> None:
    given = pd.DataFrame(ROWS, index=[7, 3, 5])
    found = survey.cluster(given, ["a"], k=2).frame
    assert found["cluster"].to_dict() == {7: 2, 3: 1, 5: 2}


def test_missing_values_leave_a_row_out_in_every_kind_of_frame() -> None:
    for given in (pd.DataFrame({"a": [1.0, None, 9.0]}), pl.DataFrame({"a": [1, None, 9]})):
        assert survey.cluster(given, ["a"], k=2).membership.tolist() == [2, 0, 1]


def test_what_is_no_frame_is_refused_with_what_is() -> None:
    with pytest.raises(CannotCluster, match=r"from a dict.*pandas, polars or pyarrow"):
        survey.cluster({"a": [1.0]}, ["a"], k=1)


def test_a_file_gives_polars(export: Path) -> None:
    findings = survey.analyse(export / "answers.csv", export / "plan.toml")
    assert isinstance(findings.segments, pl.DataFrame)
    assert isinstance(findings.frame("table-1"), pl.DataFrame)


@pytest.mark.parametrize("kind", MAKE)
def test_an_analysis_gives_back_the_kind_of_frame_it_was_given(kind: str, export: Path) -> None:
    given = MAKE[kind](cells(export))
    plan = export / "plan.toml"
    findings = survey.analyse(given, plan)
    from_file = survey.analyse(export / "answers.csv", plan)
    assert type(findings.segments) is type(given)
    assert type(findings.frame("table-1")) is type(given)
    result = nw.from_native(findings.segments, eager_only=True)
    assert result["respondent"].to_list() == from_file.segments["respondent"].to_list()
    assert result["segment"].to_list() == from_file.segments["segment"].to_list()


def test_a_table_is_a_tidy_frame_with_one_line_a_cell(export: Path) -> None:
    findings = survey.analyse(export / "answers.csv", export / "plan.toml")
    frame = findings.frame("table-1")
    assert frame.columns == TIDY
    (cell,) = frame.filter(
        pl.col("row") == "Radiotherapy",
        pl.col("column") == "Support",
        pl.col("part") == "primary",
    ).iter_rows(named=True)
    assert (cell["block"], cell["group"], cell["value"]) == ("Specialism", "Radiotherapy", 18.0)
    assert (cell["base"], cell["shown"]) == (46, True)


def test_a_tidy_frame_shows_no_more_than_may_be_shown(export: Path) -> None:
    findings = survey.analyse(export / "answers.csv", export / "plan.toml", disclosure="lt5_round5")
    frame = findings.frame("table-1")
    assert frame.filter(~pl.col("shown"))["value"].null_count() == (~frame["shown"]).sum() > 0
    shown = frame.filter("shown")["value"]
    assert (shown % 5 == 0).all()


def test_pictures_are_frames_too_and_a_panel_can_be_had_alone(export: Path) -> None:
    findings = survey.analyse(export / "answers.csv", export / "plan.toml")
    both = findings.frame("figure-3")
    assert sorted(both["table"].unique()) == ["figure-3-segment", "figure-3-specialism_group"]
    alone = findings.frame("figure-3-segment")
    assert alone.equals(both.filter(pl.col("table") == "figure-3-segment"))
    assert findings.frame("flow")["value"].to_list() == [125.0, 4.0, 8.0, 113.0]


def test_an_unknown_table_offers_the_nearest(export: Path) -> None:
    findings = survey.analyse(export / "answers.csv", export / "plan.toml")
    with pytest.raises(UnknownName, match="Did you mean 'figure-3'"):
        findings.frame("figure3")


def test_a_figure_shows_itself_in_a_notebook(export: Path) -> None:
    findings = survey.analyse(export / "answers.csv", export / "plan.toml")
    shown = draw(findings.evidence("figure-3"))._repr_mimebundle_()
    assert shown["image/svg+xml"].lstrip().startswith("<svg")
    assert "Heatmap of" in shown["text/plain"]


def test_what_a_person_can_put_right_is_one_family_of_errors(export: Path) -> None:
    with pytest.raises(CorrectableError):
        survey.analyse(export / "answers.csv", export / "plan.tml")


def test_importing_the_area_loads_neither_frames_nor_numbers() -> None:
    ended = subprocess.run(
        [
            sys.executable, "-c",
            "import sys, theodolite.survey as s; print('polars' in sys.modules, s.__all__)",
        ],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert ended.stdout.strip() == "False ['analyse', 'cluster']"


def test_the_area_has_only_the_names_it_lists() -> None:
    with pytest.raises(AttributeError, match="no attribute 'analyze'"):
        survey.analyze  # noqa: B018 - looking is what is tested
