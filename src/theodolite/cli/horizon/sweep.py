"""Score millions of works as a short list would be, file by file."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from theodolite.cli.horizon.place import FrameworkFile
from theodolite.cli.printing import ATTENTION, Json, tell, warn
from theodolite.cli.waiting import waiting
from theodolite.cli.workspace import DEFAULT_WORKSPACE, WorkspaceFolder

if TYPE_CHECKING:
    from theodolite.horizon.archive import Journal
    from theodolite.horizon.sweep import Swept
    from theodolite.horizon.sweep.word_model import WordModel

LISTED = 10
"""How many works of the short list are shown to people; the file has them all."""

commands = typer.Typer()


@commands.command("sweep")
def sweep_works(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE…", help="Parquet or JSON lines (.gz) of works, or folders."),
    ],
    out: Annotated[Path, typer.Option(help="The folder for results; one begun is resumed.")],
    *,
    framework: FrameworkFile = None,
    workspace: WorkspaceFolder = DEFAULT_WORKSPACE,
    model: Annotated[
        Path | None, typer.Option(help="A word model to score by, instead of making one.")
    ] = None,
    keep: Annotated[
        float, typer.Option(min=0, max=100, help="Per cent of each file kept with its text.")
    ] = 1.0,
    most: Annotated[int, typer.Option(min=1, help="How many works the short list holds.")] = 1_000,
    workers: Annotated[int, typer.Option(min=1, help="Processes on this machine.")] = 1,
    scheduler: Annotated[
        str, typer.Option(help="A Dask scheduler to use instead, such as tcp://host:8786.")
    ] = "",
    as_json: Json = False,
) -> None:
    """Score works by topic and rank, resuming where it stopped, and list the best of all."""
    from theodolite.horizon.sweep import Crew, Kept, files_in, manifest, sweep
    from theodolite.horizon.sweep.word_model import read_model

    found = files_in(files, out=out)
    begun = out / "model.parquet"
    chosen = model or (begun if begun.is_file() and framework is None else None)
    scored_by = read_model(chosen) if chosen else _made(found, framework, workspace)
    with waiting("Sweeping") as progress:
        swept = sweep(
            found,
            out,
            scored_by,
            kept=Kept(keep / 100, most),
            crew=Crew(workers, scheduler),
            progress=progress,
        )
    told = {"out": str(out), **manifest(swept, scored_by)}
    tell(told, _lines(swept, scored_by, out), as_json=as_json)
    warn(f"{name}: {problem}" for name, problem in swept.failed)
    if swept.failed:
        raise typer.Exit(ATTENTION)


def _made(files: list[Path], framework: Path | None, workspace: Path) -> "WordModel":
    """A model of the workspace's items and decisions, its words weighed on some works as well."""
    from theodolite.evidence.framework import read_framework
    from theodolite.horizon.placing import corrections_from
    from theodolite.horizon.placing.corrections import KIND
    from theodolite.horizon.sweep import freeze
    from theodolite.horizon.sweep.sample import sample_of
    from theodolite.store.workspace import open_workspace

    asked = read_framework(framework or workspace / "framework.toml")
    some = sample_of(files)
    if not workspace.is_dir():
        return freeze(some, asked)
    kept = open_workspace(workspace)
    items = list(kept.items())
    known = {item.identity for item in items}
    together = [*items, *(one for one in some if one.identity not in known)]
    return freeze(
        together, asked, labels=corrections_from(kept.entries(KIND)), judged=_judged(kept)
    )


def _judged(journal: "Journal") -> dict[str, bool]:
    """What was decided in triage: kept or discarded, conflicts left out."""
    from theodolite.horizon.triage import acts, state

    outcomes = state.replay(acts.acts_from(journal.entries(acts.KIND))).outcomes
    return {one: said == "kept" for one, said in outcomes.items() if said != "in conflict"}


def _lines(swept: "Swept", model: "WordModel", out: Path) -> Iterator[str]:
    import polars as pl

    unreadable = sum(one.unreadable for one in swept.files)
    yield f"{swept.works:,} works in {len(swept.files)} files, scored by {model.made_from}"
    if unreadable:
        yield f"{unreadable:,} records without a title, or that could not be read, were left out."
    yield f"The best {swept.listed:,} are in {out / 'shortlist.parquet'}:"
    best = pl.read_parquet(out / "shortlist.parquet").head(LISTED)
    for row in best.iter_rows(named=True):
        yield f"  {row['rank']:6.2f}  {row['title']}  [{row['identity']}]"
