"""Which pairs of records are worth weighing: those that share at least one of several keys."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from theodolite.horizon.duplicates.record import Record

LARGEST_BLOCK = 30
"""A block with more records than this is cut up, then only neighbours in it are compared."""

_NEIGHBOURS = 8
_LETTERS = 22


def candidate_pairs(
    records: Sequence[Record], *, new: frozenset[int] | None = None
) -> list[tuple[int, int]]:
    """Pairs of rows (first below second) that share a key, each once, in order.

    Blocks are bounded, so that the number of pairs grows with the number of records and not with
    its square. With `new`, only pairs of which one is new.
    """
    blocks: dict[str, list[int]] = defaultdict(list)
    for row, record in enumerate(records):
        for key in _keys(record):
            blocks[key].append(row)
    pairs: set[tuple[int, int]] = set()
    for rows in blocks.values():
        if len(rows) > 1:
            pairs.update(_pairs_within(rows, records))
    if new is not None:
        pairs = {pair for pair in pairs if not new.isdisjoint(pair)}
    return sorted(pairs)


def _keys(record: Record) -> Iterator[str]:
    yield from _keys_of_title(record)
    author, first = record.first_author, record.pages[0]
    if author and record.year:
        yield f"a{author}{record.year}"
    if record.volume and first:
        yield f"p{record.volume}-{first}"
    elif author and first:
        yield f"q{author}-{first}"
    if record.doi:
        yield f"d{record.doi}"
    for kind, number in record.numbers:
        yield f"n{kind}{number}"
    if record.address:
        yield f"u{record.address}"


def _keys_of_title(record: Record) -> Iterator[str]:
    key = record.key
    # Notices that come again are one only if they are of one day.
    day = record.day if record.is_bare and record.is_recurring else ""
    if key:
        yield f"b{key[:_LETTERS]}{day}"
    if len(key) > _LETTERS:
        yield f"e{key[-_LETTERS:]}{day}"
        longest = sorted(sorted(record.words, key=len)[-2:])
        yield f"w{'-'.join(longest)}{day}"


def _pairs_within(rows: Sequence[int], records: Sequence[Record]) -> Iterator[tuple[int, int]]:
    if len(rows) <= LARGEST_BLOCK:
        yield from _all_pairs(rows)
        return
    finer: dict[tuple[str, int, str], list[int]] = defaultdict(list)
    for row in rows:
        record = records[row]
        finer[record.first_author, record.year, record.key[:_LETTERS]].append(row)
    for some in finer.values():
        yield from _all_pairs(some) if len(some) <= LARGEST_BLOCK else _neighbours(some, records)
    yield from _neighbours(rows, records)


def _all_pairs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    for place, first in enumerate(rows):
        for second in rows[place + 1 :]:
            yield first, second


def _neighbours(rows: Sequence[int], records: Sequence[Record]) -> Iterator[tuple[int, int]]:
    """Each row with the next few in the order of what the records say, never in that of rows."""
    ordered = sorted(rows, key=lambda row: sorting_key(records[row]))
    for place, row in enumerate(ordered):
        for other in ordered[place + 1 : place + 1 + _NEIGHBOURS]:
            yield (row, other) if row < other else (other, row)


def sorting_key(record: Record) -> tuple[object, ...]:
    """An order of records that depends on nothing but what they say."""
    return (
        *(record.key, record.year, record.day, record.volume, record.pages, record.doi),
        *(record.first_author, record.venue, record.address, record.identity, record.abstract),
        *(record.title, record.issue, record.kind, record.people),
    )
