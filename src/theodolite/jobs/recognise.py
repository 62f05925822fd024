"""Find out what an address is by asking it, and watch it from then on."""

from typing import Any

from theodolite.jobs.running import Running
from theodolite.store.installation import folder_of_installation


def recognise_address(running: Running) -> dict[str, Any]:
    """Ask an address what it is, and add what was recognised to the list of sources.

    `detail` holds `address`, and may hold `name`, `kind`, `topics` and `owner`. Done twice, it adds
    nothing the second time.
    """
    from theodolite.horizon.sources.adding import AlreadyWatched, add_sources
    from theodolite.horizon.sources.sources_file import SOURCES_FILE
    from theodolite.horizon.watching import completed, recognised

    folder, detail = folder_of_installation(), running.detail
    running.tell(0.1, f"Asking {detail['address']} what it is")
    found = recognised(str(detail["address"]), str(detail.get("kind", "")), folder)
    said = {"topics": tuple(detail.get("topics", ())), "owner": str(detail.get("owner", ""))}
    name, on = str(detail.get("name", "")), running.now().date()
    wanted = [completed(one, name, {}, said, on=on) for one in found.sources]
    running.tell(0.8, "Adding it to the list")
    try:
        added = [one.name for one in add_sources(folder / SOURCES_FILE, wanted)]
    except AlreadyWatched:
        added = []
    with running.finishing() as result:
        result.update({"why": found.why, "added": added, "already": len(wanted) - len(added)})
    return result
