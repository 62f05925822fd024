"""What recurs and when; each due moment asks for one job, however many workers look.

The times are those of the installation's time zone, and its `installation.toml` may say others:

    [schedule]
    digest = "friday 16:00"
    backup = "01:15"
    scan = "never"
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from theodolite.settings.errors import UnusableSettings, unknown_name
from theodolite.store import queue
from theodolite.store.installation import Installation, folder_of_installation
from theodolite.store.models import Group, Job

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WHEN = re.compile(rf"(?:({'|'.join(_DAYS)}) )?([01]\d|2[0-3]):([0-5]\d)")

HOURLY, NEVER = "hourly", "never"

Details = Callable[[], Iterable[Mapping[str, Any]]]


def once_for_all() -> Iterable[Mapping[str, Any]]:
    """One job for the whole installation."""
    return ({},)


def where_there_are_sources() -> Iterable[Mapping[str, Any]]:
    """One job, as soon as there is anything to read; until then nothing fails every hour."""
    from theodolite.horizon.sources.sources_file import SOURCES_FILE

    return ({},) if (folder_of_installation() / SOURCES_FILE).exists() else ()


def once_for_each_group() -> Iterable[Mapping[str, Any]]:
    """One job for each group."""
    return [{"group": group} for group in Group.objects.order_by("pk").values_list("pk", flat=True)]


@dataclass(frozen=True, slots=True)
class Recurring:
    """A kind of job, when it is due, and for what each time.

    `when` is `hourly`, a time of day such as `02:30`, a day and a time such as `monday 07:00`, or
    `never`. What was due while nothing ran is done late, but not more than `late` late.
    """

    kind: str
    when: str
    details: Details = once_for_all
    late: timedelta = timedelta(hours=20)


RECURRING = (
    Recurring("scan", HOURLY, where_there_are_sources),
    Recurring("retain", "02:30"),
    Recurring("backup", "03:30"),
    Recurring("digest", "monday 07:00", once_for_each_group, timedelta(days=2)),
    Recurring("watch", "monday 07:00", late=timedelta(days=2)),
)
"""All that recurs here; a scan asks only the sources that are due, and what follows it itself."""

LATEST = max(one.late for one in RECURRING)
"""For so long may a moment be made up for, and the job that it asked for must be remembered."""


def recurring_in(installation: Installation) -> tuple[Recurring, ...]:
    """All that recurs, at the times that an installation chose."""
    where = "[schedule] of installation.toml"
    return chosen(RECURRING, installation.schedule, where=where)


def chosen(
    recurring: Sequence[Recurring], times: Mapping[str, str], *, where: str = "[schedule]"
) -> tuple[Recurring, ...]:
    """What recurs, at the times that an installation chose."""
    known = [one.kind for one in recurring]
    for kind, when in times.items():
        if kind not in known:
            raise unknown_name("recurring job", kind, known, where=where)
        if when not in {HOURLY, NEVER} and not _WHEN.fullmatch(when):
            raise UnusableSettings(
                f"{where} says {kind} = {when!r}, which is no time of a schedule. Write"
                ' "hourly", "never", a time of day ("02:30"), or a day and a time'
                ' ("monday 07:00").'
            )
    return tuple(replace(one, when=times.get(one.kind, one.when)) for one in recurring)


def ask_for_what_is_due(
    recurring: Iterable[Recurring], *, now: datetime, zone: ZoneInfo
) -> list[Job]:
    """Ask for each job whose moment has come, once; those there already are given back too."""
    return [
        queue.ask_for(one.kind, detail, queue.SCHEDULE, due, once=_name(one.kind, detail, due))
        for one in recurring
        if (due := last_due(one.when, now=now, zone=zone)) and now - due <= one.late
        for detail in one.details()
    ]


def last_due(when: str, *, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The latest moment at or before now at which it was due, in UTC.

    >>> london = ZoneInfo("Europe/London")
    >>> last_due("monday 07:00", now=datetime(2026, 7, 1, 12, tzinfo=UTC), zone=london)
    datetime.datetime(2026, 6, 29, 6, 0, tzinfo=datetime.timezone.utc)
    """
    if when == NEVER:
        return None
    now = now.astimezone(UTC)
    if when == HOURLY:
        return now.replace(minute=0, second=0, microsecond=0)
    day, hour, minute = _parts(when)
    here = now.astimezone(zone)
    back = (here.weekday() - day) % 7 if day is not None else 0
    wall = here.replace(hour=hour, minute=minute, second=0, microsecond=0, fold=0)
    # Days are taken from the wall clock, so that it stays at this time when clocks change.
    wall -= timedelta(days=back)
    if wall.astimezone(UTC) > now:
        wall -= timedelta(days=1 if day is None else 7)
    return wall.astimezone(UTC)


def _parts(when: str) -> tuple[int | None, int, int]:
    found = _WHEN.fullmatch(when)
    assert found, f"{when!r} was not checked"
    day, hour, minute = found.groups()
    return _DAYS.index(day) if day else None, int(hour), int(minute)


def _name(kind: str, detail: Mapping[str, Any], due: datetime) -> str:
    return f"{kind} {json.dumps(detail, sort_keys=True)} {due:%Y-%m-%dT%H:%MZ}"
