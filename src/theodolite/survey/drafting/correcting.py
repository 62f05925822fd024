"""Correct one question in a questionnaire's text, and leave all else of the text as it is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import tomlkit

from theodolite.settings.errors import UnusableSettings, unknown_name
from theodolite.settings.written_toml import put
from theodolite.survey.drafting.values import array_of, number_value, option_value, part_value
from theodolite.survey.questionnaire import (
    Kind,
    Option,
    Part,
    Question,
    Questionnaire,
    questionnaire_in,
)

SEPARATOR = "|"
"""Stands between the code of an option or part and what a reader sees, one a line."""

_BEGINS = re.compile(r"\s*\[\[\s*questions\s*\]\]\s*(#.*)?")


@dataclass(frozen=True, slots=True)
class Correction:
    """What an analyst says of one question; `options` and `parts` are lines of code | text."""

    text: str
    kind: Kind
    options: str = ""
    parts: str = ""
    low: float | None = None
    high: float | None = None
    unit: str = ""


def correction_of(question: Question) -> Correction:
    """The question as it is, to be corrected."""
    return Correction(
        text=question.text,
        kind=question.kind,
        options=as_lines(question.options),
        parts=as_lines(question.parts),
        low=question.low,
        high=question.high,
        unit=question.unit,
    )


def corrected(text: str, code: str, correction: Correction) -> str:
    """The questionnaire's text with one question corrected; it is checked as a whole.

    What an option says beyond code and text (its group, other spellings, its column) stays with
    its code.
    """
    before = questionnaire_in(text)
    question = before.question(code, where="the correction")
    after = _after(question, correction)
    if after == question:
        return text
    document = tomlkit.parse(text)
    tables: Any = document["questions"]
    _write(tables[_place(before, code)], question, after)
    found = tomlkit.dumps(document)
    questionnaire_in(found)
    return found


def reasons_in(text: str) -> tuple[str, ...]:
    """What the comment above each question says, in the order of the questions."""
    lines = text.splitlines()
    return tuple(
        lines[at - 1].lstrip("# ").strip() if at and lines[at - 1].startswith("#") else ""
        for at, line in enumerate(lines)
        if _BEGINS.fullmatch(line)
    )


def blocks_in(text: str) -> dict[str, str]:
    """The text of each question by its code, and of all that is said besides."""
    document: Any = tomlkit.parse(text)
    blocks = {str(one["code"]): one.as_string() for one in document.pop("questions")}
    return {
        code: _without_comments(one) for code, one in {"": document.as_string(), **blocks}.items()
    }


def as_lines(named: Sequence[Option | Part]) -> str:
    """Options or parts as a correction writes them."""
    return "\n".join(
        f"{one.code} {SEPARATOR} {one.text}" if one.text else one.code for one in named
    )


def _after(question: Question, said: Correction) -> Question:
    options = _options(question, said.options)
    parts = _parts(question, said.parts)
    return replace(
        question,
        text=" ".join(said.text.split()),
        kind=said.kind,
        options=options,
        parts=parts,
        low=said.low,
        high=said.high,
        unit=said.unit.strip(),
    )


def _options(question: Question, lines: str) -> tuple[Option, ...]:
    if lines == as_lines(question.options):
        # A code may hold the separator itself; what was not touched is not read anew.
        return question.options
    known = {option.code: option for option in question.options}
    return tuple(replace(known.get(code, Option(code)), text=text) for code, text in _codes(lines))


def _parts(question: Question, lines: str) -> tuple[Part, ...]:
    if lines == as_lines(question.parts):
        return question.parts
    known = {part.code: part for part in question.parts}
    new = [code for code, _ in _codes(lines) if code not in known]
    if new:
        # A part is a column of the export, which nobody can invent here.
        raise unknown_name("part", new[0], known, where=f"question {question.code!r}")
    return tuple(replace(known[code], text=text) for code, text in _codes(lines))


def _codes(lines: str) -> list[tuple[str, str]]:
    found = []
    for line in filter(str.strip, lines.splitlines()):
        code, _, text = line.partition(SEPARATOR)
        if not code.strip():
            raise UnusableSettings(
                f"The line {line.strip()!r} has no code before the {SEPARATOR}."
                f" Write a code, such as yes {SEPARATOR} Yes, of course."
            )
        found.append((code.strip(), text.strip()))
    return found


def _place(questionnaire: Questionnaire, code: str) -> int:
    return [question.code for question in questionnaire.questions].index(code)


def _write(table: Any, before: Question, after: Question) -> None:
    """Change the settings that differ; a setting that says nothing any more goes."""
    values: dict[str, object] = {
        "text": after.text,
        "kind": after.kind,
        "options": array_of([option_value(option) for option in after.options]),
        "parts": array_of([part_value(part) for part in after.parts]),
        "low": None if after.low is None else number_value(after.low),
        "high": None if after.high is None else number_value(after.high),
        "unit": after.unit,
    }
    for name, value in values.items():
        said = getattr(after, name)
        if said == getattr(before, name):
            continue
        if said in ((), "", None):
            table.pop(name, None)
        else:
            put(table, name, value)


def _without_comments(block: str) -> str:
    return "\n".join(line for line in block.splitlines() if not line.startswith("#")).strip()
