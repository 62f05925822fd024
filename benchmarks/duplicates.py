"""Duplicates against bib-dedupe on sets marked by people, and a hundred thousand records alone."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measuring import (
    THEODOLITE,
    Judged,
    Measured,
    Run,
    in_turns,
    middle,
    peer_python,
    run,
    script,
)
from benchmarks.peers.marked_sets import (
    SETS,
    Pairs,
    harmonic_mean,
    marked_set,
    pairs_in,
    write_rows,
)

MARKED = Path("../shared/data/duplicates")
RECORDS = 100_000
PEER = "bib-dedupe"
LEAST_ALONE = 50.0
LEAST_WHOLE = {"copper": 5.0, "tafenoquine": 2.5, "dblp-acm": 15.0}
"""Start-up is most of what a few hundred records take, and is ours as much as the libraries'."""


def measure(folder: Path, runs: int) -> Iterator[Measured | Judged]:
    """How good, how fast as whole processes, and how fast at a size no peer finishes in time."""
    os.environ["OMP_NUM_THREADS"] = "1"
    for name in SETS if MARKED.is_dir() else ():
        yield from _on_a_marked_set(name, folder, runs)
    yield from _on_many_records(folder, runs)


def _on_a_marked_set(name: str, folder: Path, runs: int) -> Iterator[Measured | Judged]:
    """The hard pairs are judged by the programs that take two records at a time."""
    rows, true = marked_set(name, MARKED)
    table = write_rows(rows, folder / f"{name}.csv".replace(" ", "-"))
    alone = ("alone",) if name == "hard pairs" else ()
    ours = script("our_duplicates", table, *alone)
    theirs = (peer_python(), "benchmarks/peers/bib_dedupe_groups.py", table, *alone)
    if not alone:
        ours = (*THEODOLITE, "horizon", "dedupe", table, "--json")
    mine, peer = in_turns(ours, theirs, runs=runs)
    yield from _judged(name, _pairs(mine), _pairs(peer), true)
    if not alone:
        yield Measured(
            f"duplicates in {name}, {len(rows):,} records, whole process",
            mine.seconds,
            mine.megabytes,
            PEER,
            peer.seconds,
            peer.megabytes,
            LEAST_WHOLE[name],
        )
        yield _found_alone(name, len(rows), table, runs)


def _found_alone(name: str, records: int, table: Path, runs: int) -> Measured:
    """Start and reading left out on both sides, which is what grows with the records."""
    mine, peer = in_turns(
        script("our_duplicates", table),
        (peer_python(), "benchmarks/peers/bib_dedupe_groups.py", table),
        runs=runs,
        timing="told",
    )
    claim = f"duplicates in {name}, {records:,} records, finding alone"
    figures = (mine.seconds, mine.megabytes, PEER, peer.seconds, peer.megabytes)
    return Measured(claim, *figures, LEAST_ALONE)


def _judged(name: str, ours: Pairs, theirs: Pairs, true: Pairs) -> Iterator[Judged]:
    yield Judged(
        f"duplicates in {name}: pairs found",
        "F1",
        harmonic_mean(ours, true),
        PEER,
        harmonic_mean(theirs, true),
        least_ratio=1.0,
    )
    yield Judged(
        f"duplicates in {name}: false merges",
        "pairs",
        len(ours - true),
        PEER,
        len(theirs - true),
        most=len(theirs - true),
    )


def _pairs(printed: Run) -> Pairs:
    return pairs_in(json.loads(printed.printed.strip().splitlines()[-1])["groups"])


def _on_many_records(folder: Path, runs: int) -> Iterator[Measured | Judged]:
    table = folder / "made.csv"
    run(script("made_records", table, str(RECORDS)))
    true = pairs_in(json.loads(table.with_suffix(".json").read_text("utf-8")))
    alone = middle([run(script("our_duplicates", table)) for _ in range(runs)], timing="told")
    yield Measured(
        f"duplicates in {RECORDS:,} made-up records, finding alone",
        alone.seconds,
        alone.megabytes,
        most_seconds=8.0,
    )
    found = _pairs(alone)
    claim = f"duplicates in {RECORDS:,} made-up records"
    yield Judged(f"{claim}: pairs found", "F1", harmonic_mean(found, true), least=0.99)
    yield Judged(f"{claim}: false merges", "pairs", len(found - true), most=0)
    whole = middle([run((*THEODOLITE, "horizon", "dedupe", table, "--json")) for _ in range(runs)])
    yield Measured(f"{claim}, whole process", whole.seconds, whole.megabytes, most_seconds=15.0)
