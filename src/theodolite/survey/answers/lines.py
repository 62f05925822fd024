"""The respondents' lines of one export: who they are, how long they took, and what is blank."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from theodolite.survey.answers.answers import UnreadableCell
from theodolite.survey.answers.cells import number_in
from theodolite.survey.answers.export import Export
from theodolite.survey.answers.matching import Columns
from theodolite.survey.answers.spelling import spelling
from theodolite.survey.answers.times import clock_seconds, moments
from theodolite.survey.questionnaire import Questionnaire, RespondentColumns


@dataclass(frozen=True)
class Lines:
    """One line for each respondent; `missing` are spellings that mean nothing was answered."""

    export: Export
    respondents: tuple[str, ...]
    missing: frozenset[str]

    @cached_property
    def rows(self) -> tuple[int, ...]:
        """Where each line stands in the spreadsheet."""
        return tuple(line for line, _ in self.export.respondents)

    def is_blank(self, cell: str) -> bool:
        """Whether a cell holds no answer."""
        return not cell or spelling(cell) in self.missing

    def answers(self, place: int) -> set[str]:
        """The different answers in one column."""
        return {cell for cell in set(self.export.cells[place]) if not self.is_blank(cell)}

    def unreadable(
        self, at: int, place: int, question: str, expected: str, *, value: str = ""
    ) -> UnreadableCell:
        """List a cell, or the `value` that is part of it, as not read."""
        return UnreadableCell(
            row=self.rows[at],
            column=self.export.columns[place].header,
            respondent=self.respondents[at],
            question=question,
            value=value or self.export.cells[place][at],
            expected=expected,
        )


def lines_of(questionnaire: Questionnaire, columns: Columns) -> Lines:
    """Tell respondents apart by their column, or by their row where there is none."""
    export = columns.export
    rows = [str(line) for line, _ in export.respondents]
    if questionnaire.respondent.id:
        place = columns.one(questionnaire.respondent.id, where="respondent.id")
        named = [cell or row for cell, row in zip(export.cells[place], rows, strict=True)]
    else:
        named = rows
    missing = frozenset(spelling(each) for each in questionnaire.missing)
    return Lines(export, tuple(named), missing)


def places_of(respondent: RespondentColumns, columns: Columns) -> dict[str, int]:
    """Where the export keeps who answered and when, for each of these that is given."""
    given = {name: getattr(respondent, name) for name in ("id", "started", "ended", "seconds")}
    return {
        name: columns.one(header, where=f"respondent.{name}")
        for name, header in given.items()
        if header
    }


def seconds_taken(
    lines: Lines, places: dict[str, int]
) -> tuple[list[float | None], list[UnreadableCell]]:
    """The time each respondent took: as the export says, or from start to end."""
    if "seconds" in places:
        cells = lines.export.cells[places["seconds"]]
        seconds = [_seconds(cell) for cell in cells]
        return seconds, _unread(lines, places["seconds"], seconds, "seconds", "a number of seconds")
    if not {"started", "ended"} <= set(places):
        return [None] * len(lines.respondents), []
    # Both columns together, so that days and months are told apart alike in both.
    times = [*lines.export.cells[places["started"]], *lines.export.cells[places["ended"]]]
    both = moments(times)
    started, ended = both[: len(both) // 2], both[len(both) // 2 :]
    unread = [
        *_unread(lines, places["started"], started, "started", "a date and a time"),
        *_unread(lines, places["ended"], ended, "ended", "a date and a time"),
    ]
    taken = [
        (end - start).total_seconds() if start and end else None
        for start, end in zip(started, ended, strict=True)
    ]
    return taken, unread


def _seconds(cell: str) -> float | None:
    clock = clock_seconds(cell)
    return number_in(cell) if clock is None else clock


def _unread(
    lines: Lines, place: int, values: Sequence[object], what: str, expected: str
) -> list[UnreadableCell]:
    return [
        lines.unreadable(at, place, f"respondent.{what}", expected)
        for at, (cell, value) in enumerate(zip(lines.export.cells[place], values, strict=True))
        if value is None and not lines.is_blank(cell)
    ]
