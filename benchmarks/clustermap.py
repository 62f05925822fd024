"""From a file of answers to a clustermap, against seaborn."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.answers import ACTIVITIES
from benchmarks.measuring import THEODOLITE, Measured, answers_of, in_turns, middle, run, script

_AGAINST = (
    (113, "scipy", 1.0),
    (1_000, "scipy", 1.0),
    (30_000, "scipy", 10.0),
    (100_000, "fastcluster", 8.0),
)


def measure(folder: Path, runs: int) -> Iterator[Measured]:
    """The whole program each time: start, read, cluster, draw, write a PNG."""
    for people, engine, least in _AGAINST:
        answers = answers_of(people, folder)
        theirs = script("seaborn_clustermap", answers, engine, folder / "theirs.png")
        mine, peer = in_turns(_ours(answers, folder), theirs, runs=runs)
        yield Measured(
            f"file → clustermap, {people:,} rows",
            mine.seconds,
            mine.megabytes,
            f"seaborn + {engine}",
            peer.seconds,
            peer.megabytes,
            least,
        )
    answers = answers_of(1_000_000, folder)
    alone = middle([run(_ours(answers, folder)) for _ in range(runs)])
    yield Measured(
        "file → clustermap, 1,000,000 rows",
        alone.seconds,
        alone.megabytes,
        most_seconds=20,
        most_megabytes=700,
    )


def _ours(answers: Path, folder: Path) -> Sequence[str | Path]:
    asked = ("--columns", ",".join(ACTIVITIES), "-k", "4", "--figure", folder / "ours.png")
    return (*THEODOLITE, "survey", "cluster", answers, *asked)
