"""A million made-up works swept by one process, and by two workers, and killed in between."""

import json
import os
import signal
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from shutil import rmtree
from statistics import median
from time import monotonic, sleep

import numpy as np

from benchmarks.measuring import Judged, Measured, Run, run, script

WORKS, FILES = 1_000_000, 20
PER_CORE, SPEED_UP = 14_000, 1.8
MOST_MEGABYTES = 1_500
KILLS = 10


def measure(folder: Path, runs: int) -> Iterator[Measured | Judged]:
    """Works a second in one process, the gain of a second worker, and the bytes after kills."""
    os.environ["POLARS_MAX_THREADS"] = "1"  # one process is one core
    works = folder / "made-works"
    if not works.exists():
        run(script("made_works", works, str(WORKS), str(FILES), "parquet"))
    pairs = [
        (_swept(works, folder / "one", 1), _swept(works, folder / "two", 2)) for _ in range(runs)
    ]
    one, two = ([_told(pair[who]) for pair in pairs] for who in (0, 1))
    rates = median(told["rate"] for told in one)
    yield Judged(f"sweep of {WORKS:,} works, one process", "works a second", rates, least=PER_CORE)
    lines = folder / "openalex-works"
    if not lines.exists():
        run(script("made_works", lines, str(WORKS // 10), "4", "openalex"))
    told = _told(_swept(lines, folder / "lines", 1))["rate"]
    yield Judged("the same from OpenAlex's gzipped JSON lines", "works a second", told)
    gain = median(a["seconds"] / b["seconds"] for a, b in zip(one, two, strict=True))
    yield Judged(
        "sweep with two workers that are up, against one", "speed-up", gain, least=SPEED_UP
    )
    yield Measured(
        "memory of a sweep, the model's making included",
        median(told["seconds"] for told in one),
        median(told["megabytes"] for told in one),
        most_megabytes=MOST_MEGABYTES,
    )
    differ = _differ(folder / "one", folder / "two")
    yield Judged("two workers against one process", "files that differ", differ, most=0)
    _killed(works, folder / "one" / "model.parquet", folder / "killed")
    differ = _differ(folder / "one", folder / "killed")
    yield Judged(f"killed {KILLS} times, then resumed", "files that differ", differ, most=0)


def _swept(works: Path, out: Path, workers: int) -> Run:
    rmtree(out, ignore_errors=True)
    return run(script("our_sweep", works, out, str(workers)))


def _told(one: Run) -> dict[str, float]:
    told: dict[str, float] = json.loads(one.printed.strip().splitlines()[-1])
    return told


def _killed(works: Path, model: Path, out: Path) -> None:
    """Kill a sweep (SIGKILL) a random while after each start, then let it finish."""
    rmtree(out, ignore_errors=True)
    chance = np.random.default_rng(5)
    words = [
        *(sys.executable, "-m", "theodolite.cli", "horizon", "sweep", str(works)),
        *("--out", str(out), "--model", str(model)),
    ]
    nowhere = (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)
    for _ in range(KILLS):
        process = os.posix_spawn(words[0], words, os.environ, file_actions=[nowhere])
        until = monotonic() + float(chance.uniform(2, 8))
        while monotonic() < until and not os.waitpid(process, os.WNOHANG)[0]:
            sleep(0.01)
        if monotonic() >= until:
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
    run(words)


def _differ(one: Path, other: Path) -> int:
    """How many files are not the same in both folders, or not in both."""
    first, second = (
        {(path.name, sha256(path.read_bytes()).hexdigest()) for path in folder.iterdir()}
        for folder in (one, other)
    )
    return len({name for name, _ in first ^ second})
