"""Sweep a folder of works with so many workers; the last line tells seconds and works a second.

Arguments: the folder, a new folder for the results, how many workers. Seconds are those of the
sweep itself, from when the workers are up; each reads the model within them.
"""

import json
import resource
import sys
from contextlib import nullcontext
from pathlib import Path
from time import perf_counter

from theodolite.evidence.framework import read_framework
from theodolite.horizon.sweep import Crew, files_in, freeze, sweep
from theodolite.horizon.sweep.sample import sample_of
from theodolite.horizon.sweep.workers import local_workers


def main(folder: Path, out: Path, workers: int) -> None:
    """Make a model of a sample, score everything, and tell how long that took."""
    files = files_in([folder])
    model = freeze(sample_of(files), read_framework(Path("examples/framework.toml")))
    with local_workers(workers) if workers > 1 else nullcontext("") as scheduler:
        begun = perf_counter()
        swept = sweep(files, out, model, crew=Crew(scheduler=scheduler))
        seconds = perf_counter() - begun
    largest = max(resource.getrusage(who).ru_maxrss for who in (0, resource.RUSAGE_CHILDREN)) / 1024
    told = {"works": swept.works, "seconds": seconds, "rate": swept.works / seconds}
    print(json.dumps(told | {"megabytes": largest, "terms": len(model.terms)}))  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
