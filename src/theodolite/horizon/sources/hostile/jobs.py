"""What the process can read; every reader takes bytes and gives plain JSON values."""

from collections.abc import Callable, Mapping
from typing import Any


def _feed(payload: bytes, _: Mapping[str, str]) -> Any:
    from theodolite.horizon.sources.hostile.feed import read_feed

    return read_feed(payload)


def _lenient_feed(payload: bytes, _: Mapping[str, str]) -> Any:
    from theodolite.horizon.sources.hostile.feed_lenient import read_leniently

    return read_leniently(payload)


JOBS: Mapping[str, Callable[[bytes, Mapping[str, str]], Any]] = {
    "feed": _feed,
    "lenient feed": _lenient_feed,
}
"""The readers by name; each imports what it needs when it is first asked."""
