"""Copies of a workspace and one person's data, by command."""

from pathlib import Path

from tests.cli.processes import run, say, told

MAKE_PEOPLE = """
from pathlib import Path
from theodolite.web.starting import start
start(Path("society"))
from theodolite.store.models import Account, Role
for name in ("ada", "bo"):
    Account.objects.create_user(f"{name}@example.org", name=name.title())
Role.objects.create(account=Account.objects.get(name="Bo"), role="administrator")
"""


def test_a_person_is_erased_from_a_workspace_and_its_backup_by_command(tmp_path: Path) -> None:
    (tmp_path / "society").mkdir()
    assert run(tmp_path, "-c", MAKE_PEOPLE).returncode == 0
    here = ("-w", "society")
    backup = told(tmp_path, "backup", *here)["backup"]
    assert b"ada@example.org" in (Path(backup) / "theodolite.sqlite").read_bytes()
    assert told(tmp_path, "subject", "find", "ada@example.org", *here)["held"] == {"account": 1}

    file = tmp_path / "ada.json"
    asked = ("ada@example.org", "--why", "by letter", *here)
    told(tmp_path, "subject", "export", *asked, "--out", str(file))
    assert "ada@example.org" in file.read_text()
    assert file.stat().st_mode & 0o077 == 0
    again = say(tmp_path, "subject", "export", *asked, "--out", str(file))
    assert (again.returncode, "would be lost" in again.stderr) == (2, True)
    gone = told(tmp_path, "subject", "erase", *asked)
    assert (gone["removed"], gone["forgotten"], gone["backups"]) == ({"store.Account": 1}, 0, 1)

    last = say(tmp_path, "subject", "erase", "bo@example.org", "--why", "x", *here)
    assert last.returncode == 2
    assert "Make someone else administrator first" in last.stderr
    told(tmp_path, "check-backup", backup)
    told(tmp_path, "restore", backup, "-w", "again")
    held = [one for one in tmp_path.rglob("*sqlite*") if b"ada@" in one.read_bytes()]
    assert held == []
    modes = {one.stat().st_mode & 0o077 for one in (tmp_path / "society").rglob("*")}
    assert modes == {0}


def test_a_workspace_that_is_not_there_is_not_made_by_looking_for_someone(tmp_path: Path) -> None:
    done = say(tmp_path, "subject", "find", "ada@example.org")
    assert done.returncode == 2
    assert done.stderr.startswith("theodolite: There is no workspace workspace.")
    assert not list(tmp_path.iterdir())
