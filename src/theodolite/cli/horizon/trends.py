"""What rises, fades and joins topics up, with its track record, on the command line."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from theodolite.cli.printing import ATTENTION, Json, tell, warn
from theodolite.cli.waiting import waiting
from theodolite.cli.workspace import DEFAULT_WORKSPACE, WorkspaceFolder, open_existing

if TYPE_CHECKING:
    from theodolite.evidence.framework import Framework
    from theodolite.horizon.item import Item
    from theodolite.horizon.trends import Trends


_LISTED = 3


commands = typer.Typer()


@commands.command("trends")
def show_trends(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[FILE…]", help="Records with dates; the workspace's if absent."),
    ] = None,
    workspace: WorkspaceFolder = DEFAULT_WORKSPACE,
    *,
    framework: Annotated[
        Path | None,
        typer.Option(help="The topics (TOML); the workspace's framework.toml if there is one."),
    ] = None,
    as_of: Annotated[
        datetime | None,
        typer.Option(
            "--as-of", formats=["%Y-%m-%d"], help="Know only what was known at the end of this day."
        ),
    ] = None,
    by: Annotated[
        Literal["month", "quarter", "year"], typer.Option(help="Count by month, quarter or year.")
    ] = "month",
    watch: Annotated[
        list[str] | None,
        typer.Option(help="A phrase to judge by itself (a|b: either); may be given again."),
    ] = None,
    seen: Annotated[
        Literal["observed", "published"] | None,
        typer.Option(
            help="Replay by when items were observed or published;"
            " observed for a workspace, published for files."
        ),
    ] = None,
    within: Annotated[
        Literal["source", "venue"],
        typer.Option(help="Compare items within their source or their venue."),
    ] = "source",
    labels_changed: Annotated[
        list[datetime] | None,
        typer.Option(formats=["%Y-%m-%d"], help="A day on which topics were labelled anew."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="A folder for figures, tables and their descriptions.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Tell what rises, fades and joins topics up, and how such alerts turned out before."""
    from theodolite.horizon.trends import TrendSettings, find_trends

    settings = TrendSettings(
        by=by,
        seen=seen or ("published" if files else "observed"),
        within=within,
        label_breaks=tuple(day.date() for day in labels_changed or ()),
        watched=tuple(watch or ()),
    )
    items, unreadable = read_stream(files or [], workspace)
    topics = _framework(framework, workspace, is_file=bool(files))
    placements = placements_of(items, topics, workspace) if topics else None
    with waiting("Replaying") as progress:
        trends = find_trends(
            items,
            framework=topics,
            placements=placements,
            as_of=as_of.date() if as_of else None,
            settings=settings,
            progress=progress,
        )
    written = _written(trends, out, items)
    tell(_told(trends, written), _lines(trends, written), as_json=as_json)
    warn(unreadable)
    if unreadable:
        raise typer.Exit(ATTENTION)


def read_stream(files: Sequence[Path], workspace: Path) -> tuple[Sequence["Item"], list[str]]:
    """Items of files, or of the workspace with duplicates merged; and what could not be read."""
    if not files:
        from theodolite.horizon.duplicates.decisions import KIND
        from theodolite.horizon.duplicates.merging import merged

        kept = open_existing(workspace)
        return merged(list(kept.items()), kept.entries(KIND)), []
    from theodolite.horizon.files import read_items

    now = datetime.now(UTC)
    read = {path: read_items(path, now=now) for path in files}
    items = [item for one in read.values() for item in one.items]
    return items, [f"{path.name}: {line}" for path, one in read.items() for line in one.unreadable]


def _framework(given: Path | None, workspace: Path, *, is_file: bool) -> "Framework | None":
    from theodolite.evidence.framework import read_framework

    usual = workspace / "framework.toml"
    if given is None and (is_file or not usual.exists()):
        return None
    return read_framework(given or usual)


def placements_of(
    items: Sequence["Item"], framework: "Framework", workspace: Path
) -> dict[str, tuple[str, ...]]:
    """The topics of every item by its identity, with what people said of them in the workspace."""
    from theodolite.horizon.placing import corrections_from
    from theodolite.horizon.placing.corrections import KIND
    from theodolite.horizon.placing.placed_items import placed_items
    from theodolite.store.workspace import open_workspace

    said = open_workspace(workspace).entries(KIND) if workspace.is_dir() else ()
    placed = placed_items(items, framework, corrections_from(said))
    return {one.identity: one.belongs_to() for one in placed.items}


def _written(trends: "Trends", out: Path | None, items: Sequence["Item"]) -> tuple[str, ...]:
    if out is None:
        return ()
    from theodolite.cli.horizon.trend_files import write_trends

    return write_trends(trends, out, items)


def _told(trends: "Trends", written: Sequence[str]) -> dict[str, Any]:
    """Everything as plain JSON; onsets of the track record are left to the library."""
    from theodolite.horizon.trends.saying import alert_sentence, bridge_sentence

    told: dict[str, Any] = plain(asdict(trends))
    for record in told["records"]:
        for direction in ("rising", "fading"):
            del record[direction]["onsets"]
    for one, alert in zip(told["alerts"], trends.alerts, strict=True):
        one["sentence"] = alert_sentence(alert, trends)
    for one, bridge in zip(told["bridges"], trends.bridges, strict=True):
        one["sentence"] = bridge_sentence(bridge)
    told["expected_false_alarms"] = {
        "rising": trends.expected_false_alarms("rising"),
        "fading": trends.expected_false_alarms("fading"),
    }
    return told | {"files": list(written)}


def plain(value: Any) -> Any:
    """Dates as text, and an endless rise as none, for JSON has neither."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return None if value == float("inf") else value


def _lines(trends: "Trends", written: Sequence[str]) -> Iterator[str]:
    from theodolite.horizon.trends.saying import (
        alert_sentence,
        bridge_sentence,
        false_alarm_sentence,
        record_sentences,
    )

    span = f", {trends.periods[0]} to {trends.periods[-1]}" if trends.periods else ""
    yield f"{trends.counted:,} items{span}, as known on {trends.as_of}."
    yield from trends.notes
    for direction in ("rising", "fading"):
        yield ""
        yield false_alarm_sentence(trends, direction)
        found = trends.rising() if direction == "rising" else trends.fading()
        yield from (f"  {alert_sentence(one, trends)}" for one in found)
    if trends.emerging:
        yield ""
        yield "Likeliest to multiply soon, likeliest first (how often that was right: below):"
        yield f"  {', '.join(f'“{one.name}”' for one in trends.emerging)}"
    bridges = [one for one in trends.bridges if one.grows] or list(trends.bridges[:_LISTED])
    if bridges:
        yield ""
        yield "Joining topics up:"
        yield from (f"  {bridge_sentence(one)}" for one in bridges)
    yield ""
    yield "Track record, replayed with what was known at the time:"
    for one in trends.records:
        yield from (f"  {line}" for line in record_sentences(one, trends))
    if written:
        yield f"{len(written)} files are written; figures.csv lists them with descriptions."
