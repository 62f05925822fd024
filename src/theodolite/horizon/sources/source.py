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
    secret itself. An `address` without a scheme is the path of a file, from the workspace's folder.
    One that is `paused` stays in the list and is not asked.
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
    paused: bool = False

    __pydantic_config__ = STRICT


@dataclass(frozen=True, slots=True)
class Request:
    """What to ask of a source: an address and the headers its kind needs.

    `remember` comes back to `read` as it is: what the kind must know of the pages before, so that
    a scan that was stopped goes on from its last request alone. `secret_parameter` names the
    parameter of the address in which the source's secret, if it has one, is sent; whoever fetches
    adds it last, so that no secret is ever written down.
    """

    address: str
    headers: Mapping[str, str] = field(default_factory=dict)
    remember: Mapping[str, str] = field(default_factory=dict)
    secret_parameter: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the bytes, the headers (names in lower case) and when, in UTC.

    `address` is where it was found in the end, after redirects. Only answers that succeeded are
    read. A mailbox answers with its messages as `sources.mailbox.as_mbox` writes them.
    """

    payload: bytes
    address: str
    at: datetime
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Page:
    """What one answer held.

    `following` is what to ask next, None when all has been read; `unreadable` says in a sentence
    for each record why it could not be read; `notes` says what its curator should know of the
    source itself. `withdrawn` are identities the source took back, or `name:value` of one of their
    identifiers where it tells only that (`oai:…`). `total` is how many records the source says
    there are over all pages, None where it does not say.
    """

    items: tuple[Item, ...]
    following: Request | None = None
    unreadable: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    total: int | None = None


class SourceKind(Protocol):
    """What every module of this package that reads a kind of source offers."""

    def first_request(self, source: Source, *, since: datetime | None) -> Request:
        """What to ask first.

        `since` is up to when the last scan read everything, None to read all there is; a kind
        asks for some days more where its source tells of records late.
        """

    def read(self, answer: Answer, asked: Request, source: Source) -> Page:
        """Items, and what to ask next, from one answer; a hostile one raises UnreadableSource."""
