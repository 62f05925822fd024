"""The verbs that look at a release before anyone else does."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from theodolite.cli.printing import ATTENTION, Json, tell

Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help="What is to be published.")]


def attack_release(folder: Folder, *, as_json: Json = False) -> None:
    """Try to work out what a release hides, from nothing but its files."""
    from theodolite.reports.reading.release import read_release
    from theodolite.survey.release import Attack, attack

    def lines(found: Attack) -> Iterator[str]:
        yield f"Held against: {found.profile.says}"
        yield f"{found.hidden} hidden cells were tried."
        for kind, number in Counter(one.kind for one in found.weaknesses).items():
            yield f"  {kind}: {number}"
        yield from (one.sentence for one in found.weaknesses)
        yield "Do not publish." if found.weaknesses else "Nothing gave way."
        yield from (f"Not read: {line}" for line in found.unread)

    found = attack(read_release(folder))
    tell(
        {
            "folder": str(folder),
            "profile": found.profile.name,
            "hidden": found.hidden,
            "weaknesses": [asdict(one) for one in found.weaknesses],
            "unread": list(found.unread),
        },
        lines(found),
        as_json=as_json,
    )
    if found.weaknesses:
        raise typer.Exit(ATTENTION)


def register_release(
    folder: Folder,
    register: Annotated[Path, typer.Option(help="The register of releases (JSON lines).")],
    on: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The day of the release.")],
    *,
    as_json: Json = False,
) -> None:
    """Compare a release with all earlier ones and, if it adds nothing to them, record it."""
    from theodolite.reports.reading.release import read_release
    from theodolite.survey.release import add_release

    entry = add_release(read_release(folder), register, on=_day(on))
    tell(
        {"folder": str(folder), "register": str(register), "entry": entry},
        [f"Recorded as release {entry['number']} in {register}: {len(entry['tables'])} tables."],
        as_json=as_json,
    )


def _day(on: datetime) -> date:
    return on.date()
