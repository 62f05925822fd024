"""Write a drafted questionnaire as a file that an analyst can read and correct."""

from collections.abc import Iterator, Sequence
from pathlib import PurePath

import tomlkit

from theodolite.survey.answers.export import Export
from theodolite.survey.answers.spelling import loose_spelling
from theodolite.survey.drafting.housekeeping import left_out, named, respondent_columns
from theodolite.survey.drafting.joined import separator_of
from theodolite.survey.drafting.kinds import is_missing_mark
from theodolite.survey.drafting.questions import Drafted, draft_questions
from theodolite.survey.drafting.values import array_of, number_value, option_value, part_value
from theodolite.survey.questionnaire import RespondentColumns


def draft_questionnaire(export: Export) -> str:
    """Guess a questionnaire from an export, as TOML with the reason above each question.

    Reading the same export with it leaves no cell unread, save what a spreadsheet made a date of.
    """
    respondent = respondent_columns(export)
    kept_out = {
        place: why for place, why in left_out(export).items() if place not in respondent.values()
    }
    places = [
        place
        for place in range(len(export.columns))
        if place not in kept_out and place not in respondent.values()
    ]
    separator = separator_of(export, places)
    drafted = draft_questions(export, places, separator)
    text = [
        _heading(export, len(drafted)),
        _left_out(export, kept_out),
        _settings(export, places, separator),
        _respondent(named(respondent, export)),
        *(_question(one, len(export.respondents)) for one in drafted),
    ]
    return "\n".join(part for part in text if part)


def _heading(export: Export, questions: int) -> str:
    return (
        f"# Drafted from {_line(export.name)} ({export.layout} layout): {questions} questions,"
        f" {len(export.respondents)} respondents.\n"
        "# Every kind is a guess, with its reason above the question: correct it where it is wrong."
    )


def _left_out(export: Export, kept_out: dict[int, str]) -> str:
    lines = [
        f"# Left out as {why}: {_line(', '.join(_headers(export, kept_out, why)))}."
        for why in ("personal", "technical")
        if why in kept_out.values()
    ]
    return "\n".join(lines)


def _headers(export: Export, kept_out: dict[int, str], why: str) -> list[str]:
    return [export.columns[place].header for place, each in kept_out.items() if each == why]


def _settings(export: Export, places: Sequence[int], separator: str) -> str:
    title = PurePath(export.name).stem.replace("_", " ").strip().capitalize() or "Survey"
    settings = {"title": title}
    marks = sorted(
        {
            loose_spelling(cell): cell
            for place in places
            for cell in sorted(set(export.cells[place]))
            if is_missing_mark(cell)
        }.values()
    )
    text = "\n" + tomlkit.dumps(settings)
    if marks:
        text += "# What cells hold where nothing was answered.\n"
        text += tomlkit.dumps({"missing": array_of(marks)})
    return text + (tomlkit.dumps({"multiple_separator": separator}) if separator != ";" else "")


def _respondent(columns: RespondentColumns) -> str:
    given = {
        role: header
        for role in ("id", "started", "ended", "seconds")
        if (header := getattr(columns, role))
    }
    return f"[respondent]\n{tomlkit.dumps(given)}" if given else ""


def _question(drafted: Drafted, respondents: int) -> str:
    question = drafted.question
    settings = tomlkit.document()
    for name, value in _question_settings(drafted):
        settings.add(name, value)
    reason = f"{drafted.why}; answered by {drafted.answered} of {respondents}."
    return f"# {question.kind}: {_line(reason)}\n[[questions]]\n{tomlkit.dumps(settings)}"


def _question_settings(drafted: Drafted) -> Iterator[tuple[str, object]]:
    question = drafted.question
    yield "code", question.code
    yield "text", question.text
    yield "kind", question.kind
    if question.columns:
        yield "columns", array_of(question.columns)
    if question.parts:
        yield "parts", array_of([part_value(part) for part in question.parts])
    if question.options:
        yield "options", array_of([option_value(option) for option in question.options])
    for bound in ("low", "high"):
        if (value := getattr(question, bound)) is not None:
            yield bound, number_value(value)
    if question.unit:
        yield "unit", question.unit


def _line(text: str) -> str:
    """Text that cannot break out of a comment."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())
