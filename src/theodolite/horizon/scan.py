"""The front door of scanning: every source that is due, page by page, into the archive.

What a page held is kept before it is noted where to go on, so a scan that is killed goes on from
its last page and at worst sees that one again. Sources of one host are read one after another,
hosts at the same time. One source that fails stops no other, and everything is counted.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from theodolite.horizon.archive import Archive, Journal
from theodolite.horizon.health import next_due
from theodolite.horizon.sources.kinds import KINDS
from theodolite.horizon.sources.source import Source, SourceKind
from theodolite.horizon.visiting import Desk, Fetcher, SourceScanned, visit
from theodolite.horizon.visits import SCAN, History, histories
from theodolite.settings.errors import CorrectableError


@dataclass(frozen=True, slots=True)
class ScanOptions:
    """How a scan goes about it.

    `threads` is how many hosts are read at once, `most_pages` how many pages of a source one scan
    reads before it leaves the rest to the next, `even_if_not_due` asks every source now.
    `progress` is told the share of sources done; `kinds` are the readers of each kind of source.
    """

    threads: int = 8
    most_pages: int = 200
    even_if_not_due: bool = False
    progress: Callable[[float], None] | None = None
    kinds: Mapping[str, SourceKind] = field(default_factory=lambda: KINDS)


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a scan did: a result for each source that was due, and the names of all others."""

    sources: tuple[SourceScanned, ...]
    not_due: tuple[str, ...]

    def count(self, what: str) -> int:
        """How many items were `new`, `changed`, `again`, `unreadable` or `withdrawn` in all."""
        return sum(getattr(page, what) for one in self.sources for page in one.visit.pages)

    @property
    def failed(self) -> tuple[SourceScanned, ...]:
        """Those whose visit did not go as it should."""
        return tuple(one for one in self.sources if not one.visit.is_well)


def scan(
    sources: Iterable[Source],
    archive: Archive,
    journal: Journal,
    fetcher: Fetcher,
    *,
    now: datetime,
    options: ScanOptions | None = None,
) -> Scanned:
    """Read every source that is due, and keep what is new in it."""
    options = options or ScanOptions()
    known = histories(journal.entries(SCAN), now=now)
    listed = tuple(sources)
    due, not_due = _divided(listed, known, now, options)
    desk = Desk(archive, journal, fetcher, options.kinds, now, options.most_pages)
    done: dict[str, SourceScanned] = {}

    def visit_all(group: Sequence[Source]) -> None:
        for source in group:
            if desk.stopping.is_set():
                return
            scanned = visit(source, known.get(source.name, History()), desk)
            with desk.writing:
                done[source.name] = scanned
                _tell(options.progress, len(done) / len(due), desk)

    with ThreadPoolExecutor(options.threads) as pool:
        try:
            for job in as_completed([pool.submit(visit_all, group) for group in _by_host(due)]):
                job.result()
        except (KeyboardInterrupt, CorrectableError):
            # A source's own troubles are noted at its visit, so this is one of the archive's.
            desk.stopping.set()
            raise
    return Scanned(tuple(done[one.name] for one in due), not_due)


def _tell(progress: Callable[[float], None] | None, share: float, desk: Desk) -> None:
    """Say how far it is; whoever is told may want no more of it, and no further source is read."""
    try:
        if progress:
            progress(share)
    except BaseException:
        desk.stopping.set()
        raise


def _divided(
    listed: Sequence[Source],
    known: Mapping[str, History],
    now: datetime,
    options: ScanOptions,
) -> tuple[tuple[Source, ...], tuple[str, ...]]:
    """The sources that are due, and the names of those that are not."""
    due = tuple(
        one
        for one in listed
        if not one.paused and _is_due(one, known.get(one.name, History()), now, options)
    )
    names = {one.name for one in due}
    return due, tuple(one.name for one in listed if one.name not in names)


def _is_due(source: Source, history: History, now: datetime, options: ScanOptions) -> bool:
    return options.even_if_not_due or next_due(source, history, now=now) <= now


def _by_host(sources: Iterable[Source]) -> list[list[Source]]:
    groups: dict[str, list[Source]] = defaultdict(list)
    for source in sources:
        groups[urlsplit(source.address).hostname or source.address].append(source)
    return list(groups.values())
