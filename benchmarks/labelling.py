"""How long a reader waits after each label in a pool of thirty thousand records."""

import os
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measuring import Measured, middle, run, script

RECORDS = 30_000
LABELS = 500


def measure(_: Path, runs: int) -> Iterator[Measured]:
    """The mean over the first labels, when there is a fit after almost every one."""
    os.environ["OMP_NUM_THREADS"] = "1"
    found = [run(script("our_labelling", str(RECORDS), str(LABELS))) for _ in range(runs)]
    mine = middle(found, timing="told")
    yield Measured(
        f"ranking anew for each of the first {LABELS} labels in a pool of {RECORDS:,}, per label",
        mine.seconds,
        mine.megabytes,
        most_seconds=0.003,
    )
