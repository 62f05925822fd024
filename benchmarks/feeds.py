"""Feeds parsed and stored on one core, and feedparser's own feeds without a crash."""

import json
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks.measuring import Judged, Run, run, script

FEEDS, ITEMS = 100, 200
SUITE = Path(".venv/feedparser-tests")


def measure(folder: Path, runs: int) -> Iterator[Judged]:
    """Items a second of the processor, from bytes to a workspace; feedparser only parses them.

    Time on the processor is that of one core, however busy the machine is. Half of the feeds are
    RSS and half Atom, with abstracts in HTML as journals write them.
    """
    feeds = folder / f"feeds-{FEEDS}-{ITEMS}"
    if not feeds.exists():
        run(script("made_feeds", feeds, str(FEEDS), str(ITEMS)))
    pairs = [
        (run(script("our_feeds", feeds, folder / f"kept-{number}")),
         run(script("plain_feedparser", feeds)))
        for number in range(runs)
    ]  # fmt: skip
    ours = median(_told(mine, "items_a_second") for mine, _ in pairs)
    theirs = median(_told(peer, "items_a_second") for _, peer in pairs)
    yield Judged(
        f"feeds, {FEEDS * ITEMS:,} items parsed and stored on one core",
        "items/s",
        ours,
        "feedparser, parsing only",
        theirs,
        least=5_000,
    )
    if SUITE.is_dir():
        told = run(script("feed_suite", SUITE))
        yield Judged(
            f"feedparser's own {_told(told, 'feeds'):,.0f} feeds",
            "crashes",
            _told(told, "crashes"),
            most=0,
        )


def _told(one: Run, name: str) -> float:
    return float(json.loads(one.printed.strip().splitlines()[-1])[name])
