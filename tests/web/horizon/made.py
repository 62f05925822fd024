"""A small horizon to show pages of: some hundred made-up items, placed, ranked and told of.

`made_workspace()` puts it into the installation that tests run on (inside the test's transaction),
and may be called by any test. What takes long is worked out once for all tests of a process.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import transaction
from django.db.models import Model

from theodolite.evidence.framework import read_framework
from theodolite.horizon.archive import Entry
from theodolite.horizon.duplicates.decisions import KIND as MERGE
from theodolite.horizon.duplicates.decisions import LINK, decided, links_of, merges
from theodolite.horizon.duplicates.finding import find_duplicates
from theodolite.horizon.duplicates.merging import merged
from theodolite.horizon.item import Item, Seen
from theodolite.horizon.placing.placed_items import placed_items
from theodolite.horizon.scanned import Scanned
from theodolite.horizon.sources.sources_file import read_sources
from theodolite.horizon.synthetic.replay import write_settings
from theodolite.horizon.synthetic.stream import MONTHS, make_stream
from theodolite.horizon.trends import find_trends
from theodolite.horizon.visits import KeptPage, Visit, end_entry, page_entry
from theodolite.jobs.place import list_everything, tell_everything
from theodolite.store.models import (
    Drawing,
    ListedItem,
    ListedRecord,
    ListedSource,
    ListedTopic,
    Touched,
    WorkedOut,
)
from theodolite.store.outcomes import restate
from theodolite.store.workspace import Workspace, open_workspace

NOW = datetime(2026, 7, 1, 9, tzinfo=UTC)
"""The moment at which the made-up workspace was last scanned and placed."""

EVERY = 5
"""One in so many papers of the stream is taken, so that tests are quick."""


@dataclass(frozen=True)
class Made:
    """The folder, the archive and journal in it, and everything that is known of it."""

    folder: Path
    kept: Workspace
    known: Scanned


def made_workspace(*, now: datetime = NOW) -> Made:
    """Fill the installation of the tests with made-up items, and work out what pages show."""
    folder = Path(settings.FOLDER)
    write_settings(folder)
    items, entries, known = _worked_out()
    kept = open_workspace(folder)
    with transaction.atomic():
        kept.keep(items)
        kept.append(entries)
        _list_once(known, folder, kept, now)
    return Made(folder, kept, known)


_PAGES = (ListedItem, ListedRecord, ListedTopic, ListedSource, Drawing, WorkedOut)
_rows: dict[type[Model], list[Model]] = {}


def _list_once(known: Scanned, folder: Path, kept: Workspace, now: datetime) -> None:
    """Do what the job does in the first test that asks, and give later ones the same rows."""
    if not _rows:
        list_everything(known, now=now, tell=_silent)
        tell_everything(known, folder, kept, now=now, tell=_silent)
        _rows.update({kind: list(kind._default_manager.all()) for kind in _PAGES})
        return
    for kind, rows in _rows.items():
        kind._default_manager.all().delete()
        kind._default_manager.bulk_create(rows)
    restate(ListedItem.objects.filter(identity__in=Touched.objects.values("identity")))


def _silent(share: float, words: str) -> None:
    """Nobody looks on."""


@cache
def _worked_out() -> tuple[tuple[Item, ...], tuple[Entry, ...], Scanned]:
    with TemporaryDirectory() as folder:
        write_settings(Path(folder))
        framework = read_framework(Path(folder) / "framework.toml")
        sources = read_sources(Path(folder) / "sources.toml")
    items = tuple(_items())
    found = find_duplicates(items)
    entries = [
        *merges(items, found, decided(()), at=NOW),
        *links_of(items, found, frozenset(), at=NOW),
    ]
    things = merged(items, [one for one in entries if one.kind in (MERGE, LINK)])
    placed = placed_items(things, framework, ())
    places = {one.identity: one.belongs_to() for one in placed.items}
    trends = find_trends(things, framework=framework, placements=places, as_of=NOW.date())
    for source in sources:
        page = KeptPage(new=40, published=("2026-06-01",), digest="0" * 64)
        entries.append(page_entry(source, NOW, NOW, page))
        entries.append(end_entry(source, Visit(NOW, "read")))
    return items, tuple(entries), Scanned(framework, things, placed, trends)


def _items() -> list[Item]:
    """A part of the stream that keeps the planted trend, and what stands in two sources."""
    stream = make_stream()
    twice = {address for pair in stream.planted.same for address in pair}
    planted = {*stream.planted.deadlines, stream.planted.threat}
    taken = []
    for number, one in enumerate(stream.told):
        is_rising = stream.planted.trend in one.item.title.lower()
        is_twice = one.month >= MONTHS - 3 and one.item.address in twice
        is_chosen = one.month >= MONTHS - 18 and (number % EVERY == 0 or is_rising)
        if not (is_chosen or is_twice or one.item.address in planted):
            continue
        seen = Seen(one.source, one.item.address, one.item.observed_at, "0" * 64)
        taken.append(replace(one.item, trail=(seen,)))
    return taken
