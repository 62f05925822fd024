"""Sources that are files: of a folder those that came since, never more than is allowed."""

import os
import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from theodolite.horizon.fetch.door import Door
from theodolite.horizon.fetch.limits import Limits
from theodolite.horizon.fetch.refusals import TooMuch, Unreachable
from theodolite.horizon.sources.source import Request, Source


def test_a_folder_gives_what_came_since_and_nothing_hidden(tmp_path: Path) -> None:
    folder = tmp_path / ".hidden workspace" / "exports"
    (folder / "2026").mkdir(parents=True)
    for name in ("a.ris", "2026/b.ris", ".part"):
        (folder / name).write_text("x")
    door = Door(folder.parent)
    asked = Request("exports")
    found = door.each_of(asked, None)
    assert [one.address for one in found] == ["exports/2026/b.ris", "exports/a.ris"]
    assert not door.each_of(asked, datetime.now(UTC) + timedelta(seconds=5))
    assert door.each_of(Request("exports/a.ris"), None) == (Request("exports/a.ris"),)


def test_a_folder_is_found_from_a_workspace_that_is_named_from_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "horizon" / "exports").mkdir(parents=True)
    (tmp_path / "horizon" / "exports" / "a.ris").write_bytes(b"TY  - JOUR")
    source = Source("exports", "file", "exports")
    door = Door(Path("horizon"))
    for folder in ("exports", str(tmp_path / "horizon" / "exports")):
        (asked,) = door.each_of(Request(folder), None)
        assert door.fetch(asked, source).answer.payload == b"TY  - JOUR"


def test_a_folder_that_may_not_be_read_is_no_empty_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(path: object) -> object:
        raise PermissionError(13, "Permission denied", str(path))

    (tmp_path / "exports").mkdir()
    monkeypatch.setattr(os, "scandir", closed)
    with pytest.raises(Unreachable, match="Permission denied"):
        Door(tmp_path).each_of(Request("exports"), None)


def test_a_file_whose_name_is_no_text_is_named_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "caf\udce9.ris").write_bytes(b"TY  - JOUR")
    source = Source("exports", "file", ".")
    (asked,) = Door(tmp_path).each_of(Request("."), None)
    with pytest.raises(Unreachable, match=r"caf\\udce9.ris has a name that is not UTF-8"):
        Door(tmp_path).fetch(asked, source)


def test_a_path_is_read_from_the_workspace(tmp_path: Path) -> None:
    (tmp_path / "records.ris").write_bytes(b"TY  - JOUR")
    source = Source("exports", "file", "records.ris")
    door = Door(tmp_path, "", Limits(most_bytes=10))
    assert door.fetch(Request("records.ris"), source).answer.payload == b"TY  - JOUR"
    (tmp_path / "records.ris").write_bytes(b"TY  - JOUR\n")
    with pytest.raises(TooMuch, match="more than 10 bytes"):
        door.fetch(Request("records.ris"), source)
    with pytest.raises(Unreachable, match="cannot be read"):
        door.fetch(Request("missing.ris"), source)


@pytest.mark.parametrize("address", ["pipe", "/dev/zero", "socket", "folder"])
def test_what_is_no_plain_file_is_refused_and_not_waited_for(tmp_path: Path, address: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(str(tmp_path / "socket"))
        with pytest.raises(Unreachable, match="is no plain file"):
            Door(tmp_path).fetch(Request(address), Source("exports", "file", address))
