"""A bulletin from a workspace of files, once and never again."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Say = Callable[..., Any]

FRAMEWORK = """
title = "Strategy"
society = "Made-up Society"
version = "1"

[[topics]]
code = "imaging"
name = "Imaging"
description = "Magnetic resonance, computed tomography and ultrasound pictures of patients."

[[topics]]
code = "workforce"
name = "Workforce"
description = "Vacancies, training places and careers of scientists and engineers."
"""
GROUPS = '[[groups]]\nname = "Imaging group"\ntopics = ["imaging"]\n'
RECORDS = """title,abstract,doi,type,deadline
Computed tomography of patients,Pictures by computed tomography and magnetic resonance.,10.1000/a,,
Training places for engineers,Vacancies and careers of scientists and engineers.,10.1000/b,,
Consultation on ultrasound pictures,Ultrasound pictures of patients.,,consultation,2199-01-01
"""


@pytest.fixture
def asked(tmp_path: Path, say: Say) -> tuple[object, ...]:
    folder = tmp_path / "kept"
    folder.mkdir()
    (folder / "framework.toml").write_text(FRAMEWORK)
    (folder / "groups.toml").write_text(GROUPS)
    (tmp_path / "records.csv").write_text(RECORDS)
    assert say("horizon", "import", tmp_path / "records.csv", "--workspace", folder).code == 0
    out = tmp_path / "out"
    return ("horizon", "bulletin", "--group", "imaging group", "-w", folder, "--out", out)


def test_a_group_is_told_once_and_a_second_run_says_that_nothing_is_new(
    say: Say, asked: tuple[object, ...], tmp_path: Path
) -> None:
    draft = json.loads(say(*asked, "--draft", "--json").out)
    first = json.loads(say(*asked, "--json").out)
    assert first["subject"] == draft["subject"]
    assert first["new"] == ["doi:10.1000/a"]
    assert len(first["closing"]) == 1
    assert len(first["files"]) == 9
    page = (tmp_path / "out/bulletin.html").read_text()
    assert "Computed tomography of patients" in page
    assert "Training places" not in page
    second = say(*asked)
    assert second.code == 0
    assert "There is nothing new for Imaging group since" in second.out


def test_an_unknown_group_is_refused_with_the_nearest(say: Say, asked: tuple[object, ...]) -> None:
    refused = say(*("Imagine group" if one == "imaging group" else one for one in asked))
    assert refused.code == 2
    assert "Did you mean 'Imaging group'" in refused.err


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_that_no_bulletin_is_of_is_refused(
    day: str, say: Say, asked: tuple[object, ...]
) -> None:
    refused = say(*asked, "--as-of", day)
    assert refused.code == 2
    assert "is not a day that anyone wrote a bulletin on" in refused.err
