"""Pages of the horizon over a million items, one by one and in a crowd."""

import json
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks.measuring import Judged, run, script
from benchmarks.peers.our_pages import READERS, WRITERS

ITEMS = 1_000_000
MOST = 200


def measure(folder: Path, runs: int) -> Iterator[Judged]:
    """What 95 of 100 requests of each kind take of one core at most, forms and templates included.

    Time on the processor is that of one core, however busy the machine is. The workspace is made
    once, which takes some minutes and two gigabytes; 30 requests of each kind a run, 150 searches.
    At last one stay of forty seconds of a crowd that thinks for a second or three between pages.
    """
    workspace = folder / f"listed-{ITEMS}"
    if not workspace.exists():
        run(script("made_listed", workspace, str(ITEMS)))
    told = [json.loads(run(script("our_listed", workspace)).printed) for _ in range(runs)]
    for name in told[0]:
        yield Judged(
            f"pages over {ITEMS:,} items, {name}",
            "p95 ms",
            median(one[name] for one in told),
            most=MOST,
        )
    crowd = json.loads(run(script("our_pages", workspace, str(ITEMS))).printed)
    who = f"{READERS} readers and {WRITERS} curators over {ITEMS:,} items"
    for name in ("inbox", "search", "item"):
        yield Judged(f"{who}, {name}", "p95 ms", crowd[f"p95 of {name}"], most=MOST)
    yield Judged(f"{who}, pages that were not answered", "errors", crowd["errors"], most=0)
