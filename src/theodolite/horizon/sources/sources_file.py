"""The workspace's list of sources, as its curator writes it in TOML."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from theodolite.horizon.sources.kinds import KINDS
from theodolite.horizon.sources.source import Source
from theodolite.settings.errors import UnusableSettings, nearest
from theodolite.settings.settings_file import STRICT, settings_in
from theodolite.settings.text_file import read_text

SOURCES_FILE = "sources.toml"
"""What the list is called in a workspace's folder."""

_WHAT = "list of sources"
_YEAR_HOURS = 24 * 366


@dataclass(frozen=True)
class _Sources:
    sources: tuple[Source, ...] = ()

    __pydantic_config__ = STRICT


def read_sources(path: Path) -> tuple[Source, ...]:
    """Every source of a list, in its order; names must differ and kinds be known."""
    return sources_in(read_text(path, what=_WHAT), path.name)


def sources_in(text: str, name: str) -> tuple[Source, ...]:
    """What `read_sources` finds in a list whose text is at hand; `name` is what it is called."""
    sources = settings_in(text, _Sources, what=_WHAT, name=name).sources
    where = f"The {_WHAT} {name}"
    for called, times in Counter(source.name for source in sources).items():
        if times > 1:
            raise UnusableSettings(
                f"{where} gives the name {called!r} to {times} sources."
                " Give every source a name of its own, or their items could not be told apart."
            )
    for source in sources:
        check_source(source, f"{where} has a source that")
    return sources


def check_source(source: Source, where: str) -> None:
    """Refuse a source that could not be asked; `where` begins the sentence that says so."""
    if not source.name.strip() or not source.address.strip():
        raise UnusableSettings(
            f"{where} lacks a name or an address ({source.name!r}, {source.address!r})."
            " Give it both."
        )
    if source.kind not in KINDS:
        raise UnusableSettings(
            f"{where} is of kind {source.kind!r}, which is not known ({source.name!r})."
            f" {nearest(source.kind, KINDS)}"
        )
    try:
        parts = urlsplit(source.address)
        is_whole = parts.port != 0
    except ValueError:
        is_whole = False
    if not is_whole:
        raise UnusableSettings(
            f"{where} has an address whose host or port cannot be told ({source.name!r})."
            " Give the address that a browser shows, such as https://example.org/feed."
        )
    if parts.password:
        raise UnusableSettings(
            f"{where} holds a password in its address ({source.name!r}), where it would be read by"
            " others. Put it into an environment variable and name that as the source's `secret`."
        )
    if not 0 < source.every_hours <= _YEAR_HOURS:
        raise UnusableSettings(
            f"{where} is to be asked every {source.every_hours:g} hours ({source.name!r})."
            f" Give a number of hours above 0 and up to {_YEAR_HOURS:,}, such as 24 for once a day."
        )
