"""A source as its curator configures it, and what passes between it and whoever fetches."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from theodolite.horizon.item import Item
from theodolite.settings.settings_file import STRICT


@dataclass(frozen=True)
class Source:
    """A few lines of the workspace's sources.toml.

    `kind` names a module of this package; `ask` holds what that kind needs to know (a query, a
    set, a folder of a mailbox). `topics` are codes of the framework that it is watched for,
    `owner` whom to tell when it falls silent. `secret` names an environment variable, never the
    secret itself.
    """

    name: str
    kind: str
    address: str
    topics: tuple[str, ...] = ()
    owner: str = ""
    every_hours: float = 24.0
    licence: str = ""
    ask: Mapping[str, str] = field(default_factory=dict)
    secret: str = ""

    __pydantic_config__ = STRICT


@dataclass(frozen=True, slots=True)
class Request:
    """What to ask of a source: an address and the headers its kind needs."""

    address: str
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the bytes, the headers (names in lower case) and when, in UTC.

    `address` is where it was found in the end, after redirects.
    """

    payload: bytes
    address: str
    at: datetime
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Page:
    """What one answer held.

    `following` is what to ask next, None when all has been read; `unreadable` says in a sentence
    for each record why it could not be read; `withdrawn` are identities the source took back.
    """

    items: tuple[Item, ...]
    following: Request | None = None
    unreadable: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()


class SourceKind(Protocol):
    """What every module of this package offers."""

    def first_request(self, source: Source, *, since: datetime | None) -> Request:
        """What to ask first; `since` is up to when the last scan read everything."""

    def read(self, answer: Answer, asked: Request, source: Source) -> Page:
        """Items, and what to ask next, from one answer; a hostile one raises UnreadableSource."""
