"""Files go into the workspace and out of it, and nothing is lost without a word."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Say = Callable[..., Any]

RIS = """TY  - JOUR
TI  - On dose
DO  - 10.1000/dose
ER  -
TY  - JOUR
AU  - Nobody, N
ER  -
"""


@pytest.fixture
def asked(tmp_path: Path) -> tuple[object, ...]:
    (tmp_path / "found.ris").write_text(RIS)
    (tmp_path / "more.csv").write_text("title,doi\nOn noise,10.1000/noise\n=1+1,\n")
    files = (tmp_path / "found.ris", tmp_path / "more.csv")
    return ("horizon", "import", *files, "--workspace", tmp_path / "kept")


def test_files_are_kept_and_what_could_not_be_read_asks_for_attention(
    say: Say, asked: tuple[object, ...]
) -> None:
    said = say(*asked, "--json")
    told = json.loads(said.out)
    assert said.code == 1
    assert [one["items"] for one in told["files"]] == [1, 2]
    assert (told["new"], told["changed"], told["again"]) == (3, 0, 0)
    assert "Record 2 has neither a title nor an abstract." in said.err
    again = say(*asked)
    assert "0 are new, 0 changed, 3 seen again." in again.out


def test_a_file_that_cannot_be_opened_leaves_the_workspace_as_it_was(
    say: Say, asked: tuple[object, ...], tmp_path: Path
) -> None:
    refused = say(*asked, tmp_path / "absent.bib")
    assert refused.code == 2
    assert "There is no file of records at" in refused.err
    assert not (tmp_path / "kept").exists()


def test_half_a_character_in_a_record_keeps_no_other_out(say: Say, tmp_path: Path) -> None:
    half = '[{"title": "On \\ud800 dose", "DOI": "10.1000/\\udfff"}, {"title": "On noise 🩻"}]'
    (tmp_path / "half.json").write_text(half)
    cell = json.dumps([["doi", "10.1000/row\ud800"]]).replace('"', '""')
    (tmp_path / "half.csv").write_text(f'title,identifiers\nOn rows,"{cell}"\n')
    files = (tmp_path / "half.json", tmp_path / "half.csv")
    said = say("horizon", "import", *files, "-w", tmp_path / "kept", "--json")
    assert (said.code, json.loads(said.out)["new"]) == (0, 3)
    out = tmp_path / "all.json"
    assert say("horizon", "export", out, "-w", tmp_path / "kept").code == 0
    titles = [one["title"] for one in json.loads(out.read_text())]
    assert titles == ["On ? dose", "On noise 🩻", "On rows"]


def test_nobody_but_us_speaks_of_a_broken_file(tmp_path: Path) -> None:
    (tmp_path / "cut.bib").write_text("@article{a, title={x}, year=2020\n")
    command = [sys.executable, "-m", "theodolite.cli", "horizon", "import", "cut.bib"]
    said = subprocess.run(  # noqa: S603 -- our own program, no shell
        command, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert said.returncode == 2
    assert said.stderr.startswith("theodolite: cut.bib holds no BibTeX entry")
    assert said.stderr.count("\n") == 1


def test_what_cannot_be_written_is_said(
    say: Say, asked: tuple[object, ...], tmp_path: Path
) -> None:
    say(*asked)
    kept = ("--workspace", tmp_path / "kept")
    said = say("horizon", "export", tmp_path / "absent" / "all.csv", *kept)
    assert said.code == 2
    assert "cannot be written to (No such file or directory)" in said.err
    said = say("horizon", "export", tmp_path / "all.csv", "-w", tmp_path / "absent")
    assert said.code == 2
    assert "absent holds no items" in said.err
    assert not (tmp_path / "absent").exists()
    assert not (tmp_path / "all.csv").exists()


def test_what_was_kept_is_written_and_the_format_says_what_it_cannot_hold(
    say: Say, asked: tuple[object, ...], tmp_path: Path
) -> None:
    say(*asked)
    out = tmp_path / "all.csv"
    said = say("horizon", "export", out, "--workspace", tmp_path / "kept", "--json")
    assert (said.code, json.loads(said.out)["items"]) == (0, 3)
    assert json.loads(said.out)["left_out"] == []
    assert "'=1+1" in out.read_text()
    refused = say("horizon", "export", tmp_path / "all.docx", "--workspace", tmp_path / "kept")
    assert refused.code == 2
    assert ".ris" in refused.err
