"""The tree alone at 100,000 rows, against fastcluster's memory-saving Ward."""

from collections.abc import Iterator
from pathlib import Path

from benchmarks.measuring import Measured, in_turns, script

PEOPLE = 100_000


def measure(folder: Path, runs: int) -> Iterator[Measured]:
    """Seconds for the tree itself, modules and machine code already loaded on both sides."""
    for rows, told, least in (("steps", "on the 5 % grid", 15.0), ("exact", "all different", 8.0)):
        trees = [script(name, str(PEOPLE), rows) for name in ("our_tree", "fastcluster_tree")]
        mine, peer = in_turns(*trees, runs=runs, timing="told")
        yield Measured(
            f"tree alone, {PEOPLE:,} rows {told}",
            mine.seconds,
            mine.megabytes,
            "fastcluster.linkage_vector",
            peer.seconds,
            peer.megabytes,
            least,
        )
