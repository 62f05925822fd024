"""Scanning from the command line: what is new is kept, what is wrong is said, nothing stops it."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.horizon.watched_folder import watch
from theodolite.horizon.triage.acts import Act, entry_of
from theodolite.store.workspace import open_workspace

Say = Callable[..., Any]


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    watch(tmp_path)
    (tmp_path / "workspace.toml").write_text('contact = "horizon@example.org"\n')
    return tmp_path


def test_a_scan_keeps_what_is_new_and_says_what_failed(say: Say, workspace: Path) -> None:
    said = say("horizon", "scan", "-w", workspace, "--json")
    told = json.loads(said.out)
    assert said.code == 1
    assert (told["new"], told["not_due"]) == (1, [])
    outcomes = {one["name"]: one["outcome"] for one in told["sources"]}
    assert outcomes == {"our exports": "read", "inside": "unsafe address"}
    assert "Please look: inside: " in said.err
    again = say("horizon", "scan", "-w", workspace, "--json")
    assert again.code == 0
    assert json.loads(again.out)["not_due"] == ["our exports", "inside"]


def test_one_source_is_asked_when_named_and_an_unknown_one_offers_the_nearest(
    say: Say, workspace: Path
) -> None:
    for _ in range(2):
        named = ("--source", "our exports", "--source", "our exports")
        said = say("horizon", "scan", "-w", workspace, *named)
        assert said.code == 0
        assert "1 source asked" in said.out
    wrong = say("horizon", "scan", "-w", workspace, "--source", "our export")
    assert wrong.code == 2
    assert "Did you mean 'our exports'?" in wrong.err


def test_health_names_every_source_and_ends_with_1_where_one_needs_someone(
    say: Say, workspace: Path
) -> None:
    before = json.loads(say("horizon", "health", "-w", workspace, "--json").out)
    assert {one["state"] for one in before["sources"]} == {"not yet asked"}
    say("horizon", "scan", "-w", workspace)
    said = say("horizon", "health", "-w", workspace)
    assert said.code == 1
    assert "our exports [well]" in said.out
    assert "inside [failing] It failed once (never read yet)" in said.out
    word = say("horizon", "health", "-w", workspace, "--weekly").out
    assert "For Ana:" in word
    assert "For whoever keeps the list:" in word


def test_what_people_kept_counts_for_the_source_that_brought_it(say: Say, workspace: Path) -> None:
    say("horizon", "scan", "-w", workspace)
    now = datetime(2026, 11, 25, tzinfo=UTC)
    act = Act("keep", "doi:10.1000/lens", "Ana", now)
    open_workspace(workspace).append([entry_of(act)])
    said = say("horizon", "health", "-w", workspace, "--yields", "--json")
    assert json.loads(said.out)["yields"] == [
        {"source": "our exports", "items": 1, "accepted": 1, "first": 1, "alone": 1,
         "lead_days": None}
    ]  # fmt: skip
    in_words = say("horizon", "health", "-w", workspace, "--yields").out
    assert "our exports: 1 of 1 items accepted; first to bring 1 of them, alone with 1." in in_words


def test_a_topic_that_the_framework_does_not_know_is_refused(say: Say, workspace: Path) -> None:
    topic = '[[topics]]\ncode = "dose"\nname = "Dose"\ndescription = "Of radiation."\n'
    head = 'title = "A strategy"\nsociety = "A society"\nversion = "1"\n'
    (workspace / "framework.toml").write_text(head + topic)
    with (workspace / "sources.toml").open("a") as file:
        file.write('topics = ["dosis"]\n')
    said = say("horizon", "scan", "-w", workspace)
    assert said.code == 2
    assert "Did you mean 'dose'?" in said.err


def test_a_file_whose_name_is_no_text_is_told_in_json_that_can_be_read(
    say: Say, workspace: Path
) -> None:
    name = "caf\udce9.ris"
    said = say("horizon", "import", workspace / name, "-w", workspace, "--json")
    assert said.code == 2
    assert name in json.loads(said.out)["error"]
    assert r"caf\udce9.ris" in said.err


def test_without_a_contact_a_scan_asks_for_one(say: Say, workspace: Path) -> None:
    (workspace / "workspace.toml").unlink()
    assert "contact = " in say("horizon", "scan", "-w", workspace).err
    for contact in ("nobody", "zoë@example.org", "a b@example.org", "a@b@example.org"):
        (workspace / "workspace.toml").write_text(f'contact = "{contact}"\n', encoding="utf-8")
        said = say("horizon", "scan", "-w", workspace)
        assert said.code == 2
        assert "no mail address" in said.err


def test_a_workspace_without_sources_is_refused_with_a_way_out(say: Say, tmp_path: Path) -> None:
    for verb in ("scan", "health"):
        said = say("horizon", verb, "-w", tmp_path / "nowhere")
        assert said.code == 2
        assert "nowhere holds no sources.toml" in said.err
        assert "horizon add-source" in said.err
    assert not list(tmp_path.iterdir())
