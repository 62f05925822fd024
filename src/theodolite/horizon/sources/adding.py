"""Sources appended to a workspace's list, which stays as its curator wrote it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import tomlkit
from filelock import FileLock
from tomlkit.items import Array, InlineTable, Table

from theodolite.horizon.errors import HorizonError
from theodolite.horizon.sources.opml import unused
from theodolite.horizon.sources.source import Source
from theodolite.horizon.sources.sources_file import check_source, read_sources

_HEADER = """\
# What this society watches: one [[sources]] each.
# `theodolite horizon add-source ADDRESS` recognises what an address is, and adds it here.

"""


class AlreadyWatched(HorizonError):
    """A source is in the list already."""


def add_sources(path: Path, sources: Iterable[Source]) -> tuple[Source, ...]:
    """Append those that are not in the list yet, and give them as they were written.

    Names that are taken get a number; where all are there already, the list stays as it is and
    AlreadyWatched is raised. Comments and the order of what was there are kept.
    """
    with held(path):
        return _added(path, list(sources))


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Only one process at a time reads and rewrites the list."""
    lock = FileLock(path.with_name(f"{path.name}.lock"), timeout=_PATIENCE_SECONDS)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except OSError as error:
        raise _unwritable(path, error) from None
    try:
        yield
    finally:
        lock.release()


_PATIENCE_SECONDS = 30.0


def _added(path: Path, asked: list[Source]) -> tuple[Source, ...]:
    if not asked:
        raise HorizonError(
            "The list holds no feed with an address on the web, so nothing was added."
            " Export it again from your feed reader, with its subscriptions."
        )
    there = read_sources(path) if path.exists() else ()
    watched = {_asked_of(source): source.name for source in there}
    names = {source.name for source in there}
    for source in asked:
        check_source(source, f"The list of sources {path.name} is to get a source that")
    added: list[Source] = []
    for source in asked:
        if _asked_of(source) not in watched:
            new = replace(source, name=unused(source.name, names))
            names.add(new.name)
            watched[_asked_of(source)] = new.name
            added.append(new)
    if not added:
        raise AlreadyWatched(
            f"{asked[0].address} is in {path.name} already, as {watched[_asked_of(asked[0])]!r}."
            " Nothing was added. Change it there, or ask it for something else."
        )
    _append(path, added)
    return tuple(added)


def _asked_of(source: Source) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    """What makes two sources the same: kind, address and what is asked, not how it is named."""
    ask = {name: value for name, value in source.ask.items() if name not in ("contact", "from")}
    address = source.address.rstrip("/").removeprefix("https://").removeprefix("http://")
    return source.kind, address, tuple(sorted(ask.items()))


def _append(path: Path, sources: list[Source]) -> None:
    written = path.read_bytes().decode("utf-8-sig") if path.exists() else _HEADER
    document = tomlkit.parse(written if written.endswith("\n") else f"{written}\n")
    listed: Any = document.get("sources")
    if listed is None:
        listed = tomlkit.aot()
        document.append("sources", listed)
    # A curator may have written the list in brackets, in which a table stands in braces.
    is_in_brackets = isinstance(listed, Array)
    for source in sources:
        table = tomlkit.inline_table() if is_in_brackets else tomlkit.table()
        _fill(table, source)
        listed.append(table)
    write_list(path, tomlkit.dumps(document))


def write_list(path: Path, text: str) -> None:
    """Put the whole text in place at once: half a list would be the curator's loss."""
    beside = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        raise _unwritable(path, error) from None


def _unwritable(path: Path, error: OSError) -> HorizonError:
    return HorizonError(
        f"{path} cannot be written to ({error.strerror or error}). Nothing was added. Make room or"
        " get the right to write there, or name another folder with --workspace."
    )


def _fill(table: Table | InlineTable, source: Source) -> None:
    """Only what says something: defaults are left to be defaults."""
    said: dict[str, Any] = {"name": source.name, "kind": source.kind, "address": source.address}
    said["topics"] = list(source.topics)
    said |= {"owner": source.owner, "licence": source.licence, "secret": source.secret}
    for name, value in said.items():
        if value:
            table.add(name, value)
    if source.every_hours != Source("", "", "").every_hours:
        table.add("every_hours", source.every_hours)
    if source.ask:
        ask = tomlkit.inline_table()
        ask.update(dict(source.ask))
        table.add("ask", ask)
    if isinstance(table, Table):
        table.add(tomlkit.nl())
