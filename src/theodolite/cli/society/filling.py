"""Fill a workspace with the made-up society, from the outside in: people first, then their work."""

import secrets
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

PRIVATE = 0o770
"""What of a file's rights stays: nobody else may read a workspace, not even this one."""

SOCIETY = "Made-up Society of Hospital Physics"


@dataclass(frozen=True, slots=True)
class Filled:
    """What whoever tries the demo needs to know: the passphrase, and who can sign in with it."""

    passphrase: str
    people: tuple[tuple[str, str], ...]


def demonstrate_society(out: Path) -> Filled:
    """Make `out/workspace` of what the demo scanned and the survey it rebuilt.

    The folder appears when all of it is there, in the place of an earlier one.
    """
    from theodolite.reports.result_files import as_json
    from theodolite.reports.written_together import write_beside

    with write_beside(out / "workspace") as beside:
        shutil.copytree(out / "horizon" / "workspace", beside, dirs_exist_ok=True)
        filled = fill(beside, out / "survey")
        for one in (beside, *beside.iterdir()):
            one.chmod(one.stat().st_mode & PRIVATE)
        (beside / "log.json").write_bytes(as_json({"people": [who for who, _ in filled.people]}))
    return filled


def fill(workspace: Path, export: Path) -> Filled:
    """Put people, a survey, triage and sightings into a workspace whose sources were scanned."""
    from theodolite.web.starting import start

    passphrase = "-".join(secrets.token_hex(2) for _ in range(4))
    _say_who_we_are(workspace)
    start(workspace)
    # Only now: tables can be named once the site has been started.
    from theodolite.cli.society.horizon import answered, horizon, sightings
    from theodolite.cli.society.people import EVERYONE, people
    from theodolite.cli.society.survey import Office, survey
    from theodolite.jobs.worker import run_due
    from theodolite.store.queue import SCHEDULE, ask_for, ask_once_more

    now = datetime.now(UTC)
    made = people(passphrase, at=now)
    office = Office(made["Alex"], made["Jo"], made["Kit"], made["Sam"])
    survey(export, office, at=now)
    first = sightings(workspace, made["Max"], made["Kit"], at=now)
    horizon(made["Casey"], first, on=now.date(), at=now)
    answered(first, made["Casey"], at=now)
    ask_once_more("place", SCHEDULE)  # so that topics and sources tell what was kept of them
    ask_for("backup", {}, SCHEDULE)
    run_due()
    return Filled(passphrase, tuple((one.email, one.comes_to) for one in EVERYONE))


def _say_who_we_are(workspace: Path) -> None:
    (workspace / "installation.toml").write_text(
        f'# Nobody and nothing in this workspace is real.\nsociety = "{SOCIETY}"\n', "utf-8"
    )
