"""How one cell becomes an answer of the kind its question asks for."""

import math
import re
from collections.abc import Callable, Iterable

from theodolite.settings.errors import UnusableSettings
from theodolite.survey.answers.export import MADE_A_DATE
from theodolite.survey.answers.spelling import loose_spelling, spelling
from theodolite.survey.questionnaire import Option, Question

Value = str | float | bool
ReadCell = Callable[[str], Value | None]
"""Turns a cell that is not blank into an answer; None where it is not one."""

ReadTick = Callable[[str], bool | None]
"""Turns a cell that is not blank into chosen or left out; None where it is neither."""

TICKED = frozenset({"yes", "y", "1", "true", "checked", "selected", "ticked", "x", "✓", "✔"})
"""What marks an option as chosen, besides its own text."""

NOT_TICKED = frozenset({"no", "n", "0", "false", "unchecked", "not selected", "not checked"})
"""What marks an option as left out."""

_LABEL = r"(?:\s*\([^\d]*\)|\s*[-:=]\s*[^\d\s][^\d]*)?"
_NUMBER = re.compile(
    r"(?P<sign>[-+]?)[£$€]?\s*(?P<whole>\d{1,3}(?:,\d{3})+|\d+)?(?P<fraction>[.]\d+|,\d{1,2})?"
    rf"(?P<power>[eE][-+]?\d{{1,3}})?\s*%?{_LABEL}"
)
_BRACKETED = re.compile(r"\((?P<number>-?\d+)\)\s*[^\d]*")


def number_in(cell: str, *, unit: str = "") -> float | None:
    """The number someone meant, where there is only one way to read it.

    >>> number_in("80%"), number_in("1,234"), number_in("10 (All my time)")
    (80.0, 1234.0, 10.0)
    >>> number_in("-1.8E-05")
    -1.8e-05
    >>> number_in("~75%"), number_in("4 hrs"), number_in("4 hrs", unit="hrs")
    (None, None, 4.0)
    """
    text = spelling(cell)
    if unit:
        text = text.removesuffix(spelling(unit)).rstrip()
    bracketed = _BRACKETED.fullmatch(text)
    if bracketed:
        return float(bracketed["number"])
    found = _NUMBER.fullmatch(text)
    if found is None or not (found["whole"] or found["fraction"]):
        return None
    whole = (found["whole"] or "0").replace(",", "")
    fraction = (found["fraction"] or "").replace(",", ".")
    number = float(found["sign"] + whole + fraction + (found["power"] or ""))
    return number if math.isfinite(number) else None


def reader_of(question: Question) -> ReadCell:
    """How to read a cell of this question, where one cell holds one answer."""
    if question.kind in ("scale", "number", "share"):
        return _number_reader(question)
    if question.options:
        codes = {text: option.code for text, option in by_spelling(question).items()}
        return lambda cell: codes.get(spelling(cell)) or codes.get(loose_spelling(cell))
    return lambda cell: None if cell.endswith(MADE_A_DATE) else cell


def by_spelling(question: Question) -> dict[str, Option]:
    """Each option under every spelling of its code, its text and its other spellings.

    A code wins over another option's text, and a text over another's other spellings.
    """
    options = question.options
    found: dict[str, Option] = {}
    ranks: tuple[Callable[[Option], Iterable[str]], ...] = (
        lambda option: (option.code,),
        lambda option: (option.text,),
        lambda option: option.also,
    )
    for names in ranks:
        for spelled in (spelling, loose_spelling):
            for option in options:
                for name in filter(None, names(option)):
                    found.setdefault(spelled(name), option)
    return found


def expected_of(question: Question, cell: str) -> str:
    """Tell what would have been read, for the list of unreadable cells."""
    hint = ""
    if cell.endswith(MADE_A_DATE):
        hint = "; type it again in the spreadsheet, in a column formatted as text"
    if question.options and question.kind != "number":
        return f"{_choice([option.label for option in question.options])}{hint}"
    if question.kind in ("scale", "number", "share"):
        return f"a number{f' ({question.unit})' if question.unit else ''}{hint}"
    return f"text{hint}"


def expected_tick(label: str) -> str:
    """Tell what would have been read as a tick, or as none."""
    return f"Yes, No or {label!r}"


def _choice(labels: list[str]) -> str:
    shown = ", ".join(repr(label) for label in labels[:5])
    more = f" and {len(labels) - 5} more" if len(labels) > 5 else ""
    return f"one of {shown}{more}"


def _number_reader(question: Question) -> ReadCell:
    values = {text: _value(question, option) for text, option in by_spelling(question).items()}

    def read(cell: str) -> float | None:
        named = values.get(spelling(cell), values.get(loose_spelling(cell)))
        return named if named is not None else number_in(cell, unit=question.unit)

    return read


def _value(question: Question, option: Option) -> float:
    if option.value is not None:
        return option.value
    for name in (option.code, option.text):
        number = number_in(name)
        if number is not None:
            return number
    raise UnusableSettings(
        f"The option {option.code!r} of the {question.kind} question {question.code!r} has no"
        " number. Add value = … to it, or list it under missing if it means no answer."
    )


def tick_reader(option: Option) -> ReadTick:
    """How to read a cell that stands for one option of a multi-select."""
    own = {loose_spelling(name) for name in (option.code, option.text, *option.also) if name}
    own -= NOT_TICKED

    def read(cell: str) -> bool | None:
        text = loose_spelling(cell)
        if text in own or text in TICKED:
            return True
        return False if text in NOT_TICKED else None

    return read
