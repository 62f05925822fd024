"""Some works of many files, to weigh words on before all are scored."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from theodolite.horizon.errors import HorizonError
from theodolite.horizon.item import Item
from theodolite.horizon.sweep.works import works_in

SAMPLED = 10_000
"""How many works are looked at, and from at most how many files."""

_FILES = 40
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def sample_of(files: Sequence[Path], *, most: int = SAMPLED) -> list[Item]:
    """The first works of files that lie evenly among all; the same files give the same works.

    A file that cannot be read gives none here; the sweep tells of it.
    """
    step = -(-len(files) // _FILES)
    chosen = files[::step]
    each = -(-most // max(1, len(chosen)))
    return [item for path in chosen for item in islice(_items(path), each)]


def _items(path: Path) -> Iterator[Item]:
    try:
        for works in works_in(path):
            columns = (works.identities, works.titles, works.abstracts)
            for identity, title, abstract in zip(*columns, strict=True):
                yield Item(identity, title, "other", _NEVER, abstract)
    except HorizonError:
        return
