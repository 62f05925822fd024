"""How long people wait for pages while fifty read and eight decide, on the embedded database."""

import json
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measuring import Judged, run, script
from benchmarks.peers.our_pages import READERS, WRITERS

ITEMS = 20_000


def measure(folder: Path, _: int) -> Iterator[Judged]:
    """One stay of forty seconds, after all have come; the inbox is put in order all the while."""
    told = json.loads(run(script("our_pages", folder / "served", str(ITEMS))).printed)
    who = f"{READERS} readers and {WRITERS} curators at `theodolite serve` over {ITEMS:,} items"
    yield Judged(
        f"{who}, 95 of 100 pages within",
        "milliseconds",
        told["p95 of Aggregated"],
        most=150,
    )
    yield Judged(f"{who}, pages that were not answered", "errors", told["errors"], most=0)
