"""A thousand bootstrap replicates of four clusters, against fpc::clusterboot in R."""

from collections.abc import Iterator
from pathlib import Path

from benchmarks.measuring import Measured, answers_of, in_turns, script

CLUSTERBOOT = Path(__file__).parent / "peers" / "clusterboot.R"
REPLICATES = "1000"


def measure(folder: Path, runs: int) -> Iterator[Measured]:
    """Seconds for the bootstrap itself, with the packages already loaded on both sides."""
    for people, least in ((113, 8.0), (1_000, 12.0)):
        answers = answers_of(people, folder)
        mine, peer = in_turns(
            script("our_bootstrap", answers, REPLICATES),
            ("Rscript", CLUSTERBOOT, answers, REPLICATES),
            runs=runs,
            timing="told",
        )
        yield Measured(
            f"bootstrap, 1,000 replicates, {people:,} rows",
            mine.seconds,
            mine.megabytes,
            "fpc::clusterboot(multipleboot=TRUE)",
            peer.seconds,
            peer.megabytes,
            least,
        )
