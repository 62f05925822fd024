"""Lists of sightings, as the pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from theodolite.store.models import Sighting
from theodolite.web.look.parts import Table
from theodolite.web.sightings.outcomes import outcomes_of
from theodolite.web.sightings.recognising import recognise
from theodolite.web.sightings.stages import Stage, age_words, due_words, stage_of


@dataclass(frozen=True, slots=True)
class Line:
    """One sighting of a list: where it stands, how long it waits, and its answer if any."""

    title: str
    href: str
    why: str
    stage: Stage
    age: str
    due: str
    is_overdue: bool
    answer: str
    by: str
    read_by: str


def lines_of(sightings: Iterable[Sighting], *, today: date) -> tuple[Line, ...]:
    """One line for each, in the same order."""
    found = tuple(sightings)
    outcomes = outcomes_of(one.identity for one in found)
    return tuple(line_of(one, outcomes.get(one.identity, ""), today=today) for one in found)


def line_of(sighting: Sighting, outcome: str, *, today: date) -> Line:
    """One sighting with what triage says of its item."""
    return Line(
        title=recognise(sighting.given).title,
        href=reverse("sightings:one", args=[sighting.key]),
        why=sighting.why,
        stage=stage_of(sighting, outcome),
        age=age_words(sighting, today),
        due=due_words(sighting, today) if sighting.answered_at is None else "",
        is_overdue=sighting.is_overdue(today),
        answer=sighting.answer,
        by=str(sighting.account or "someone who has left"),
        read_by=str(sighting.read_by or ""),
    )


def table_of_mine(lines: Iterable[Line]) -> Table:
    """One's own sightings as the rows of a file."""
    columns = ("What", "Why", "Stands", "Sent", "Due", "Answer")
    rows = tuple(
        (one.title, one.why, one.stage.words, one.age, one.due, one.answer) for one in lines
    )
    return Table("My sightings", columns, rows)


def table_of_awaiting(lines: Iterable[Line]) -> Table:
    """Sightings that await an answer as the rows of a file."""
    columns = ("What", "Why", "Stands", "Sent", "Due", "From", "Read by")
    rows = tuple(
        (one.title, one.why, one.stage.words, one.age, one.due, one.by, one.read_by)
        for one in lines
    )
    return Table("Sightings awaiting an answer", columns, rows)
