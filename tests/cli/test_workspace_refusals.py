"""A workspace that is not there, or cannot be used, is told of in a sentence."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli import processes

Say = Callable[..., Any]


@pytest.mark.parametrize("verb", ["dedupe", "trends", "health", "export out.csv", "triage next"])
def test_looking_into_a_workspace_that_is_not_there_makes_none(
    say: Say, tmp_path: Path, verb: str
) -> None:
    said = say("horizon", *verb.split(), "-w", tmp_path / "nowhere")
    assert said.code == 2
    assert "nowhere" in said.err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("command", ["serve", "worker", "backup"])
def test_a_file_in_the_place_of_the_workspace_is_refused(
    say: Say, tmp_path: Path, command: str
) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("Not a folder.")
    said = say(command, "--workspace", file)
    assert said.code == 2
    assert str(file) in said.err
    assert file.read_text() == "Not a folder."


@pytest.mark.parametrize("command", ["serve", "worker", "backup", "accounts first-link"])
def test_a_database_that_cannot_be_used_is_told_without_a_traceback(
    tmp_path: Path, command: str
) -> None:
    (tmp_path / "theodolite.sqlite").write_text("This is no database. " * 100)
    for address, told in (
        ("", "is not a database, or is damaged"),
        ("postgres://nobody@127.0.0.1:9/nothing", "Look whether its server runs"),
        ("nonsense", "DATABASE_URL"),
    ):
        done = processes.say(tmp_path, *command.split(), "-w", ".", DATABASE_URL=address)
        assert (done.returncode, "Traceback" in done.stderr) == (2, False), done.stderr
        assert told in done.stderr
