"""A plain folder that keeps items, decisions and events; what it has taken in, it never loses."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from theodolite.horizon.archive import Entry, Kept
from theodolite.horizon.item import Item
from theodolite.store.database import microseconds, moment, prepare, reading, writing
from theodolite.store.errors import DamagedWorkspace, StoreError
from theodolite.store.keeping import SEGMENT, Keeping
from theodolite.store.kept_items import KeptItems, known_by


@dataclass(frozen=True, slots=True)
class Workspace:
    """An Archive and a Journal on a folder, for any number of processes at once.

    What `keep` and `append` took in when they return is on the disk; a process killed before that
    leaves nothing of it. `segment` is how many versions of items one Parquet file holds.
    """

    folder: Path
    segment: int = SEGMENT

    def keep(self, items: Iterable[Item]) -> Kept:
        """Keep all of them or none; one that was seen before gains a place in its trail."""
        with writing(self.database) as database:
            keeping = Keeping(database, self.segments, self.segment)
            remaining = iter(items)
            while batch := list(islice(remaining, 1_000)):
                keeping.take(batch)
            return keeping.finish()

    def items(self, *, observed_by: datetime | None = None) -> Sequence[Item]:
        """Every item as last seen, or as it was known at a moment; first seen first.

        They are read from the disk as they are asked for, a few thousand at a time, and stay what
        they were at this call, whatever is kept meanwhile.
        """
        with reading(self.database) as database:
            known = known_by(database, observed_by)
        return KeptItems(self.database, self.segments, known)

    def append(self, entries: Iterable[Entry]) -> None:
        """Write all of them down, or none."""
        rows = [
            (one.kind, one.subject, one.by, microseconds(one.at), _as_json(one)) for one in entries
        ]
        with writing(self.database) as database:
            database.executemany(
                "INSERT INTO entry (kind, subject, by, at, detail) VALUES (?, ?, ?, ?, ?)", rows
            )

    def entries(self, kind: str, *, by: datetime | None = None) -> Sequence[Entry]:
        """Everything of one kind in the order it was written, or only what was by a moment."""
        asked = "SELECT kind, subject, by, at, detail FROM entry WHERE kind = ?"
        values: tuple[str | int, ...] = (kind,)
        if by is not None:
            asked, values = f"{asked} AND at <= ?", (kind, microseconds(by))
        with reading(self.database) as database:
            rows = database.execute(f"{asked} ORDER BY number", values).fetchall()
        return [
            Entry(kind, subject, who, moment(at), json.loads(detail))
            for kind, subject, who, at, detail in rows
        ]

    @property
    def database(self) -> Path:
        """The SQLite file: the journal, and which item is kept where."""
        return self.folder / "kept.sqlite"

    @property
    def segments(self) -> Path:
        """The folder of Parquet files that hold what items say."""
        return self.folder / "items"


def open_workspace(folder: Path, *, segment: int = SEGMENT) -> Workspace:
    """Open a workspace folder, making whatever of it is not there yet."""
    workspace = Workspace(folder, segment)
    with _made(folder):
        workspace.segments.mkdir(parents=True, exist_ok=True)
    if not workspace.database.exists() and any(workspace.segments.glob("*.parquet")):
        raise DamagedWorkspace(
            f"{workspace.database} is missing, and without it nobody knows what the items in"
            f" {workspace.segments} are. Put it back from the last copy of the folder, or name"
            " another folder with --workspace to begin anew. Nothing was changed."
        )
    prepare(workspace.database)
    return workspace


def _as_json(entry: Entry) -> str:
    """As ASCII, for half a character that a hostile source sent is JSON but no Unicode."""
    return json.dumps(dict(entry.detail), allow_nan=False)


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"The workspace folder {folder} cannot be made or used: {error.strerror}."
            " Name a folder that can be written to with --workspace."
        ) from None
