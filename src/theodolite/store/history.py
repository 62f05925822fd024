"""The history: what was done, in the same transaction as the doing, in a chain anyone can check."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connections, transaction

from theodolite.store.models import Entry

_CHAIN_LOCK = 7_412_025  # Any number, as long as no other lock of this database has it.


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
    assert transaction.get_connection(using).in_atomic_block, "the change is not in a transaction"
    _have_the_chain(using)
    last = Entry.objects.using(using).order_by("-number").values_list("chained", flat=True).first()
    said, salt = json.dumps(dict(detail or {}), allow_nan=False), secrets.token_hex(16)
    entry = Entry(kind=kind, subject=subject, by=by, at=at, detail=said, salt=salt)
    entry.digest = _digest(salt, said)
    entry.chained = _chained(last or "", entry)
    entry.save(using=using, force_insert=True)
    return entry


def verify(using: str = "default") -> Verified:
    """Follow the chain from the first line to the last."""
    before, entries, erased = "", 0, 0
    for entry in Entry.objects.using(using).order_by("number").iterator(chunk_size=2_000):
        whole = entry.detail is None or _digest(entry.salt or "", entry.detail) == entry.digest
        if not whole or _chained(before, entry) != entry.chained:
            return Verified(entries, erased, broken_at=entry.number)
        before, entries = entry.chained, entries + 1
        erased += entry.detail is None
    return Verified(entries, erased, broken_at=None)


def _have_the_chain(using: str) -> None:
    """Only one writer at a time may add; SQLite has it so already, PostgreSQL is asked."""
    if connections[using].vendor == "postgresql":
        with connections[using].cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CHAIN_LOCK])


def _digest(salt: str, said: str) -> str:
    return hashlib.sha256(f"{salt}\n{said}".encode()).hexdigest()


def _chained(before: str, entry: Entry) -> str:
    told = (before, entry.kind, entry.subject, entry.by, entry.at.isoformat(), entry.digest)
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()
