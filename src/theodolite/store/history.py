"""The history: what was done, in the same transaction as the doing, in a chain anyone can check.

Each line's hash is taken with that of the line before, so a change shows. That lines were cut off
the end would not show, so the last number and hash are also kept apart, sealed with the secret of
the installation, which is not in the database. If the seal does not fit, the next line leaves a
number out: what was broken once stays visible however much is written after it.
"""

import hashlib
import hmac
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.db import connections, transaction

from theodolite.store.database import CHAINING, have, storable
from theodolite.store.installation import secret_of
from theodolite.store.models import Entry, HistoryHead

_SALT = 16
_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Line:
    """What is to be written down: `by` is the key of an account, or the name of our own step."""

    kind: str
    subject: str
    by: str
    at: datetime
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verified:
    """What a check of the whole history found; `broken_at` is the first line that does not fit."""

    entries: int
    erased: int
    broken_at: int | None


def write_down(
    kind: str,
    subject: str,
    by: str,
    detail: Mapping[str, Any] | None = None,
    *,
    at: datetime,
    using: str = "default",
) -> Entry:
    """Add a line to the history, inside the transaction of the change it tells of."""
    (entry,) = write_all_down([Line(kind, subject, by, at, detail or {})], using=using)
    return entry


def write_all_down(lines: Iterable[Line], *, using: str = "default") -> Sequence[Entry]:
    """Add many lines at once, in their order, inside the transaction of what they tell of."""
    assert transaction.get_connection(using).in_atomic_block, "the change is not in a transaction"
    with connections[using].cursor() as cursor:
        have(CHAINING, cursor)
    head = _head(using)
    vendor = connections[using].vendor
    written = [_linked(head, line, vendor) for line in lines]
    if written:
        Entry.objects.using(using).bulk_create(written, batch_size=500)
        head.seal = _seal(head, using)
        head.save(using=using)
    return written


def verify(using: str = "default") -> Verified:
    """Follow the chain from the first line to the last, and compare with the sealed end.

    Lines may be added meanwhile: they are followed, too, until the end is reached.
    """
    at, entries, erased, is_short = HistoryHead(number=0, chained=""), 0, 0, False
    while True:
        found = _followed(at, using)
        entries, erased = entries + found.entries, erased + found.erased
        if found.broken_at is None and _is_the_end(at, using):
            return Verified(entries, erased, broken_at=None)
        if found.broken_at is not None or (is_short and not found.entries):
            return Verified(entries, erased, broken_at=at.number + 1)
        is_short = True


def _followed(at: HistoryHead, using: str) -> Verified:
    """Move on from a line to the last that fits."""
    entries, erased = 0, 0
    later = Entry.objects.using(using).filter(number__gt=at.number).order_by("number")
    for entry in later.iterator(chunk_size=_AT_ONCE):
        whole = entry.detail is None or _digest(entry.salt or "", entry.detail) == entry.digest
        follows = entry.number == at.number + 1 and _chained(at, entry) == entry.chained
        if not whole or not follows:
            return Verified(entries, erased, broken_at=at.number + 1)
        at.number, at.chained, entries = entry.number, entry.chained, entries + 1
        erased += entry.detail is None
    return Verified(entries, erased, broken_at=None)


def _is_the_end(at: HistoryHead, using: str) -> bool:
    end = HistoryHead.objects.using(using).first() or HistoryHead(number=0, chained="")
    return (end.number, end.chained) == (at.number, at.chained) and _is_sealed(end, using)


def _head(using: str) -> HistoryHead:
    """Where to go on; one number further if what is there is not where we left off."""
    head: HistoryHead | None = HistoryHead.objects.using(using).first()
    last = Entry.objects.using(using).order_by("-number").values_list("number", "chained").first()
    number, chained = last or (0, "")
    if head is None:
        return HistoryHead(number=number + bool(last), chained=chained)
    if not _is_sealed(head, using) or (head.number, head.chained) != (number, chained):
        head.number, head.chained = max(head.number, number) + 1, chained
    return head


def _linked(head: HistoryHead, line: Line, vendor: str) -> Entry:
    """The next entry of the chain, whose end moves on to it."""
    said, salt = json.dumps(dict(line.detail), allow_nan=False), os.urandom(_SALT).hex()
    at = line.at.astimezone(UTC)
    subject, by = storable(line.subject, vendor), storable(line.by, vendor)
    entry = Entry(kind=line.kind, subject=subject, by=by, at=at, detail=said, salt=salt)
    entry.number, entry.digest = head.number + 1, _digest(salt, said)
    entry.chained = _chained(head, entry)
    head.number, head.chained = entry.number, entry.chained
    return entry


def _digest(salt: str, said: str) -> str:
    return hashlib.sha256(f"{salt}\n{said}".encode()).hexdigest()


def _chained(before: HistoryHead, entry: Entry) -> str:
    at = entry.at.isoformat()
    told = (before.chained, entry.number, entry.kind, entry.subject, entry.by, at, entry.digest)
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def _is_sealed(head: HistoryHead, using: str) -> bool:
    nothing_yet = head.number == 0 and not head.seal
    return nothing_yet or hmac.compare_digest(head.seal, _seal(head, using))


def _seal(head: HistoryHead, using: str) -> str:
    told = f"history {head.number} {head.chained}".encode()
    folder = Path(connections[using].settings_dict["FOLDER"])
    return hmac.new(_key(folder), told, hashlib.sha256).hexdigest()


@lru_cache(8)
def _key(folder: Path) -> bytes:
    return secret_of(folder).encode()
