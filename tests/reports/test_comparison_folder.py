"""The comparison is written as every other report, and the command says what it found."""

import json
from pathlib import Path

from typer.testing import CliRunner

from theodolite.cli.program import app
from theodolite.reports.comparison_folder import write_comparison_folder
from theodolite.survey.comparison import compare
from theodolite.survey.synthetic.pair import write_pair


def test_the_folder_holds_the_report_in_every_format_and_the_same_bytes_again(
    tmp_path: Path,
) -> None:
    mapping = write_pair(tmp_path)
    found = compare(tmp_path / "departments.csv", tmp_path / "people.csv", mapping)
    files = write_comparison_folder(found, tmp_path / "out")
    assert {path.name for path in files} >= {"report.html", "report.pdf", "report.docx", "log.json"}
    before = [path.read_bytes() for path in files]
    assert [
        path.read_bytes() for path in write_comparison_folder(found, tmp_path / "out")
    ] == before
    page = (tmp_path / "out/report.html").read_text("utf-8")
    assert "institutions were named in" in page
    assert "INSIDE USE ONLY" in page


def test_the_command_tells_the_findings_as_json(tmp_path: Path) -> None:
    mapping = write_pair(tmp_path)
    surveys = [str(tmp_path / name) for name in ("departments.csv", "people.csv")]
    options = ["--mapping", str(mapping), "--out", str(tmp_path / "out"), "--json"]
    ended = CliRunner().invoke(app, ["survey", "compare", *surveys, *options])
    assert ended.exit_code == 0
    told = json.loads(ended.stdout)
    assert told["disclosure"] == "none"
    assert any("institutions were named in wave 1" in one for one in told["findings"])
