"""A folder that keeps items, decisions and events; what it has taken in, it never loses."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from django.db import connections

from theodolite.horizon.archive import Entry, Kept
from theodolite.horizon.item import Item
from theodolite.store.database import CHAINING, KEEPING, explained, reading, writing
from theodolite.store.errors import StoreError
from theodolite.store.folders import SEGMENTS, connection_of
from theodolite.store.keeping import SEGMENT, Keeping
from theodolite.store.kept_items import KeptItems, known_by
from theodolite.store.taking_over import take_over


@dataclass(frozen=True, slots=True)
class Workspace:
    """An Archive and a Journal on a folder, for any number of processes at once.

    What `keep` and `append` took in when they return is on the disk; a process killed before that
    leaves nothing of it. `alias` is the folder's connection, and `segment` how many versions of
    items one Parquet file holds.
    """

    folder: Path
    alias: str
    segment: int = SEGMENT

    def keep(self, items: Iterable[Item]) -> Kept:
        """Keep all of them or none; one that was seen before gains a place in its trail."""
        with writing(self.alias, KEEPING) as cursor:
            keeping = Keeping(cursor, self.segments, self.segment)
            remaining = iter(items)
            while batch := list(islice(remaining, 1_000)):
                keeping.take(batch)
            return keeping.finish()

    def items(self, *, observed_by: datetime | None = None) -> Sequence[Item]:
        """Every item as last seen, or as it was known at a moment; first seen first.

        They are read from the disk as they are asked for, a few thousand at a time, and stay what
        they were at this call, whatever is kept meanwhile.
        """
        with reading(self.alias) as cursor:
            known = known_by(cursor, observed_by)
        return KeptItems(self.alias, self.segments, known)

    def append(self, entries: Iterable[Entry]) -> None:
        """Write all of them down, or none."""
        from theodolite.store.history import Line, write_all_down  # needs a folder to be open

        lines = [Line(one.kind, one.subject, one.by, one.at, one.detail) for one in entries]
        with writing(self.alias, CHAINING):
            write_all_down(lines, using=self.alias)

    def entries(
        self, kind: str, *, by: datetime | None = None, about: str | None = None
    ) -> Sequence[Entry]:
        """Everything of one kind in its order, or only what was by a moment or about one subject.

        Without what was erased since, which nobody may know.
        """
        from theodolite.store.models import Entry as Written  # needs a folder to be open

        written = Written.objects.using(self.alias).filter(kind=kind, detail__isnull=False)
        if by is not None:
            written = written.filter(at__lte=by)
        if about is not None:
            written = written.filter(subject=about)
        names = ("kind", "subject", "by", "at", "detail")
        with explained(self.alias):
            rows = list(written.order_by("number").values_list(*names))
        return [
            Entry(kind, subject, who, at, json.loads(detail))
            for kind, subject, who, at, detail in rows
        ]

    @property
    def database(self) -> Path:
        """The file of an embedded database: all but what sealed items say."""
        return Path(str(connections[self.alias].settings_dict["NAME"]))

    @property
    def segments(self) -> Path:
        """The folder of Parquet files that hold what items say, beside an embedded database."""
        return self.folder / SEGMENTS


def open_workspace(folder: Path, *, segment: int = SEGMENT) -> Workspace:
    """Open a workspace folder, making whatever of it is not there yet."""
    with _made(folder):
        (folder / SEGMENTS).mkdir(parents=True, exist_ok=True)
    alias = connection_of(folder)
    take_over(folder, alias)
    return Workspace(folder, alias, segment)


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"The workspace folder {folder} cannot be made or used: {error.strerror}."
            " Name a folder that can be written to with --workspace."
        ) from None
