"""When to stop reading: how often the promise is kept, and how much reading is saved, with Buscar.

On six reviews screened by people, each read in many orders by our ranking (as many seeds as given
below); both rules see the same orders and are asked at the same moments.
"""

import json
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.measuring import Judged, peer_python, run, script
from theodolite.horizon.stopping.replay import moments

SCREENINGS = Path("../shared/data/screening")
SEEDS = 100
TARGET = 0.95


def measure(folder: Path, _: int) -> Iterator[Judged]:
    """Reliability and reading saved for each set, then over all of them; no run is repeated."""
    os.environ["OMP_NUM_THREADS"] = "1"  # Two sets at a time: more threads would only wait.
    sets = sorted(SCREENINGS.glob("*.csv"))
    with ThreadPoolExecutor(2) as both_cores:
        judged = both_cores.map(partial(_both, folder=folder), sets)
        found = dict(zip([path.stem for path in sets], judged, strict=True))
    for name, (ours, theirs, oracle) in found.items():
        yield Judged(
            f"{name}: of {SEEDS} stops, share with recall ≥ {TARGET}",
            "share",
            ours[0],
            "buscarpy",
            theirs[0],
            least=0.95,
        )
        yield Judged(
            f"{name}: reading saved (an oracle saves {oracle:.2f})",
            "share",
            ours[1],
            "buscarpy",
            theirs[1],
        )
    ours, theirs = (np.mean([one[at] for one in found.values()], axis=0) for at in (0, 1))
    yield Judged(
        "stopping, all sets: share of stops with recall ≥ 0.95",
        *("share", float(ours[0]), "buscarpy", float(theirs[0])),
        least=0.95,
    )
    yield Judged(
        "stopping, all sets: mean reading saved",
        *("share", float(ours[1]), "buscarpy", float(theirs[1])),
        least=0.40,
        least_ratio=1.5,
    )


Stops = tuple[float, float]
"""The share of stops that kept the promise, and the mean share of records not read."""


def _both(path: Path, folder: Path) -> tuple[Stops, Stops, float]:
    orders = folder / f"orders-{path.stem}.txt"
    ours = json.loads(run(script("our_stopping", path, str(SEEDS), orders)).printed)
    asked = ",".join(map(str, moments(ours["records"])))
    peer = Path(__file__).parent / "peers" / "buscar_stopping.py"
    theirs = json.loads(run([peer_python(), peer, orders, asked]).printed)
    oracle = 1 - float(np.mean(ours["oracle"])) / ours["records"]
    return (
        _judged(ours["stops"], ours["records"]),
        _judged(theirs["stops"], ours["records"]),
        oracle,
    )


def _judged(stops: list[tuple[float, int]], records: int) -> Stops:
    recall, read = np.array(stops).T
    return float((recall >= TARGET - 1e-9).mean()), float(1 - read.mean() / records)
