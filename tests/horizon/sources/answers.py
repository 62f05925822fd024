"""The shortest way from bytes to a page, for tests of what each kind makes of an answer."""

import json
from datetime import datetime
from typing import Any

from tests.horizon.replay import NOON
from theodolite.horizon.sources.kinds import KINDS
from theodolite.horizon.sources.source import Answer, Page, Request, Source

SINCE = datetime.fromisoformat("2026-03-05T08:00:00+00:00")


def page_of(
    kind: str, payload: bytes | Any, /, *, asked: Request | None = None, **ask: str
) -> Page:
    """What a kind reads from a payload; what is not bytes is sent as JSON."""
    sent = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    source = source_of(kind, **ask)
    request = asked or Request(source.address)
    return KINDS[kind].read(Answer(sent, request.address, NOON), request, source)


def source_of(kind: str, address: str = "https://example.org/api", /, **ask: str) -> Source:
    return Source("A source", kind, address, ask=ask)


def first(kind: str, /, *, since: datetime | None = SINCE, **ask: str) -> Request:
    return KINDS[kind].first_request(source_of(kind, **ask), since=since)
