"""What the process can read; every reader takes bytes and gives plain JSON values."""

from collections.abc import Callable, Mapping
from typing import Any


def _feed(payload: bytes, options: Mapping[str, str]) -> Any:
    from theodolite.horizon.sources.hostile.feed import read_feed

    return read_feed(payload, options.get("address", ""))


def _lenient_feed(payload: bytes, options: Mapping[str, str]) -> Any:
    from theodolite.horizon.sources.hostile.feed_lenient import read_leniently

    return read_leniently(payload, options.get("address", ""))


def _calendar(payload: bytes, _: Mapping[str, str]) -> Any:
    from theodolite.horizon.sources.hostile.calendar_events import read_events

    return read_events(payload)


def _mail(payload: bytes, _: Mapping[str, str]) -> Any:
    from theodolite.horizon.sources.hostile.mail_messages import read_messages

    return read_messages(payload)


def _links(payload: bytes, options: Mapping[str, str]) -> Any:
    from theodolite.horizon.sources.hostile.page_links import feeds_linked_from

    return feeds_linked_from(payload, options.get("address", ""))


def _list(payload: bytes, _: Mapping[str, str]) -> Any:
    from theodolite.horizon.sources.hostile.opml_list import read_list

    return read_list(payload)


def _records(payload: bytes, options: Mapping[str, str]) -> Any:
    from theodolite.horizon.sources.hostile.file_records import read_file

    return read_file(payload, options.get("name", ""))


JOBS: Mapping[str, Callable[[bytes, Mapping[str, str]], Any]] = {
    "feed": _feed,
    "lenient feed": _lenient_feed,
    "calendar": _calendar,
    "mail": _mail,
    "links": _links,
    "list": _list,
    "records": _records,
}
"""The readers by name; each imports what it needs when it is first asked."""
