"""The same inputs give the same bytes, and the order of respondents changes nothing."""

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from theodolite.display import draw
from theodolite.evidence.table import Table
from theodolite.reports.result_files import as_json
from theodolite.survey import analyse
from theodolite.survey.findings import Findings
from theodolite.survey.synthetic import write_reconstruction


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export")
    write_reconstruction(folder)
    return folder


def started(folder: Path, seed: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [
            sys.executable, "-m", "theodolite.cli", "survey", "analyse", "answers.csv",
            "--plan", "plan.toml", "--out", "out",
        ],
        cwd=folder,
        env={**os.environ, "PYTHONHASHSEED": seed},
    )  # fmt: skip


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_two_runs_write_the_same_bytes_in_every_file(export: Path, tmp_path: Path) -> None:
    folders = {seed: shutil.copytree(export, tmp_path / seed) for seed in ("1", "20260131")}
    runs = [started(folder, seed) for seed, folder in folders.items()]
    assert [run.wait() for run in runs] == [0, 0]
    first, second = (contents(folder / "out") for folder in folders.values())
    assert len(first) > 20
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def shuffled(export: Path, folder: Path) -> Path:
    header, *rows = (export / "answers.csv").read_text("utf-8").splitlines(keepends=True)
    random.Random(5).shuffle(rows)  # noqa: S311 - nothing here is secret
    path = folder / "shuffled.csv"
    path.write_text("".join([header, *rows]), "utf-8")
    return path


def told(findings: Findings) -> str:
    """All that a report says, without the digest of the file that was read."""
    return as_json(findings.chapters).decode().replace(findings.source.data, "")


def figures(findings: Findings) -> list[str]:
    every = (one for chapter in findings.chapters for one in chapter.evidence)
    return [draw(one).svg for one in every if not isinstance(one, Table)]


@pytest.mark.parametrize("profile", ["none", "lt5_round5"])
def test_shuffled_respondents_give_the_same_report(
    export: Path, tmp_path: Path, profile: str
) -> None:
    plan = export / "plan.toml"
    as_given = analyse(export / "answers.csv", plan, disclosure=profile)
    mixed = analyse(shuffled(export, tmp_path), plan, disclosure=profile)
    assert told(mixed) == told(as_given)
    assert figures(mixed) == figures(as_given)
    assert not mixed.segments.equals(as_given.segments)
    assert mixed.segments.sort("respondent").equals(as_given.segments.sort("respondent"))
