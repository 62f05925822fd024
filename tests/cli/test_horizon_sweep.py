"""Works are swept from the command line, with a model of the workspace or of a file."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.cli.test_horizon_place import CSV, FRAMEWORK
from tests.horizon.sweep.small_works import made_works, write_parquet
from theodolite.horizon.triage.acts import Act, entry_of
from theodolite.store.workspace import open_workspace

Say = Callable[..., Any]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "works").mkdir()
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept/framework.toml").write_text(FRAMEWORK)
    write_parquet(tmp_path / "works/a.parquet", made_works(300, seed=1))
    return tmp_path


def asked(folder: Path) -> tuple[object, ...]:
    out = ("--out", folder / "out", "--workspace", folder / "kept")
    return ("horizon", "sweep", folder / "works", *out)


def test_works_are_scored_and_the_best_are_shown(say: Say, folder: Path) -> None:
    told = say(*asked(folder), "--most", "20", "--keep", "10", "--json")
    result = json.loads(told.out)
    assert told.code == 0
    assert (result["works"], result["listed"], result["files"][0]["kept"]) == (300, 20, 30)
    printed = say(*asked(folder), "--most", "20", "--keep", "10").out
    assert "300 works in 1 files" in printed
    assert "Work " in printed


def test_one_that_was_begun_goes_on_with_its_model(say: Say, folder: Path) -> None:
    first = json.loads(say(*asked(folder), "--json").out)
    write_parquet(folder / "works/b.parquet", made_works(100, seed=2))
    again = json.loads(say(*asked(folder), "--json").out)
    assert again["model"] == first["model"]
    assert again["works"] == 400
    other = ("--framework", folder / "kept/framework.toml", "--json")
    assert json.loads(say(*asked(folder), *other).out)["model"] != first["model"]


def test_the_workspaces_items_and_decisions_are_learnt_from(say: Say, folder: Path) -> None:
    (folder / "found.csv").write_text(CSV)
    where = ("--workspace", folder / "kept")
    say("horizon", "import", folder / "found.csv", *where)
    say("horizon", "correct", "doi:10.1000/bread", "--by", "Anna", "--under", "skills", *where)
    result = json.loads(say(*asked(folder), "--json").out)
    assert result["made_from"].startswith("303 items, 1 of them placed by people")


def test_what_triage_decided_ranks_the_works(say: Say, folder: Path) -> None:
    (folder / "found.csv").write_text(CSV)
    where = ("--workspace", folder / "kept")
    say("horizon", "import", folder / "found.csv", *where)
    acts = [
        Act(deed, f"doi:10.1000/{item}", "Anna", datetime(2026, 3, 9, tzinfo=UTC))
        for deed, item in (("keep", "bread"), ("discard", "carbon"))
    ]
    open_workspace(folder / "kept").append(entry_of(act) for act in acts)
    result = json.loads(say(*asked(folder), "--json").out)
    assert result["made_from"].endswith("ranked by 2 judgements.")
    best = pl.read_parquet(folder / "out/shortlist.parquet")
    assert "Rye" in best["abstract"][0]


def test_a_damaged_file_asks_for_attention(say: Say, folder: Path) -> None:
    (folder / "works/bad.jsonl.gz").write_bytes(b"no gzip")
    ended = say(*asked(folder))
    assert ended.code == 1
    assert "bad.jsonl.gz cannot be read to its end" in ended.err


def test_a_model_that_is_none_is_refused(say: Say, folder: Path) -> None:
    (folder / "none.parquet").write_text("no model")
    ended = say(*asked(folder), "--model", folder / "none.parquet")
    assert ended.code == 2
    assert "is not a word model" in ended.err


def test_results_that_cannot_be_kept_and_a_model_of_something_else_are_told(
    say: Say, tmp_path: Path
) -> None:
    works, model = tmp_path / "works.jsonl", tmp_path / "odd.parquet"
    works.write_text('{"title": "Dose audits"}\n')
    odd = pl.DataFrame({"term": ["dose"], "rarity": [1.0]})
    for about in ("{}", "[]", '{"topics": ["climate"]}'):
        odd.write_parquet(model, metadata={"about": about})
        told = say("horizon", "sweep", works, "--out", tmp_path / "out", "--model", model)
        assert (told.code, "is not a word model" in told.err) == (2, True)
    (tmp_path / "framework.toml").write_text(FRAMEWORK)
    refused = say("horizon", "sweep", works, "--out", works, "--workspace", tmp_path)
    assert (refused.code, "cannot be made" in refused.err) == (2, True)


@pytest.mark.parametrize("address", ["nonsense", "foo://x", "tcp://127.0.0.1:notaport"])
def test_what_is_no_address_of_a_scheduler_is_refused_at_once(
    address: str, folder: Path, say: Say
) -> None:
    said = say(*asked(folder), "--scheduler", address)
    assert said.code == 2
    assert f"{address!r} is no address of a scheduler" in said.err
