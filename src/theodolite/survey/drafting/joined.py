"""Multi-selects whose answers are joined in one cell."""

from collections import Counter
from collections.abc import Sequence

from theodolite.survey.answers.export import Export
from theodolite.survey.drafting.kinds import counted

_MOST_OPTIONS = 40


def separator_of(export: Export, places: Sequence[int]) -> str:
    """What joins several answers in this export: a semicolon, or commas where only they do."""
    if export.layout == "msforms":
        return ";"
    joins = {
        separator: sum(bool(joined_answers(export.cells[place], separator)) for place in places)
        for separator in (";", ",")
    }
    return "," if joins[","] and not joins[";"] else ";"


def joined_answers(cells: Sequence[str], separator: str) -> Counter[str]:
    """How often each answer was chosen; nothing where the cells are no joined lists.

    >>> joined_answers(["R;Python;", "R;", "", "Python;"], ";")
    Counter({'R': 2, 'Python': 2})
    >>> joined_answers(["It depends; mostly R", "R"], ";")
    Counter()
    """
    filled = [cell for cell in cells if cell]
    lists = [cell for cell in filled if separator in cell]
    items = [item.strip() for cell in filled for item in cell.split(separator) if item.strip()]
    answers = counted(items)
    if len(lists) < max(2, 0.1 * len(filled)) or not 1 < len(answers) <= _MOST_OPTIONS:
        return Counter()
    if separator == ";" and all(cell.endswith(";") for cell in filled):
        return answers
    if len(answers) >= len(set(filled)):
        # The pieces never come apart, so the separator belongs to the answers.
        return Counter()
    least = 2 if separator == ";" else 5
    are_repeated = answers.total() >= least * len(answers)
    are_short = separator == ";" or all(len(answer) <= 40 for answer in answers)
    return answers if are_repeated and are_short else Counter()
