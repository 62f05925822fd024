"""Duplicates in a CSV file; with `alone`, each two rows in turn by themselves.

    python -m benchmarks.peers.our_duplicates FILE [alone]

prints `{"seconds": …, "groups": [[row, …], …]}`, reading left out of the seconds.
"""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from theodolite.horizon.duplicates.finding import find_duplicates
from theodolite.horizon.files import read_items


def main() -> None:
    """Read, find, print."""
    read = read_items(Path(sys.argv[1]), now=datetime(2026, 1, 1, tzinfo=UTC))
    rows = read.rows or tuple(range(len(read.items)))
    begun = perf_counter()
    groups: list[list[int]] = []
    step = 2 if sys.argv[2:] == ["alone"] else len(rows)
    for start in range(0, len(rows), step):
        found = find_duplicates(read.items[start : start + step])
        groups += [[rows[start + place] for place in group] for group in found.groups]
    seconds = perf_counter() - begun
    sys.stdout.write(json.dumps({"seconds": seconds, "groups": groups}))


if __name__ == "__main__":
    main()
