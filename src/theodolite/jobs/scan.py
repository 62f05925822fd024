"""Read every source that is due, as a job; what follows a scan is asked for when it has ended."""

from typing import TYPE_CHECKING, Any

from theodolite.jobs.running import Running
from theodolite.store import queue
from theodolite.store.installation import folder_of_installation

if TYPE_CHECKING:
    from theodolite.horizon.scan import Scanned

COUNTED = ("new", "changed", "again", "unreadable", "withdrawn")
"""What a scan counts of the items it saw."""


def scan_sources(running: Running) -> dict[str, Any]:
    """Scan the installation's sources; each page is kept as it is read, so none is lost or twice.

    `detail` may hold `all` (ask every source now) and `sources` (the names of those to ask now).
    """
    from theodolite.horizon.scan import ScanOptions, scan
    from theodolite.horizon.watched import open_door, watched_sources
    from theodolite.store.workspace import open_workspace

    folder = folder_of_installation()
    names = running.detail.get("sources") or ()
    sources = [one for one in watched_sources(folder) if not names or one.name in names]
    kept = open_workspace(folder)
    running.tell(0.0, f"Asking {len(sources)} sources")
    options = ScanOptions(
        even_if_not_due=bool(names) or bool(running.detail.get("all")),
        progress=running.tell,
    )
    done = scan(sources, kept, kept, open_door(folder), now=running.now(), options=options)
    with running.finishing() as result:
        result.update(_result(done))
        if result["new"] or result["changed"]:
            queue.ask_once_more("place", running.by)
    return result


def _result(done: "Scanned") -> dict[str, Any]:
    return {
        **{what: done.count(what) for what in COUNTED},
        "asked": len(done.sources),
        "not_due": len(done.not_due),
        "failed": [f"{one.source.name}: {one.visit.said}" for one in done.failed],
    }
