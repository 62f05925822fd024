"""What the API takes and gives, as its description tells it."""

from datetime import date, datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from theodolite.web.api.cursors import PATTERN

Words = Annotated[str, Field(max_length=600, pattern=r"^[^\x00]*$")]
"""Text without the one character that databases refuse."""

Required = Annotated[str, Field(min_length=1, max_length=600, pattern=r"^[^\x00]*\S[^\x00]*$")]
"""Text that says something."""

PageNumber = Annotated[int, Field(ge=1, le=100_000)]
Number = Annotated[int, Field(ge=1, le=2**31 - 1)]
Limit = Annotated[int, Field(ge=1, le=200)]
Cursor = Annotated[str, Field(pattern=PATTERN)]


class Problem(Schema):
    """What is wrong, and what to do (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str


class ItemShape(Schema):
    """One thing, however many sources brought it. `seen_by` are members who agreed to be named."""

    identity: str
    title: str
    abstract: str
    kind: str
    people: str
    venue: str
    address: str
    published: str
    observed_at: datetime
    deadline: date | None
    starts: date | None
    ends: date | None
    topics: list[str]
    sources: list[str]
    records: list[str]
    horizon: str
    outlook: str
    readiness: str
    state: str
    decided_at: datetime | None


class WholeItem(ItemShape):
    """One thing with whom it is owed to."""

    seen_by: list[str]


class ItemPage(Schema):
    """Some things, newest first; `next` is the cursor of those after, empty at the end."""

    items: list[ItemShape]
    next: str


class FoundPage(Schema):
    """Things that have the words; `total` counts them on all pages, up to the first 2,000."""

    items: list[ItemShape]
    total: int


class ItemsAsked(Schema):
    """Which things to list; what is left out does not limit."""

    state: Literal["waiting", "kept", "discarded", "in conflict", "set aside"] | None = None
    topic: Words = ""
    kind: Words = ""
    source: Words = ""
    since: date | None = None
    until: date | None = None
    limit: Limit = 50
    cursor: Cursor = ""


class DeadlineShape(Schema):
    """A thing that closes on a day."""

    identity: str
    title: str
    address: str
    topics: list[str]
    deadline: date
    days_left: int


class TopicShape(Schema):
    """A topic of the society's framework; `kept` counts what was kept in it."""

    code: str
    name: str
    description: str
    kept: int


class Decision(Schema):
    """What is decided of a thing, and why."""

    identity: Required
    decision: Literal["keep", "discard"]
    reason: Words = ""


class Decided(Schema):
    """The decision as it was written down, and how the thing stands with it."""

    number: int
    identity: str
    decision: str
    reason: str
    at: datetime
    state: str


class SightingGiven(Schema):
    """What a member saw: an address, a DOI or a title, and why it matters."""

    given: Annotated[str, Field(min_length=1, max_length=500, pattern=r"^[^\x00]*\S[^\x00]*$")]
    why: Annotated[str, Field(min_length=1, max_length=300, pattern=r"^[^\x00]*\S[^\x00]*$")]
    topic: Annotated[str, Field(max_length=60, pattern=r"^[^\x00]*$")] = ""
    may_be_named: bool = False


class SightingShape(Schema):
    """A sighting: where it stands, until when it is answered, and its answer."""

    key: str
    given: str
    identity: str
    why: str
    topic: str
    may_be_named: bool
    given_at: datetime
    stands: str
    due_on: date
    answer: str
    answered_at: datetime | None


class SightingPage(Schema):
    """One's own sightings, newest first; `next` is the page after, nothing at the end."""

    sightings: list[SightingShape]
    next: int | None


class JobShape(Schema):
    """A piece of work: how far it is, and how it ended."""

    number: int
    kind: str
    state: str
    share: float
    said: str
    error: str
    asked_at: datetime
    ended_at: datetime | None


class VerifiedShape(Schema):
    """What a check of the whole history found; `broken_at` is the first line that does not fit."""

    entries: int
    erased: int
    broken_at: int | None


class TrendShape(Schema):
    """Something that rises or fades, said in a sentence, with the items behind it."""

    direction: str
    sort: str
    name: str
    topic: str
    sentence: str
    items: list[str]


class TrendsShape(Schema):
    """What rises and fades as of a day, how much of it chance may be, and the earlier record."""

    as_of: date
    counted: int
    rising: list[TrendShape]
    fading: list[TrendShape]
    chance: list[str]
    record: list[str]
    notes: list[str]


class ReportShape(Schema):
    """A report that was let out; a withdrawn one says why and holds no numbers."""

    number: int
    title: str
    audience: str
    state: str
    published_at: datetime | None
    withdrawn_because: str
    profile: str


class ReportRow(Schema):
    """One row of a table; its cells are as printed, hidden counts as [c].

    `group` is the heading above it, `parts` the headings that split each column there, and `span`
    how many of the table's columns of cells each of its cells takes.
    """

    group: str
    label: str
    parts: list[str]
    span: int
    cells: list[str]


class ReportTable(Schema):
    """A table as printed, every named column `width` cells wide."""

    name: str
    title: str
    columns: list[str]
    width: int
    rows: list[ReportRow]
    notes: list[str]


class WholeReport(ReportShape):
    """A report with its tables; those under a figure carry its name."""

    tables: list[ReportTable]
