"""From the columns of one question to typed values, where one cell holds one answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from theodolite.survey.answers.answers import UnreadableCell
from theodolite.survey.answers.cells import ReadCell, Value, expected_of, reader_of
from theodolite.survey.answers.lines import Lines
from theodolite.survey.answers.matching import Version
from theodolite.survey.questionnaire import Question

ONE_VERSION = "nothing, since another version of the question was answered differently"
"""What was expected in a version of a question that a respondent had answered elsewhere."""


@dataclass(frozen=True, slots=True)
class Typed:
    """The fields of one question, a value for each respondent, and what could not be read."""

    fields: Mapping[str, Sequence[Value | None]]
    unreadable: tuple[UnreadableCell, ...]


def typed(question: Question, versions: Sequence[Version], lines: Lines) -> Typed:
    """Read every field of a question; of several versions the first that was answered counts."""
    read = reader_of(question)
    fields: dict[str, Sequence[Value | None]] = {}
    unreadable: list[UnreadableCell] = []
    for field in question.fields():
        places = [version.columns[field] for version in versions if field in version.columns]
        fields[field], unread = _field(question, places, lines, read)
        unreadable.extend(unread)
    return Typed(fields, tuple(unreadable))


def _field(
    question: Question, places: Sequence[int], lines: Lines, read: ReadCell
) -> tuple[list[Value | None], list[UnreadableCell]]:
    values: list[Value | None] = [None] * len(lines.respondents)
    unread = []
    for place in places:
        known = {cell: read(cell) for cell in lines.answers(place)}
        for at, cell in enumerate(lines.export.cells[place]):
            value = known.get(cell)
            if value is None and cell in known:
                expected = expected_of(question, cell)
                unread.append(lines.unreadable(at, place, question.code, expected))
            elif values[at] is None:
                values[at] = value
            elif value is not None and value != values[at]:
                unread.append(lines.unreadable(at, place, question.code, ONE_VERSION))
    return values, unread
