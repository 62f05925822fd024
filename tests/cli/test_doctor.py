"""The doctor looks at the workspace that is named, and leaves everything as it found it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.processes import run, told
from tests.jobs.conftest import new_database

Say = Callable[..., Any]

KEEP_ONE = """
from datetime import UTC, datetime
from pathlib import Path
from theodolite.horizon.archive import Entry
from theodolite.store.workspace import open_workspace
open_workspace(Path("society")).append(
    [Entry("note", "x", "ada", datetime(2026, 1, 1, tzinfo=UTC), {"said": "so"})]
)
"""


def looked_at(found: dict[str, Any]) -> dict[str, Any]:
    return {one["what"]: one for one in found["examined"]}


def test_a_doctor_finds_this_installation_well(
    say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = say("doctor", "--json")
    assert said.code == 0, said.out
    found = looked_at(json.loads(said.out))
    assert found.keys() == {"Python", "packages", "clustering", "reports", "horizon", "workspace"}
    assert "none" in found["workspace"]["seen"]
    assert not list(tmp_path.iterdir())


def test_settings_that_cannot_be_used_are_told_beside_all_else(tmp_path: Path) -> None:
    (tmp_path / "theodolite.sqlite").touch()
    (tmp_path / "installation.toml").write_text('societi = "Physics"\n')
    found = looked_at(told(tmp_path, "doctor", "-w", ".", code=1))
    assert "Did you mean 'society'" in found["settings"]["seen"]
    assert found["Python"]["is_well"]


def test_a_folder_that_is_no_workspace_is_told_and_nothing_is_made_in_it(tmp_path: Path) -> None:
    (tmp_path / "plain").mkdir()
    found = looked_at(told(tmp_path, "doctor", "-w", "plain", code=1))
    assert not found["workspace"]["is_well"]
    assert [one.name for one in tmp_path.rglob("*")] == ["plain"]


@pytest.mark.either_database
def test_a_doctor_looks_at_the_workspace_that_is_named_and_leaves_nothing_there(
    tmp_path: Path,
) -> None:
    (tmp_path / "society").mkdir()
    server = {"DATABASE_URL": new_database()}
    done = run(tmp_path, "-c", KEEP_ONE, **server)
    assert done.returncode == 0, done.stderr
    found = looked_at(told(tmp_path, "doctor", "-w", "society", code=1, **server))
    assert found["history"]["seen"].startswith("1 lines in one chain")
    assert found["horizon"]["is_well"]
    out = str(tmp_path / "items.csv")
    assert told(tmp_path, "horizon", "export", out, "-w", "society", **server)["items"] == 0
