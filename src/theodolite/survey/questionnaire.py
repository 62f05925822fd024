"""The questions that were asked, in one readable file, and where an export keeps the answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

from theodolite.settings.errors import UnusableSettings, unknown_name
from theodolite.settings.settings_file import STRICT, read_settings, settings_in
from theodolite.survey.conditions import Condition

Kind = Literal["single", "multiple", "share", "scale", "number", "text", "place"]
Layout = Literal["limesurvey", "qualtrics", "smartsurvey", "msforms", "spss", "plain"]


@dataclass(frozen=True)
class Option:
    """One answer a respondent can choose.

    `also` lists other spellings found in exports, `group` a wider heading (a specialism's group),
    `value` the number it stands for on a scale. `column` is its own column of the export where a
    multi-select is spread over several and the header does not already name the option.
    """

    code: str
    text: str = ""
    group: str = ""
    also: tuple[str, ...] = ()
    value: float | None = None
    column: str = ""

    __pydantic_config__ = STRICT

    @property
    def label(self) -> str:
        """What a reader sees."""
        return self.text or self.code


@dataclass(frozen=True)
class Part:
    """One line of a question asked for several things at once, such as one activity's share."""

    code: str
    text: str = ""
    column: str = ""

    __pydantic_config__ = STRICT

    @property
    def label(self) -> str:
        """What a reader sees."""
        return self.text or self.code


def _spelled_out(given: Any) -> Any:
    """Let a list of plain strings stand for options or parts with that code."""
    if not isinstance(given, list):
        return given
    return [{"code": one} if isinstance(one, str) else one for one in given]


@dataclass(frozen=True)
class Question:
    """One question: what was asked, how it may be answered, and where the export keeps it.

    `columns` names columns of the export by header or by question code; several stand for one
    question asked in several versions (the first that was answered counts). `layout_columns`
    gives other names for one layout. `parts` make it a grid: shares of 100, or one scale each.
    `low` and `high` bound numbers and scales.
    """

    code: str
    text: str
    kind: Kind
    options: Annotated[tuple[Option, ...], BeforeValidator(_spelled_out)] = ()
    parts: Annotated[tuple[Part, ...], BeforeValidator(_spelled_out)] = ()
    columns: tuple[str, ...] = ()
    layout_columns: Mapping[Layout, tuple[str, ...]] = field(default_factory=dict)
    asked_if: Condition | None = None
    low: float | None = None
    high: float | None = None
    unit: str = ""

    __pydantic_config__ = STRICT

    def columns_in(self, layout: Layout) -> tuple[str, ...]:
        """Where this layout keeps the question; its own code when the file does not say."""
        return self.layout_columns.get(layout) or self.columns or (self.code,)

    def fields(self) -> tuple[str, ...]:
        """The columns of the answers frame that hold this question.

        One for a plain question, `code.part` for each part of a grid, `code.option` for each
        option of a multi-select.
        """
        if self.kind == "multiple":
            return tuple(f"{self.code}.{option.code}" for option in self.options)
        if self.parts:
            return tuple(f"{self.code}.{part.code}" for part in self.parts)
        return (self.code,)

    def field_labels(self) -> tuple[str, ...]:
        """What a reader sees for each of `fields`."""
        named = self.options if self.kind == "multiple" else self.parts
        return tuple(one.label for one in named) or (self.text,)

    def option(self, code: str) -> Option:
        """The option with this code."""
        for option in self.options:
            if option.code == code:
                return option
        known = [option.code for option in self.options]
        raise unknown_name("option", code, known, where=f"question {self.code!r}")


@dataclass(frozen=True)
class RespondentColumns:
    """Which columns tell respondents apart and when they answered."""

    id: str = ""
    started: str = ""
    ended: str = ""
    seconds: str = ""

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class Questionnaire:
    """All questions of one survey, in the order asked.

    `missing` lists what cells hold where nothing was answered, besides empty ones.
    `multiple_separator` splits several answers kept in one cell.
    """

    title: str
    questions: tuple[Question, ...]
    respondent: RespondentColumns = field(default_factory=RespondentColumns)
    missing: tuple[str, ...] = ()
    multiple_separator: str = ";"

    __pydantic_config__ = STRICT

    def __post_init__(self) -> None:
        """Refuse what no reader could use."""
        _check_codes(self.questions)
        for question in self.questions:
            _check_question(question)
            if question.asked_if is not None:
                self.question(question.asked_if.question, where=f"routing of {question.code!r}")

    @cached_property
    def _by_code(self) -> dict[str, Question]:
        return {question.code: question for question in self.questions}

    def question(self, code: str, *, where: str = "the plan") -> Question:
        """The question with this code; `where` says in the message who asked for it."""
        if code not in self._by_code:
            raise unknown_name("question", code, self._by_code, where=where)
        return self._by_code[code]


def read_questionnaire(path: Path) -> Questionnaire:
    """Read and check a questionnaire file."""
    return read_settings(path, Questionnaire, what="questionnaire")


def questionnaire_in(text: str) -> Questionnaire:
    """Check a questionnaire that stands in a text."""
    return settings_in(text, Questionnaire, what="questionnaire", name="as written")


def _check_codes(questions: tuple[Question, ...]) -> None:
    codes = [question.code for question in questions]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        raise UnusableSettings(
            f"Question code {twice[0]!r} is used twice. Give each question a code of its own."
        )
    if not questions:
        raise UnusableSettings(
            "The questionnaire holds no questions. Add at least one table [[questions]]."
        )


def _check_question(question: Question) -> None:
    needs_options = question.kind in ("single", "multiple")
    if needs_options and not question.options:
        raise UnusableSettings(
            f"Question {question.code!r} is of kind {question.kind!r} but lists no options."
            " Add them, or call it 'text' if people typed freely."
        )
    if question.kind == "share" and not question.parts:
        raise UnusableSettings(
            f"Question {question.code!r} shares out 100 but lists no parts."
            " Add one part for each share."
        )
    _check_no_code_twice(question, [option.code for option in question.options], "option")
    _check_no_code_twice(question, [part.code for part in question.parts], "part")


def _check_no_code_twice(question: Question, codes: list[str], what: str) -> None:
    twice = [code for code in codes if codes.count(code) > 1]
    if twice:
        raise UnusableSettings(
            f"Question {question.code!r} lists the {what} {twice[0]!r} twice. Keep one of them."
        )
