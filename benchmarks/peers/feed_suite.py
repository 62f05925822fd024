"""Every feed of feedparser's own suite, read as a source sends it."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from theodolite.horizon.errors import UnreadableSource
from theodolite.horizon.sources import feed
from theodolite.horizon.sources.source import Answer, Request, Source

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)


def main() -> None:
    """Print how many feeds were read, refused, or broke something."""
    folder = Path(sys.argv[1])
    paths = sorted(folder.rglob("*.xml"))
    source, asked = Source("Suite", "feed", "https://example.org/"), Request("https://example.org/")
    refused = crashes = 0
    for path in paths:
        try:
            feed.read(Answer(path.read_bytes(), asked.address, NOW), asked, source)
        except UnreadableSource as problem:
            refused += 1
            crashes += "broke its reader" in str(problem) or "took more" in str(problem)
    sys.stdout.write(json.dumps({"feeds": len(paths), "refused": refused, "crashes": crashes}))


if __name__ == "__main__":
    main()
