"""Consultations and standards that close: which comes next, which is over, who has answered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from theodolite.evidence.days import day_in_words
from theodolite.horizon.archive import Entry
from theodolite.horizon.item import Item, Kind

RESPONSE = "response"
"""The kind of journal entry that says that an item was answered; its subject is the item."""


@dataclass(frozen=True)
class Deadline:
    """Something that closes on a day; `days_left` is below 0 once it is over.

    `answered_by` says how it was answered: who wrote it down, or our record that names it; it is
    empty where no answer is known, which is not to say that there was none.
    """

    identity: str
    title: str
    kind: Kind
    topics: tuple[str, ...]
    closes: date
    days_left: int
    answered_by: str

    def sentence(self) -> str:
        """What closes when, and whether we have answered."""
        answer = f"answered ({self.answered_by})" if self.answered_by else "no answer known"
        return f"{self.title}: {_when(self.days_left)} ({day_in_words(self.closes)}), {answer}."


@dataclass(frozen=True)
class Deadlines:
    """What is still open, next first, and what is over, latest first.

    `long_over` counts those that closed too long ago to be told.
    """

    open: tuple[Deadline, ...]
    over: tuple[Deadline, ...]
    long_over: int


def deadlines(
    items: Iterable[Item],
    *,
    on: date,
    late_days: int = 180,
    placements: Mapping[str, Sequence[str]] | None = None,
    records: Iterable[Item] = (),
    responses: Iterable[Entry] = (),
) -> Deadlines:
    """Every item with a deadline, as seen from a day.

    An answer is known from a journal entry of kind `response`, or from a record of ours that links
    to the item.
    """
    answers = _answers(records, responses)
    found = [
        Deadline(
            item.identity,
            item.title,
            item.kind,
            tuple((placements or {}).get(item.identity, ())),
            item.deadline,
            (item.deadline - on).days,
            answers.get(item.identity, ""),
        )
        for item in items
        if item.deadline is not None
    ]
    ordered = sorted(found, key=lambda one: (one.closes, one.identity))
    over = [one for one in ordered if one.days_left < 0]
    told = [one for one in over if -one.days_left <= late_days]
    return Deadlines(
        tuple(one for one in ordered if one.days_left >= 0),
        tuple(reversed(told)),
        len(over) - len(told),
    )


def _answers(records: Iterable[Item], responses: Iterable[Entry]) -> dict[str, str]:
    by_record = {link.target: record.title for record in records for link in record.links}
    return by_record | {entry.subject: entry.by for entry in responses if entry.kind == RESPONSE}


def _when(days_left: int) -> str:
    """How far off a deadline is.

    >>> _when(0), _when(1), _when(12), _when(-30)
    ('closes today', 'closes tomorrow', 'closes in 12 days', 'closed 30 days ago')
    """
    if days_left >= 2:
        return f"closes in {days_left} days"
    if days_left <= -2:
        return f"closed {-days_left} days ago"
    return {0: "closes today", 1: "closes tomorrow", -1: "closed yesterday"}[days_left]
