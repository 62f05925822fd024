"""Which kind of question one column of answers looks like, and why."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from theodolite.survey.answers.cells import NOT_TICKED, TICKED, number_in
from theodolite.survey.answers.export import MADE_A_DATE
from theodolite.survey.answers.spelling import loose_spelling, spelling
from theodolite.survey.drafting.option_order import in_order, steps_of
from theodolite.survey.questionnaire import Kind, Option

_PLACE = re.compile(r"\b(country|countries|county|region|nation|postcode)\b")
_AMOUNT = re.compile(r"\b(how many|number of|years?|months?|hours|days|times|how long|age)\b")
_MISSING = frozenset({"-", "--", "n/a", "na", "nan", "null", "#n/a", "#null!"})
_YES_OR_NO = TICKED | NOT_TICKED
_LONGEST_CODE = 60
_MOST_OPTIONS = 60
_MOST_PLACES = 250


@dataclass(frozen=True, slots=True)
class Guess:
    """A kind with the options and bounds it needs, and the reason for it in a few words."""

    kind: Kind
    why: str
    options: tuple[Option, ...] = ()
    low: float | None = None
    high: float | None = None


def is_missing_mark(cell: str) -> bool:
    """Whether a cell says that nothing was answered, as exports often do.

    >>> is_missing_mark("N/A - skip, don't know."), is_missing_mark("-"), is_missing_mark("None")
    (True, True, False)
    """
    text = loose_spelling(cell)
    return text in _MISSING or text.startswith(("n/a -", "n/a:", "n/a ("))


def counted(cells: Iterable[str]) -> Counter[str]:
    """How often each answer was given, spellings of one answer together under the commonest."""
    spelled: dict[str, Counter[str]] = {}
    for cell, times in Counter(cells).items():
        if cell and not cell.endswith(MADE_A_DATE) and not is_missing_mark(cell):
            spelled.setdefault(loose_spelling(cell), Counter())[cell] = times
    return Counter(
        {max(each, key=lambda c: (each[c], c)): each.total() for each in spelled.values()}
    )


def guess_kind(answers: Counter[str], asked: str) -> Guess:
    """Guess from the answers given and the words asked in."""
    if not answers:
        return Guess("text", "nobody answered it")
    numbers = {answer: number_in(answer) for answer in answers}
    values = [number for number in numbers.values() if number is not None]
    if len(values) == len(answers):
        return _numeric(answers, values, asked)
    if len(answers) > 10 and len(values) > len(answers) / 2:
        return _typed_numbers(answers, numbers)
    return _worded(answers, asked)


def _worded(answers: Counter[str], asked: str) -> Guess:
    is_yes_or_no = {loose_spelling(answer) for answer in answers} <= _YES_OR_NO
    if _PLACE.search(spelling(asked)) and not is_yes_or_no:
        return _place(answers)
    steps = steps_of(list(answers))
    if steps and len(answers) > 2:
        return _ladder(answers, steps)
    if is_yes_or_no or _are_few(answers):
        return Guess("single", f"{len(answers)} different answers", options_of(answers))
    return Guess("text", f"{len(answers)} different answers")


def _numeric(answers: Counter[str], values: list[float], asked: str) -> Guess:
    low, high = min(values), max(values)
    is_whole = all(value.is_integer() for value in values)
    if len(answers) == 1 or set(values) == {0, 1}:
        return Guess("single", f"only {_listed(answers)} given", options_of(answers))
    if is_whole and any(_is_labelled(answer) for answer in answers):
        return Guess("scale", "numbers with labels", low=low, high=high)
    is_amount = _AMOUNT.search(spelling(asked).replace("_", " "))
    if is_whole and low >= 0 and high <= 10 and len(answers) > 2 and not is_amount:
        return Guess("scale", f"whole numbers from {low:g} to {high:g}", low=low, high=high)
    return Guess("number", f"all answers are numbers, from {low:g} to {high:g}")


def _is_labelled(answer: str) -> bool:
    return any(character.isalpha() for character in answer)


def _listed(answers: Counter[str]) -> str:
    return " and ".join(in_order(answers))[:60]


def _place(answers: Counter[str]) -> Guess:
    few = len(answers) <= _MOST_PLACES and all(len(answer) <= 80 for answer in answers)
    return Guess("place", "the header names a place", options_of(answers) if few else ())


def _ladder(answers: Counter[str], steps: dict[str, int]) -> Guess:
    options = tuple(
        Option(answer, value=float(steps[answer]))
        for answer in sorted(answers, key=lambda answer: (steps[answer], answer))
    )
    return Guess("scale", "words from low to high", options)


def _are_few(answers: Counter[str]) -> bool:
    """Whether answers repeat as options do; the odd one typed under "other" does not matter."""
    once = sum(times == 1 for times in answers.values())
    if len(answers) > _MOST_OPTIONS or any(len(answer) > 250 for answer in answers):
        return False
    if answers.total() < max(3, 2 * len(answers)):
        return False
    return len(answers) <= 8 or once <= 0.1 * answers.total()


def _typed_numbers(answers: Counter[str], numbers: dict[str, float | None]) -> Guess:
    typed = sum(answers[answer] for answer, number in numbers.items() if number is not None)
    return Guess(
        "text",
        f"{typed} of {answers.total()} answers are numbers; a recode may read more of them",
    )


def options_of(answers: Counter[str]) -> tuple[Option, ...]:
    """One option for each answer, in the order a reader expects, under a code that is short."""
    taken = {loose_spelling(answer) for answer in answers}
    options = []
    for answer in in_order(answers):
        code = answer if len(answer) <= _LONGEST_CODE else _shortened(answer, taken)
        taken.add(loose_spelling(code))
        options.append(Option(code, text="" if code == answer else answer))
    return tuple(options)


def _shortened(answer: str, taken: set[str]) -> str:
    short = answer[:_LONGEST_CODE].rsplit(" ", 1)[0].rstrip(" ,;:-–—")
    number = 2
    code = short
    while loose_spelling(code) in taken:
        code, number = f"{short} {number}", number + 1
    return code
