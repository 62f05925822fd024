"""Put an export and its questionnaire together into typed answers."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from theodolite.settings.errors import UnusableSettings
from theodolite.survey.answers.answers import RESPONDENT, ROW, SECONDS, Answers
from theodolite.survey.answers.cells import NOT_TICKED
from theodolite.survey.answers.export import Export
from theodolite.survey.answers.fields import Typed, typed
from theodolite.survey.answers.lines import Lines, lines_of, places_of, seconds_taken
from theodolite.survey.answers.matching import Columns, Version, versions_of
from theodolite.survey.answers.opening import export_from_frame, read_export
from theodolite.survey.answers.spelling import spelling
from theodolite.survey.answers.ticks import ticked
from theodolite.survey.questionnaire import Kind, Layout, Question, Questionnaire

_TYPES: dict[Kind, type[pl.DataType]] = {
    "single": pl.String,
    "multiple": pl.Boolean,
    "share": pl.Float64,
    "scale": pl.Float64,
    "number": pl.Float64,
    "text": pl.String,
    "place": pl.String,
}


def read_answers(
    source: Any, questionnaire: Questionnaire, *, layout: Layout | None = None, sheet: str = ""
) -> Answers:
    """Read a file, or a data frame of pandas, polars or pyarrow, as answers to a questionnaire.

    Every cell that is not blank becomes an answer or is listed as unreadable; nothing is dropped.
    """
    if isinstance(source, str | Path):
        return answers_in(read_export(source, layout=layout, sheet=sheet), questionnaire)
    return answers_in(export_from_frame(source, layout=layout), questionnaire)


def answers_in(export: Export, questionnaire: Questionnaire) -> Answers:
    """Type every cell of an export that belongs to a question of the questionnaire."""
    _refuse_names_taken_twice(questionnaire)
    columns = Columns(export)
    lines = lines_of(questionnaire, columns)
    places = places_of(questionnaire.respondent, columns)
    seconds, untimed = seconds_taken(lines, places)
    series = [
        pl.Series(RESPONDENT, lines.respondents, dtype=pl.String),
        pl.Series(ROW, lines.rows, dtype=pl.Int64),
        pl.Series(SECONDS, seconds, dtype=pl.Float64),
    ]
    unreadable = list(untimed)
    notes = list(export.notes)
    used = set(places.values())
    for question in questionnaire.questions:
        versions = versions_of(question, columns)
        answers = _typed(question, versions, lines, questionnaire)
        kind = _TYPES[question.kind]
        series += [pl.Series(name, values, dtype=kind) for name, values in answers.fields.items()]
        unreadable.extend(answers.unreadable)
        notes.extend(_unlisted(question, versions, lines))
        used.update(_places(versions))
    return Answers(
        questionnaire,
        pl.DataFrame(series),
        export.layout,
        export.digest,
        export.name,
        tuple(unreadable),
        (*notes, *_unused(lines, used)),
    )


def _refuse_names_taken_twice(questionnaire: Questionnaire) -> None:
    """Each field needs a name of its own among the columns of the answers."""
    taken = {RESPONDENT: "", ROW: "", SECONDS: ""}
    for question in questionnaire.questions:
        for field in question.fields():
            if field in taken:
                other = f"question {taken[field]!r}" if taken[field] else "every set of answers"
                raise UnusableSettings(
                    f"Question {question.code!r} would be kept as {field!r}, a name that {other}"
                    " already has. Give the question another code."
                )
            taken[field] = question.code


def _typed(
    question: Question, versions: Sequence[Version], lines: Lines, questionnaire: Questionnaire
) -> Typed:
    if question.kind != "multiple":
        return typed(question, versions, lines)
    is_forms = lines.export.layout == "msforms"
    separator = ";" if is_forms else questionnaire.multiple_separator
    return ticked(question, versions, lines, separator=separator)


def _places(versions: Sequence[Version]) -> Iterator[int]:
    for version in versions:
        yield from version.columns.values()
        yield from version.unlisted
        if version.joined is not None:
            yield version.joined


def _unlisted(question: Question, versions: Sequence[Version], lines: Lines) -> Iterator[str]:
    """Tell which options the export has beyond those of the questionnaire, and how often."""
    options = [
        f"{_option_name(lines, place)!r} ({_times_chosen(lines, place)})"
        for version in versions
        for place in version.unlisted
    ]
    if options:
        yield (
            f"Question {question.code!r} has options in the export that the questionnaire does not"
            f" list, here with how many chose them: {_first(options)}."
        )


def _option_name(lines: Lines, place: int) -> str:
    column = lines.export.columns[place]
    return column.option_text or column.option or column.header


def _times_chosen(lines: Lines, place: int) -> int:
    cells = lines.export.cells[place]
    return sum(not lines.is_blank(cell) and spelling(cell) not in NOT_TICKED for cell in cells)


def _unused(lines: Lines, used: set[int]) -> Iterator[str]:
    unused = [
        column.header for place, column in enumerate(lines.export.columns) if place not in used
    ]
    if unused:
        named = _first([repr(header) for header in unused])
        yield f"{len(unused)} columns belong to no question and were not read: {named}."


def _first(names: Sequence[str]) -> str:
    more = f" and {len(names) - 8} more" if len(names) > 8 else ""
    return ", ".join(names[:8]) + more
