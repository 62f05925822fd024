"""How each source is: when it is due, whether it has fallen silent, and what to tell its owner.

No source ever dies silently. One that fails is asked again after a wait that doubles, a day at
most, for ever; one that answers but brings nothing new for much longer than it used to is stale;
and each has a line in the weekly word to its owner.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Literal

from theodolite.evidence.days import day_in_words
from theodolite.horizon.sources.source import Source
from theodolite.horizon.visits import History, Visit

State = Literal[
    "well", "paused", "not yet asked", "stale", "never yields", "moved", "slow down", "budget gone",
    "blocked by robots", "secret missing", "gone", "failing",
]  # fmt: skip

LONGEST_WAIT = timedelta(days=1)
"""A source that fails is asked at least this often, however long it has failed."""

_FIRST_WAIT = timedelta(minutes=15)
_FEWEST_DAYS = 5
_DAYS_THAT_COUNT = 31
_QUIET_FOR = timedelta(days=28)
_PASSES_WITHIN = timedelta(days=7)
_BUSY: tuple[State, ...] = ("slow down", "budget gone")
_NAMED: Mapping[str, State] = {
    "slow down": "slow down",
    "budget gone": "budget gone",
    "blocked by robots": "blocked by robots",
    "secret missing": "secret missing",
    "gone": "gone",
}


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often a source brings something: days between, usually and at most, and the last day.

    `patience_days` is how long its silence is nothing unusual.
    """

    usual_days: float
    longest_days: float
    last: date

    @property
    def patience_days(self) -> float:
        """Half as long again as it was ever silent, between three and ten times the usual pause."""
        longest = min(1.5 * self.longest_days, 10 * self.usual_days)
        return max(longest, 3 * self.usual_days, 3.0)


@dataclass(frozen=True, slots=True)
class Health:
    """How one source is, in a word and a sentence, and when it is asked next."""

    source: Source
    state: State
    said: str
    due: datetime
    last_well: datetime | None
    failures: int
    items: int
    new: int

    @property
    def needs_attention(self) -> bool:
        """Whether someone should look at it; a host that is busy passes by itself."""
        return self.state not in ("well", "paused", "not yet asked", *_BUSY)


def next_due(source: Source, history: History, *, now: datetime) -> datetime:
    """When a source is to be asked again: every so often, or sooner while it fails.

    One whose curator has changed what it is asked for is due at once.
    """
    if not history.visits or history.of(source) is not history:
        return now
    last = history.visits[-1]
    # A clock that was wrong for a day must not keep a source from being asked for a year.
    if last.outcome == "more to read" or last.at > now + LONGEST_WAIT:
        return min(last.at, now)
    if last.is_well:
        # What was begun and not finished, by a scan that was stopped, is due at once.
        return last.at if history.going_on else last.at + timedelta(hours=source.every_hours)
    doubled: timedelta = _FIRST_WAIT * 2 ** min(history.failures - 1, 10)
    wait = min(doubled, LONGEST_WAIT)
    return max(last.at + wait, min(last.until or last.at, last.at + LONGEST_WAIT))


def health(source: Source, history: History, *, now: datetime) -> Health:
    """How a source is at a moment, from everything the journal says of it."""
    state, said = _state(source, history, now)
    well = [visit for visit in history.visits if visit.is_well]
    return Health(
        source,
        state,
        said,
        next_due(source, history, now=now),
        well[-1].at if well else None,
        history.failures,
        sum(visit.items for visit in history.visits),
        sum(visit.new for visit in history.visits),
    )


