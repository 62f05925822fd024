"""The same feeds parsed by feedparser in this process, and nothing kept."""

import io
import json
import sys
from pathlib import Path
from time import process_time

import feedparser


def main() -> None:
    """Print how many entries are parsed in a second of the processor."""
    payloads = [path.read_bytes() for path in sorted(Path(sys.argv[1]).iterdir())]
    begun = process_time()
    entries = sum(len(feedparser.parse(io.BytesIO(payload)).entries) for payload in payloads)
    seconds = process_time() - begun
    told = {"items": entries, "seconds": seconds, "items_a_second": entries / seconds}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
