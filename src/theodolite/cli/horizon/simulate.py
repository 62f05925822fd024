"""Replay a finished screening, to see what a ranking and a stopping rule would have saved."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from theodolite.cli.printing import Json, tell, warn
from theodolite.cli.waiting import waiting

if TYPE_CHECKING:
    from theodolite.horizon.ranking.ranker import Ranker
    from theodolite.horizon.simulation.labelled import Screening
    from theodolite.horizon.simulation.simulate import Simulated


commands = typer.Typer()


@commands.command("simulate")
def simulate_screening(
    file: Annotated[
        Path,
        typer.Argument(metavar="LABELLED.csv", help="Titles, abstracts and a label for each."),
    ],
    seeds: Annotated[
        int, typer.Option("--seeds", min=1, help="How many replays, each from other priors.")
    ] = 3,
    model: Annotated[
        Literal["two-view", "words", "sentences"],
        typer.Option("--model", help="What is looked at: words and meaning, words, sentences."),
    ] = "two-view",
    label: Annotated[
        str, typer.Option("--label", metavar="COLUMN", help="The column of labels, 0 or 1.")
    ] = "",
    priors: Annotated[
        int,
        typer.Option("--priors", min=0, help="Relevant and irrelevant records known beforehand."),
    ] = 1,
    about: Annotated[
        str, typer.Option("--about", help="What is looked for, in a sentence; it helps the start.")
    ] = "",
    *,
    as_json: Json = False,
) -> None:
    """Replay a finished screening and tell how much reading the ranking would have saved."""
    # Hundreds of small products lose more by waiting for a second core than they gain.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from theodolite.horizon.ranking.front_door import ranker_of
    from theodolite.horizon.simulation.labelled import read_screening

    begun = perf_counter()
    screening = read_screening(file, label=label)
    ranker = ranker_of(screening.texts, about=about, model=model)
    runs = _runs(ranker, screening, seeds, priors)
    told = _told(screening, ranker, runs, priors) | {"seconds": round(perf_counter() - begun, 3)}
    warn(_mended(screening))
    tell(told, _lines(told), as_json=as_json)


def _runs(ranker: "Ranker", screening: "Screening", seeds: int, priors: int) -> "list[Simulated]":
    from theodolite.horizon.simulation.simulate import simulate
    from theodolite.horizon.stopping.replay import first_stop

    def stop(order: Any, labels: Any) -> int | None:
        judged = first_stop(ranker.words.matrix[: len(ranker)], order, labels)
        return None if judged is None else judged.read

    runs = []
    with waiting("Replaying") as progress:
        for seed in range(1, seeds + 1):
            runs.append(
                simulate(ranker, screening.is_relevant, seed=seed, priors=priors, stop_rule=stop)
            )
            if progress is not None:
                progress(seed / seeds)
    return runs


def _told(
    screening: "Screening", ranker: "Ranker", runs: "list[Simulated]", priors: int
) -> dict[str, Any]:
    from theodolite.horizon.simulation.simulate import means, numbers

    return {
        "n": len(screening.texts),
        "relevant": int(screening.is_relevant.sum()),
        **{name: _rounded(value) for name, value in means(runs).items()},
        "label": screening.label,
        "views": [view.name for view in ranker.views],
        "priors": priors,
        "runs": [
            {"seed": run.seed, "priors": list(run.priors)}
            | {name: _rounded(value) for name, value in numbers(run).items()}
            for run in runs
        ],
        "unlabelled": screening.unlabelled,
        "wordless": screening.wordless,
        "replaced": screening.replaced,
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)


def _mended(screening: "Screening") -> Iterator[str]:
    if screening.unlabelled:
        yield f"Rows left out for want of a label: {screening.unlabelled}."
    if screening.wordless:
        yield f"Records with neither title nor abstract: {screening.wordless}."
    if screening.replaced:
        yield f"Places that were no UTF-8 and now read �: {screening.replaced}."
    if screening.passed_over:
        others = " or ".join(map(repr, screening.passed_over))
        yield (
            f"Labels were taken from the first column named {screening.label!r}, but {others} might"
            " be meant. Choose with --label, or rename it."
        )


def _lines(told: Mapping[str, Any]) -> Iterator[str]:
    runs = len(told["runs"])
    yield (
        f"{told['n']} records, {told['relevant']} of them relevant, looked at by"
        f" {' and '.join(told['views'])}; means of {runs} {'run' if runs == 1 else 'runs'}."
    )
    yield f"Found after reading a tenth: {100 * told['recall_at_10']:.1f}%."
    yield f"Reading saved at 95% found: {100 * told['wss_95']:.1f}%."
    yield f"Mean rank of a relevant record: {told['atd']:.1f}."
    yield f"Loss {told['loss']:.3f}, NDCG {told['ndcg']:.3f}."
    yield (
        f"The stopping rule ends the reading after {told['stopped_at']:.0f} records,"
        f" with {100 * told['recall_at_stop']:.1f}% found."
    )
