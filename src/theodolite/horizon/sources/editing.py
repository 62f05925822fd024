"""Sources of a list changed where they stand; all else stays as its curator wrote it."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import tomlkit

from theodolite.horizon.errors import HorizonError
from theodolite.horizon.sources.adding import held, write_list
from theodolite.horizon.sources.source import Source
from theodolite.horizon.sources.sources_file import read_sources, sources_in
from theodolite.settings.errors import unknown_name
from theodolite.settings.written_toml import put

CHANGEABLE = ("topics", "owner", "every_hours", "paused", "address")
"""What can be changed of a source without making another of it."""


def change_source(
    path: Path, name: str, changes: Mapping[str, Any], *, seen: Source | None = None
) -> Source:
    """Change a source of the list, and give it as it is now; a default is taken off the list.

    `changes` are values by the names in CHANGEABLE. Where one of them is to be changed that is not
    as in `seen` any more, nothing is.
    """
    assert set(changes) <= set(CHANGEABLE), "there is more to a source than can be changed"
    with held(path):
        document = tomlkit.parse(path.read_bytes().decode("utf-8-sig"))
        listed: Any = document.get("sources", [])
        table = next((one for one in listed if one.get("name") == name), None)
        if table is None:
            known = [source.name for source in read_sources(path)]
            raise unknown_name("source", name, known, where=path.name)
        if seen is not None:
            _refuse_unseen(path, seen, changes)
        for key, value in changes.items():
            _set(table, key, value)
        text = tomlkit.dumps(document)
        sources = sources_in(text, path.name)
        write_list(path, text)
    return next(one for one in sources if one.name == name)


def _refuse_unseen(path: Path, seen: Source, names: Iterable[str]) -> None:
    now = next(one for one in read_sources(path) if one.name == seen.name)
    if any(getattr(now, one) != getattr(seen, one) for one in names):
        raise HorizonError(
            f"{seen.name} was changed by someone else in the same moment, so yours was not saved."
            " Open its page anew, see how it is asked now, and save again what should hold."
        )


def _set(table: Any, key: str, value: Any) -> None:
    plain = list(value) if isinstance(value, tuple) else value
    default = getattr(Source("", "", ""), key)
    if value == default:
        table.pop(key, None)
    elif table.get(key) != plain:
        put(table, key, plain)