def rhythm(visits: Iterable[Visit]) -> Rhythm | None:
    """How often a source brings something, by the days its items were published.

    By the days they arrived where it does not date them; None with fewer than five days. What the
    first visit brought had been there for who knows how long, so it counts by its dates alone.
    """
    published: set[date] = set()
    arrived: set[date] = set()
    has_begun = False
    for visit in visits:
        seen_on = visit.at.date()
        for page in visit.pages:
            days = map(date.fromisoformat, page.published)
            published |= {day for day in days if day <= seen_on}
            arrived |= {seen_on} if page.new and has_begun else set()
        has_begun = has_begun or visit.items > 0
    active = sorted(published if len(published) >= _FEWEST_DAYS else arrived)[-_DAYS_THAT_COUNT:]
    if len(active) < _FEWEST_DAYS:
        return None
    pauses = [(later - day).days for day, later in pairwise(active)]
    return Rhythm(median(pauses), max(pauses), max({active[-1], *arrived}))


def weekly(all_health: Sequence[Health], *, now: datetime) -> Mapping[str, tuple[str, ...]]:
    """A few lines for each owner about their sources; those without an owner come under ''."""
    owned: dict[str, list[Health]] = defaultdict(list)
    for one in all_health:
        owned[one.source.owner].append(one)
    return {owner: _lines(theirs, now) for owner, theirs in sorted(owned.items())}


def _lines(theirs: Sequence[Health], now: datetime) -> tuple[str, ...]:
    ailing = [one for one in theirs if one.needs_attention]
    waiting = [one for one in theirs if one.state in _BUSY]
    well = len(theirs) - len(ailing) - len(waiting)
    as_it_should = "as it should be" if well == 1 else "as they should be"
    watched = f"{_count(len(theirs), 'source')} watched"
    head = f"Week to {day_in_words(now)}: {watched}, {well} {as_it_should}"
    head += f", {len(ailing)} to look at." if ailing else "."
    return (head, *(f"{one.source.name}: {one.said}" for one in [*ailing, *waiting]))


def _state(source: Source, history: History, now: datetime) -> tuple[State, str]:
    if source.paused:
        return "paused", "It is paused: its curator does not want it to be asked for now."
    if not history.visits:
        return "not yet asked", "It has not been asked yet; the next scan will."
    last = history.visits[-1]
    if not last.is_well:
        return _failing(history, last)
    if last.moved_to:
        return "moved", (
            f"It has moved for good to {last.moved_to}, and is still read there."
            " Write that address into the list of sources before the old one ends."
        )
    new = _count(sum(one.new for one in history.visits), "new item")
    return _silent(history, now) or ("well", f"Read on {day_in_words(last.at)}; {new} so far.")


def _failing(history: History, last: Visit) -> tuple[State, str]:
    well = [visit.at for visit in history.visits if visit.is_well]
    state = _NAMED.get(last.outcome, "failing")
    # A host that is busy passes by itself; one that is busy for a week does not.
    if state in _BUSY and last.at - (well or [history.visits[0].at])[-1] > _PASSES_WITHIN:
        state = "failing"
    if state == "budget gone":
        return state, last.said
    since = f"last read on {day_in_words(well[-1])}" if well else "never read yet"
    times = f"{history.failures} times in a row" if history.failures > 1 else "once"
    return state, f"It failed {times} ({since}). {last.said}"


def _silent(history: History, now: datetime) -> tuple[State, str] | None:
    """Whether it answers and brings nothing: nothing ever, or nothing for unusually long."""
    well = [visit for visit in history.visits if visit.is_well]
    if not any(visit.items for visit in well):
        if len(well) >= _FEWEST_DAYS and well[-1].at - well[0].at >= _QUIET_FOR:
            return "never yields", (
                f"It was asked {len(well)} times since {day_in_words(well[0].at)} and never held"
                " anything. Check what it is asked for, or take it off the list."
            )
        return None
    usual = rhythm(history.visits)
    if usual is None:
        return None
    silent = (now.astimezone(UTC).date() - usual.last).days
    if silent <= usual.patience_days:
        return None
    return "stale", (
        f"It usually brings something every {_rhythm(round(usual.usual_days))}, never"
        f" paused longer than {_count(round(usual.longest_days), 'day')}, and has been silent for"
        f" {silent}. It still answers. See whether it has ended or moved."
    )


def _rhythm(days: int) -> str:
    return "day" if days <= 1 else f"{days:,} days"


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"
