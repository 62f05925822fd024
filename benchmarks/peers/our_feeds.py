"""Feeds from bytes to a workspace with ours."""

import json
import os
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path

from theodolite.horizon.sources import feed
from theodolite.horizon.sources.contained import end_process
from theodolite.horizon.sources.source import Answer, Request, Source
from theodolite.store.workspace import open_workspace

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)


def main() -> None:
    """Print how many items are parsed and kept in a second of the processor.

    The process that reads is counted too, its start included.
    """
    payloads = [path.read_bytes() for path in sorted(Path(sys.argv[1]).iterdir())]
    folder = Path(sys.argv[2])
    shutil.rmtree(folder, ignore_errors=True)
    workspace = open_workspace(folder)
    source, asked = (
        Source("Journal", "feed", "https://example.org/"),
        Request("https://example.org/"),
    )
    begun, kept = sum(os.times()[:4]), 0
    for payload in payloads:
        page = feed.read(Answer(payload, asked.address, NOW), asked, source)
        kept += len(workspace.keep(page.items).new)
    end_process()
    seconds = sum(os.times()[:4]) - begun
    told = {"items": kept, "seconds": seconds, "items_a_second": kept / seconds}
    sys.stdout.write(json.dumps(told))
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
