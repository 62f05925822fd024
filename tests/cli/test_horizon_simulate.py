"""`horizon simulate` replays a screening and tells its numbers, or says what it lacks."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.horizon.planted_screening import planted

Say = Callable[..., Any]

PROMISED = {
    *("n", "relevant", "recall_at_10", "wss_95", "atd", "loss", "ndcg"),
    *("seconds", "stopped_at", "recall_at_stop"),
}


@pytest.fixture
def screened(tmp_path: Path) -> Path:
    texts, is_relevant = planted(120, relevant=15, seed=2)
    path = tmp_path / "screened.csv"
    with path.open("w", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["title", "abstract", "included"])
        rows.writerows((*text.split(" ", 1), int(label)) for text, label in zip(
            texts, is_relevant, strict=True))  # fmt: skip
    return path


def test_it_tells_every_number_and_their_means(say: Say, screened: Path) -> None:
    said = say("horizon", "simulate", screened, "--seeds", "2", "--json")
    told = json.loads(said.out)
    assert said.code == 0
    assert told.keys() >= PROMISED
    assert (told["n"], told["relevant"], told["label"]) == (120, 15, "included")
    assert [run["seed"] for run in told["runs"]] == [1, 2]
    assert told["loss"] == pytest.approx(sum(run["loss"] for run in told["runs"]) / 2, abs=1e-6)
    assert told["loss"] < 0.05
    assert told["views"][0] == "words"


def test_it_says_so_to_people(say: Say, screened: Path) -> None:
    said = say("horizon", "simulate", screened, "--seeds", "1", "--model", "words")
    assert said.code == 0
    assert "120 records, 15 of them relevant, looked at by words; means of 1 run." in said.out
    assert "The stopping rule ends the reading after" in said.out


def test_without_priors_it_starts_from_what_is_looked_for(say: Say, screened: Path) -> None:
    asked = ("--priors", "0", "--about", "matter0word1 matter0word2", "--seeds", "1", "--json")
    told = json.loads(say("horizon", "simulate", screened, *asked).out)
    assert told["runs"][0]["priors"] == []
    assert told["loss"] < 0.05


def test_a_file_without_labels_is_refused_with_its_columns(say: Say, tmp_path: Path) -> None:
    path = tmp_path / "bare.csv"
    path.write_text("title,kept\na,1\nb,0\n")
    said = say("horizon", "simulate", path, "--json")
    assert said.code == 2
    assert "'title', 'kept'" in json.loads(said.out)["error"]


def test_one_record_is_refused(say: Say, tmp_path: Path) -> None:
    path = tmp_path / "one.csv"
    path.write_text("title,label\nprotons,1\n")
    said = say("horizon", "simulate", path)
    assert said.code == 2
    assert "no order is better" in said.err


def test_what_was_dropped_mended_or_chosen_is_said(say: Say, screened: Path) -> None:
    header, rows = screened.read_bytes().split(b"\n", 1)
    lines = [line.rstrip(b"\r") for line in rows.splitlines()]
    other = b"".join(line + b",0\n" for line in lines)
    screened.write_bytes(header.rstrip(b"\r") + b",label\n" + other + b"R\xf6ntgen,,,\n,,0,0\n")
    said = say("horizon", "simulate", screened, "--seeds", "1")
    assert "Rows left out for want of a label: 1." in said.err
    assert "Records with neither title nor abstract: 1." in said.err
    assert "Places that were no UTF-8 and now read \ufffd: 1." in said.err
    assert "from the first column named 'included', but 'label' might be meant." in said.err
