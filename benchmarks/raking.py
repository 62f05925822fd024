"""A million respondents raked to five margins, against svy."""

from collections.abc import Iterator
from pathlib import Path

from benchmarks.measuring import Measured, in_turns, script

PEOPLE = 1_000_000


def measure(_: Path, runs: int) -> Iterator[Measured]:
    """Seconds for the raking itself, to the same tolerance, modules already loaded."""
    mine, peer = in_turns(
        script("our_raking", str(PEOPLE)),
        script("svy_raking", str(PEOPLE)),
        runs=runs,
        timing="told",
    )
    yield Measured(
        f"raking, {PEOPLE:,} rows to 5 margins",
        mine.seconds,
        mine.megabytes,
        "svy.Sample.weighting.rake",
        peer.seconds,
        peer.megabytes,
        5.0,
    )
