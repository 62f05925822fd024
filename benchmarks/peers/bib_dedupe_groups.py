"""Duplicates in a CSV file as bib-dedupe finds them; run by the interpreter of the peers.

    .venv/peers/bin/python benchmarks/peers/bib_dedupe_groups.py FILE [alone]

prints `{"seconds": …, "groups": [[row, …], …]}`, reading left out of the seconds.
"""

import contextlib
import io
import json
import sys
from time import perf_counter

import pandas as pd
from bib_dedupe import verbose_print
from bib_dedupe.bib_dedupe import block, cluster, match, prep

verbose_print.verbosity_level = 0


def groups_in(records: pd.DataFrame) -> list[list[int]]:
    """Its own four steps, on one core, with its own defaults."""
    blocked = block(prep(records, cpu=1), cpu=1)
    matched = match(blocked, cpu=1)
    same = matched[matched["duplicate_label"] == "duplicate"]
    return [sorted(map(int, group)) for group in cluster(same)]


def main() -> None:
    """Read, find, print."""
    records = pd.read_csv(sys.argv[1], dtype=str, keep_default_na=False)
    records["ID"] = [str(row) for row in range(len(records))]
    records["ENTRYTYPE"] = "article"
    records["author"] = [text.replace("; ", " and ") for text in records["author"]]
    begun = perf_counter()
    step = 2 if sys.argv[2:] == ["alone"] else len(records)
    groups: list[list[int]] = []
    with contextlib.redirect_stdout(io.StringIO()):
        for start in range(0, len(records), step):
            groups += groups_in(records.iloc[start : start + step].reset_index(drop=True))
    seconds = perf_counter() - begun
    sys.stdout.write(json.dumps({"seconds": seconds, "groups": groups}))


if __name__ == "__main__":
    main()
