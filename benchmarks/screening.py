"""Finished screenings replayed, against ASReview's default from the same priors."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from statistics import mean

from benchmarks.measuring import (
    THEODOLITE,
    Judged,
    Measured,
    Run,
    middle,
    peer_python,
    run,
)

SCREENED = Path("../shared/data/screening")
PEER = "ASReview 3.0.8"
SEEDS = 3
MANY = 1_500


def measure(_: Path, runs: int) -> Iterator[Measured | Judged]:
    """Loss over three draws of priors, the same on both sides; time of whole processes by turns."""
    os.environ["OMP_NUM_THREADS"] = "1"
    losses = []
    for table in sorted(SCREENED.glob("*.csv")):
        ours, theirs = _by_turns(table, max(runs, SEEDS))
        told = json.loads(run((*_ours(table), "--seeds", str(SEEDS))).printed)
        losses.append((told["loss"], mean(_loss(one) for one in theirs[:SEEDS])))
        name = table.stem.replace("_", " ")
        yield Judged(
            f"screening {name}, {SEEDS} draws of priors", "loss", *_beside(losses[-1]), 1.03
        )
        yield _timed(name, told["n"], middle(ours), middle(theirs))
    if losses:
        means = tuple(mean(side) for side in zip(*losses, strict=True))
        yield Judged(
            f"screening, mean of {len(losses)} sets", "loss", *_beside((means[0], means[1])), 0.93
        )


def _ours(table: Path) -> tuple[str | Path, ...]:
    return (*THEODOLITE, "horizon", "simulate", table, "--json")


def _by_turns(table: Path, runs: int) -> tuple[list[Run], list[Run]]:
    """One draw of priors in each process: ours always the first, theirs one after the other."""
    ours, theirs = [], []
    for seed in range(1, runs + 1):
        ours.append(run((*_ours(table), "--seeds", "1")))
        theirs.append(run((peer_python(), "benchmarks/peers/asreview_replay.py", table, str(seed))))
    return ours, theirs


def _loss(one: Run) -> float:
    lines = [line for line in one.printed.splitlines() if line.startswith('{"loss"')]
    return float(json.loads(lines[-1])["loss"])


def _beside(losses: tuple[float, float]) -> tuple[float, str, float]:
    return losses[0], PEER, losses[1]


def _timed(name: str, records: int, mine: Run, peer: Run) -> Measured:
    return Measured(
        f"screening {name}, {records:,} records, one replay, whole process",
        mine.seconds,
        mine.megabytes,
        PEER,
        peer.seconds,
        peer.megabytes,
        10.0 if records >= MANY else 3.0,
    )
