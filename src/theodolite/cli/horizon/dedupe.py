"""Duplicates: in files, or among what a workspace keeps; with reasons, and with a way back."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated, Any

import typer

from theodolite.cli.horizon.sitting import name_of
from theodolite.cli.printing import Json, tell, warn
from theodolite.cli.workspace import DEFAULT_WORKSPACE, WorkspaceFolder, open_existing

if TYPE_CHECKING:
    from theodolite.horizon.duplicates.finding import Duplicates
    from theodolite.horizon.item import Item

Two = tuple[str, str] | None

commands = typer.Typer()


@commands.command("dedupe")
def dedupe(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="FILE…",
            help="RIS, BibTeX, EndNote XML, CSV or the like; none: the workspace's own items.",
        ),
    ] = None,
    *,
    undo: Annotated[
        Two, typer.Option("--undo", metavar="A B", help="Take back that two items are one.")
    ] = None,
    apart: Annotated[
        Two, typer.Option("--apart", metavar="A B", help="Say for good that two items are two.")
    ] = None,
    by: Annotated[
        str, typer.Option(metavar="NAME", help="Who says so; your login name if absent.")
    ] = "",
    explain: Annotated[
        bool, typer.Option("--explain", help="Say for each pair what speaks for and against it.")
    ] = False,
    workspace: WorkspaceFolder = DEFAULT_WORKSPACE,
    as_json: Json = False,
) -> None:
    """Find which records are the same and which only belong together; merge those of a workspace.

    In files nothing is changed: groups are row numbers, from zero over the files in order. In a
    workspace each merge is written down with its reasons, and can be undone.
    """
    if files and (undo or apart):
        _refuse(files[0])
    if files:
        _in_files(files, explain=explain, as_json=as_json)
    elif undo or apart:
        _take_apart(workspace, undo, apart, name_of(by), as_json=as_json)
    else:
        _in_workspace(workspace, explain=explain, as_json=as_json)


def _refuse(file: Path) -> None:
    from theodolite.settings.errors import UnusableSettings

    raise UnusableSettings(
        f"--undo and --apart change what a workspace keeps, and {file.name} was given with them."
        " In files nothing is merged. Leave the files out, and name the workspace with --workspace."
    )


def _in_files(files: Sequence[Path], *, explain: bool, as_json: bool) -> None:
    from theodolite.horizon.duplicates.collecting import nothing_is_garbage
    from theodolite.horizon.duplicates.finding import find_duplicates
    from theodolite.horizon.files import read_items

    begun = perf_counter()
    items: list[Item] = []
    rows: list[int] = []
    records, unreadable = 0, []
    with nothing_is_garbage():
        for path in files:
            read = read_items(path, now=datetime.now(UTC))
            items.extend(read.items)
            rows.extend(records + row for row in read.rows or range(len(read.items)))
            records += len(read.items) + len(read.unreadable)
            unreadable += [f"{path.name}: {line}" for line in read.unreadable]
        found = find_duplicates(items)
    told: dict[str, Any] = {
        "records": records,
        "groups": [[rows[place] for place in group] for group in found.groups],
        "links": [
            {
                "rows": [rows[place] for place in link.rows],
                "relation": link.relation,
                "reason": link.reason,
            }
            for link in found.links
        ],
        "seconds": round(perf_counter() - begun, 3),
    }
    if explain:
        told["pairs"] = _explained(found, rows.__getitem__)
    tell(told, _lines(told, found, items, explain=explain), as_json=as_json)
    warn(unreadable)


def _in_workspace(workspace: Path, *, explain: bool, as_json: bool) -> None:
    from theodolite.horizon.duplicates.archived import bring_up_to_date

    begun = perf_counter()
    kept = open_existing(workspace)
    done = bring_up_to_date(kept, kept, now=datetime.now(UTC))
    names = [item.identity for item in done.items]
    told: dict[str, Any] = {
        "records": len(names),
        "groups": [list(group) for group in done.decisions.groups()],
        "links": [
            {
                "items": [names[place] for place in link.rows],
                "relation": link.relation,
                "reason": link.reason,
            }
            for link in done.found.links
        ],
        "written": len(done.written),
        "seconds": round(perf_counter() - begun, 3),
    }
    if explain:
        told["pairs"] = _explained(done.found, names.__getitem__)
    tell(told, _lines(told, done.found, done.items, explain=explain), as_json=as_json)


def _take_apart(workspace: Path, undo: Two, apart: Two, by: str, *, as_json: bool) -> None:
    from theodolite.horizon.duplicates.archived import item_named
    from theodolite.horizon.duplicates.decisions import KIND, decided, kept_apart, undone

    kept, now = open_existing(workspace), datetime.now(UTC)
    entries, items = [], kept.items()
    if undo:
        before = decided(kept.entries(KIND))
        one, other = (item_named(name, items) for name in undo)
        entries.append(undone(one, other, before, by=by, at=now))
    if apart:
        one, other = (item_named(name, items) for name in apart)
        entries.append(kept_apart(one, other, by=by, at=now))
    kept.append(entries)
    said = [(entry.subject, str(entry.detail["with"])) for entry in entries]
    groups = decided(kept.entries(KIND)).groups()
    tell(
        {"apart": [list(pair) for pair in said], "groups": [list(group) for group in groups]},
        [f"{one} and {other} are two things from now on, says {by}." for one, other in said],
        as_json=as_json,
    )


def _explained(found: "Duplicates", name: Callable[[int], int | str]) -> list[dict[str, Any]]:
    return [
        {
            "rows": [name(place) for place in pair.rows],
            "same": pair.is_same(),
            "points": round(pair.points, 2),
            "evidence": [[one.says, round(one.points, 2)] for one in pair.evidence],
        }
        for pair in found.pairs
    ]


def _lines(
    told: dict[str, Any], found: "Duplicates", items: "Sequence[Item]", *, explain: bool
) -> Iterator[str]:
    doubtful = sum(not pair.is_same() for pair in found.pairs)
    yield (
        f"{told['records']} records, {len(told['groups'])} groups of duplicates,"
        f" {len(told['links'])} links, {doubtful} pairs to look at, in {told['seconds']} s."
    )
    for group in told["groups"]:
        yield f"The same: {', '.join(map(str, group))}."
    for link in told["links"]:
        first, second = link.get("rows") or link["items"]
        yield f"{first} {link['relation']} {second}: {link['reason']}."
    for pair, shown in zip(found.pairs, told.get("pairs", ()), strict=False):
        verdict = "the same" if pair.is_same() else "look at it"
        yield f"{shown['rows'][0]} and {shown['rows'][1]}: {verdict}. {pair.in_words()}"
        if explain:
            yield f"    {items[pair.rows[0]].title}\n    {items[pair.rows[1]].title}"
