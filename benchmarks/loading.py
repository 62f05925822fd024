"""From how many different rows on machine code wins over the time it takes to load."""

from collections.abc import Iterator
from pathlib import Path

from benchmarks.measuring import Measured, in_turns, script


def measure(folder: Path, runs: int) -> Iterator[Measured]:
    """The whole program with machine code, against the same program without it."""
    for rows in (2_000, 8_000):
        compiled, plain = in_turns(
            script("our_whole_tree", str(rows), "2"),
            script("our_whole_tree", str(rows), "1000000000"),
            runs=runs,
        )
        yield Measured(
            f"{rows:,} different rows, machine code and its loading",
            compiled.seconds,
            compiled.megabytes,
            "plain numpy",
            plain.seconds,
            plain.megabytes,
        )
