"""Findings of jobs in the shape that pages show, kept under a name and read back as they were."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from theodolite.store.models import WorkedOut
from theodolite.store.visibility import Viewer

Finding = TypeVar("Finding")


@dataclass(frozen=True, slots=True)
class Found(Generic[Finding]):
    """A finding, and as of when it holds."""

    said: Finding
    at: datetime


@dataclass(frozen=True, slots=True)
class Rise:
    """Something that rises or fades: what is claimed of it, and the items behind."""

    sort: str
    direction: str
    name: str
    code: str
    sentence: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A figure that was drawn: its code, what it shows, and its sort (topic, watched, phrase)."""

    code: str
    sort: str
    name: str
    topic: str


@dataclass(frozen=True, slots=True)
class TrendsTold:
    """What rises, fades and joins topics up, how sure that is, and how earlier alerts turned out.

    `chance` says for rising and fading how many are expected to be chance.
    """

    as_of: date
    periods: tuple[str, ...]
    counted: int
    rising: tuple[Rise, ...]
    fading: tuple[Rise, ...]
    bridges: tuple[str, ...]
    emerging: tuple[str, ...]
    chance: tuple[str, ...]
    record: tuple[str, ...]
    notes: tuple[str, ...]
    figures: tuple[Drawn, ...]


@dataclass(frozen=True, slots=True)
class TopicCount:
    """How many items belong to a topic: in all, kept, and new in the last four weeks."""

    code: str
    items: int
    kept: int
    recent: int


@dataclass(frozen=True, slots=True)
class TopicsTold:
    """Every topic of the framework with its counts, and what the chances of placing rest on."""

    counts: tuple[TopicCount, ...]
    calibration: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Closing:
    """Something that closes on a day, said in a sentence."""

    identity: str
    title: str
    closes: date
    sentence: str
    is_over: bool


@dataclass(frozen=True, slots=True)
class GapTold:
    """A topic that is asked for and that we say nothing on."""

    topic: str
    name: str
    sentence: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GapsTold:
    """Gaps and deadlines, and what was looked at."""

    gaps: tuple[GapTold, ...]
    covered: tuple[str, ...]
    records: int
    notes: tuple[str, ...]
    closing: tuple[Closing, ...]
    long_over: int


@dataclass(frozen=True, slots=True)
class RoundTold:
    """How far the reading of this round has come, and whether it may stop."""

    items: int
    unread: int
    kept: int
    discarded: int
    found: int
    recall_at_least: float
    may_stop: bool
    sentence: str
    audited: int


@dataclass(frozen=True, slots=True)
class YieldTold:
    """What one source was worth."""

    source: str
    items: int
    accepted: int
    first: int
    alone: int
    lead_days: float | None


@dataclass(frozen=True, slots=True)
class RadarTold:
    """An edition of the radar as its own JSON, with the figure's code."""

    edition: str
    figure: str


def keep(name: str, said: Any, *, at: datetime) -> None:
    """Keep a finding under its name, in the place of the one before."""
    WorkedOut.objects.update_or_create(
        name=name, defaults={"said": _adapter(type(said)).dump_python(said, mode="json"), "at": at}
    )


def newest(name: str, kind: type[Finding], viewer: Viewer) -> Found[Finding] | None:
    """The newest finding of a name, if there is one yet that the viewer may see.

    One that an earlier release told in another shape counts as none: the next job tells it anew.
    """
    row = WorkedOut.objects.visible_to(viewer).filter(name=name).first()
    if row is None:
        return None
    try:
        return Found(_adapter(kind).validate_python(row.said), row.at)
    except ValidationError:
        return None


_adapters: dict[Any, TypeAdapter[Any]] = {}


def _adapter(kind: Any) -> TypeAdapter[Any]:
    """Made once for each kind, which takes longer than to use it."""
    if kind not in _adapters:
        _adapters[kind] = TypeAdapter(kind)
    return _adapters[kind]
