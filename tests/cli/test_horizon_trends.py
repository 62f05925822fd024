"""Trends and gaps on the command line: in words, as JSON, and as files."""

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.horizon.trends.planted import item, month, stream
from theodolite.horizon.archive import Entry
from theodolite.horizon.files import write_items
from theodolite.store.workspace import open_workspace

Say = Callable[..., Any]
RISE = "ferrite sensing"

FRAMEWORK = """
title = "Strategy"
society = "Society"
version = "1"

[[topics]]
code = "sensing"
name = "Sensing"
description = "Ferrite sensing and other magnetic sensors."

[[topics]]
code = "carbon"
name = "Carbon"
description = "Helium, carbon and procurement of what is scarce."
"""


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("trends") / "stream.csv"
    write_items(stream(seed=11, rises=(RISE, 22, 0.02)), path)
    return path


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder = tmp_path / "horizon"
    kept = open_workspace(folder)
    kept.keep(stream(seed=11, months=12, items=20))
    sighting = replace(item(77, month(10), "Ferrite sensing in the clinic"), kind="sighting")
    closing = replace(
        item(78, month(10), "Carbon and helium procurement"),
        kind="consultation",
        deadline=date(2023, 2, 1),
    )
    kept.keep([sighting, closing])
    kept.append([Entry("response", "made-up:78", "officer", sighting.observed_at)])
    (folder / "framework.toml").write_text(FRAMEWORK)
    return folder


def test_trends_of_a_file_are_told_in_words(say: Say, planted: Path) -> None:
    said = say("horizon", "trends", planted)
    assert said.code == 0, said.err
    assert "2022-01 to 2024-0" in said.out
    assert f"“{RISE}" in said.out or "“ferrite”" in said.out
    assert "expected to be chance" in said.out
    assert "Track record, replayed" in said.out


def test_trends_as_json_carry_their_record_and_the_files(
    say: Say, planted: Path, tmp_path: Path
) -> None:
    out = tmp_path / "figures"
    said = say(
        "horizon", "trends", planted, "--watch", RISE, "--as-of", "2024-03-31", "--out", out,
        "--json",
    )  # fmt: skip
    told = json.loads(said.out)
    assert (said.code, told["as_of"], told["periods"][-1]) == (0, "2024-03-31", "2024-03")
    (alert,) = [one for one in told["alerts"] if one["sort"] == "watched"]
    assert alert["name"] == RISE
    assert {"share", "history", "held", "hit", "lead", "p_value", "sentence"} <= set(alert)
    assert told["expected_false_alarms"]["rising"] > 0
    assert {one["sort"] for one in told["records"]} == {"watched", "phrase"}
    assert set(told["files"]) == {path.name for path in out.iterdir()}
    assert {"trend-watched-ferrite-sensing.svg", "trend-watched-ferrite-sensing.png"} <= set(
        told["files"]
    )
    figures = list(csv.DictReader((out / "figures.csv").read_text().splitlines()))
    assert figures[0]["description"].startswith("Line chart of Watched phrase")
    steps = list(
        csv.DictReader((out / "trend-watched-ferrite-sensing.csv").read_text().splitlines())
    )
    assert steps[0]["period"] == "2022-01"


def test_trends_by_quarter_of_a_workspace_use_its_framework(say: Say, workspace: Path) -> None:
    said = say("horizon", "trends", "-w", workspace, "--by", "quarter", "--json")
    told = json.loads(said.out)
    assert said.code == 0, said.err
    assert told["periods"][0] == "2022 Q1"
    assert [one["code"] for one in told["courses"] if one["sort"] == "topic"] == [
        "sensing", "carbon",
    ]  # fmt: skip


def test_an_unknown_step_is_refused(say: Say, planted: Path) -> None:
    said = say("horizon", "trends", planted, "--by", "week")
    assert said.code == 2
    assert "week" in said.err


def test_gaps_of_a_workspace_are_told_with_deadlines(say: Say, workspace: Path) -> None:
    said = say("horizon", "gaps", "-w", workspace, "--on", "2023-01-15", "--json")
    told = json.loads(said.out)
    assert said.code == 0, said.err
    assert [gap["topic"] for gap in told["gaps"]] == ["sensing"]
    assert told["gaps"][0]["items"] == ["made-up:77"]
    (closing,) = told["deadlines"]["open"]
    assert (closing["identity"], closing["days_left"], closing["answered_by"]) == (
        "made-up:78", 17, "officer",
    )  # fmt: skip
    in_words = say("horizon", "gaps", "-w", workspace, "--on", "2023-02-03")
    assert "closed 2 days ago" in in_words.out


def test_a_record_of_ours_closes_the_gap(say: Say, workspace: Path, tmp_path: Path) -> None:
    records = tmp_path / "records.csv"
    write_items([replace(item(5, month(9), "Ferrite sensing: guidance"), kind="guidance")], records)
    asked = ("horizon", "gaps", "-w", workspace, "--on", "2023-01-15", "--json")
    told = json.loads(say(*asked, "--records", records).out)
    assert (told["gaps"], told["covered"], told["records"]) == ([], ["Sensing"], 1)
    assert json.loads(say(*asked, "--ours", "journal").out)["records"] == 0


def test_a_misspelt_source_of_ours_is_no_lack_of_guidance(say: Say, workspace: Path) -> None:
    said = say("horizon", "gaps", "-w", workspace, "--ours", "our guidence")
    assert said.code == 2
    assert "There is no source 'our guidence', which --ours asks for" in said.err


def test_phrases_whose_files_would_have_one_name_keep_apart_and_are_no_formula(
    say: Say, planted: Path, tmp_path: Path
) -> None:
    out = tmp_path / "figures"
    asked = ("--watch", RISE, "--watch", "=ferrite-sensing", "--as-of", "2024-03-31")
    told = json.loads(say("horizon", "trends", planted, *asked, "--out", out, "--json").out)
    watched = [name for name in told["files"] if name.startswith("trend-watched") and "svg" in name]
    assert len(watched) == 2
    assert ",=ferrite" not in (out / "alerts.csv").read_text()
