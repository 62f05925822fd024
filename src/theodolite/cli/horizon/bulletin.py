"""Write the bulletin of one group, and remember what it was told."""

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from theodolite.cli.printing import Json, tell
from theodolite.cli.workspace import DEFAULT_WORKSPACE, WorkspaceFolder
from theodolite.evidence.days import day_in_words
from theodolite.horizon.errors import HorizonError

if TYPE_CHECKING:
    from theodolite.horizon.bulletin import Bulletin, Known
    from theodolite.store.workspace import Workspace


commands = typer.Typer()


@commands.command("bulletin")
def write_bulletin(
    group: Annotated[
        str, typer.Option("--group", help="The group, by its name in the workspace's groups.toml.")
    ],
    workspace: WorkspaceFolder = DEFAULT_WORKSPACE,
    *,
    out: Annotated[
        Path, typer.Option(help="The folder to write page, PDF, e-mail, feed and calendar into.")
    ] = Path("bulletin"),
    as_of: Annotated[
        datetime | None,
        typer.Option("--as-of", formats=["%Y-%m-%d"], help="Write it as at the end of this day."),
    ] = None,
    draft: Annotated[
        bool, typer.Option("--draft", help="Do not remember it, so that it can be written again.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Write what is new, rising and closing for one group, and tell it nothing twice."""
    from theodolite.evidence.framework import read_framework
    from theodolite.horizon.bulletin import bulletin_for, delivery, read_groups, sent_to
    from theodolite.horizon.bulletin.groups import group_named
    from theodolite.horizon.bulletin.sent import KIND
    from theodolite.reports.bulletin_folder import write_bulletin_folder

    framework = read_framework(workspace / "framework.toml")
    asked = group_named(group, read_groups(workspace / "groups.toml", framework))
    now = datetime.combine(_sane(as_of), time.max, UTC) if as_of else datetime.now(UTC)
    known, journal = _known(workspace, now)
    sent = sent_to(asked.name, journal.entries(KIND, by=now))
    bulletin = bulletin_for(asked, known, sent, now=now)
    written = (
        write_bulletin_folder(bulletin, out, address=asked.address) if bulletin.has_news() else ()
    )
    if written and not draft:
        journal.append([delivery(bulletin, at=now)])
    files = [str(path) for path in written]
    tell(_told(bulletin) | {"files": files}, [_line(bulletin, out)], as_json=as_json)


def _sane(day: date) -> date:
    """The day, if bulletins can be written as of it; a slip of the finger is refused."""
    if not 1900 <= day.year < 2200:
        raise HorizonError(
            f"--as-of {day.isoformat()[:10]} is not a day that anyone wrote a bulletin on."
            " Give one from 1900 to 2199."
        )
    return day


def _told(bulletin: "Bulletin") -> dict[str, Any]:
    return {
        "group": bulletin.group,
        "on": bulletin.on.isoformat(),
        "subject": bulletin.subject(),
        "new": [one.identities[0] for one in bulletin.stories],
        "rising": [one.name for one in bulletin.rises],
        "closing": [one.identities[0] for one in bulletin.closings],
        "passed_over": bulletin.passed_over,
    }


def _known(folder: Path, now: datetime) -> tuple["Known", "Workspace"]:
    """Everything the workspace knew by then, with what people decided, and its journal."""
    from theodolite.cli.horizon.scanned import scanned
    from theodolite.horizon.bulletin import Known
    from theodolite.horizon.gaps.deadlines import RESPONSE
    from theodolite.horizon.triage.acts import KIND as TRIAGE
    from theodolite.horizon.triage.acts import acts_from
    from theodolite.horizon.triage.state import replay

    journal, found = scanned(folder, now=now)
    outcomes = replay(acts_from(journal.entries(TRIAGE, by=now))).outcomes
    known = Known(
        found.framework,
        found.items,
        found.placed,
        found.trends,
        journal.entries(RESPONSE, by=now),
        frozenset(one for one, outcome in outcomes.items() if outcome == "kept"),
        frozenset(one for one, outcome in outcomes.items() if outcome == "discarded"),
    )
    return known, journal


def _line(bulletin: "Bulletin", out: Path) -> str:
    if not bulletin.has_news():
        return (
            f"There is nothing new for {bulletin.group} since {day_in_words(bulletin.since)};"
            " no bulletin is written."
        )
    return f"{bulletin.subject()} – written to {out}."
