"""How survey tools write the option of a question into a column's header."""

import re
from collections.abc import Sequence

from theodolite.survey.answers.export import Column

_NUMBERED = re.compile(r"^(Q?\d+(?:[a-z]\d*)?)[.):]\s*(.*)$", re.DOTALL)


def split_option(text: str) -> tuple[str, str]:
    """Split off an option in square brackets at the end of a question.

    >>> split_option("Which do you use? [R [base]]")
    ('Which do you use?', 'R [base]')
    >>> split_option("Which do you use?")
    ('Which do you use?', '')
    """
    stripped = text.rstrip()
    if not stripped.endswith("]"):
        return stripped, ""
    depth = 0
    for place in range(len(stripped) - 1, -1, -1):
        depth += {"]": 1, "[": -1}.get(stripped[place], 0)
        if depth == 0:
            return stripped[:place].strip(), stripped[place + 1 : -1].strip()
    return stripped, ""


def split_number(header: str) -> tuple[str, str]:
    """Split a question's number from its text; no number where there is none.

    >>> split_number("7a1. How often?"), split_number("Q3) Why?"), split_number("Why?")
    (('7a1', 'How often?'), ('Q3', 'Why?'), ('', 'Why?'))
    """
    found = _NUMBERED.match(header)
    return (found[1], found[2].strip()) if found else ("", header.strip())


def share_of_headers(headers: Sequence[str], pattern: re.Pattern[str]) -> float:
    """The share of headers that are written in a tool's own way."""
    written = [header for header in headers if header.strip()]
    return sum(bool(pattern.match(header)) for header in written) / max(len(written), 1)


def spread(columns: Sequence[tuple[str, str, str]]) -> list[Column]:
    """Tell options from questions where one number heads several columns.

    Each column is (header, number, rest). The rest is "Question [Option]", "Question - Option" or,
    where the columns share no question, only the option.
    """
    rests: dict[str, list[str]] = {}
    for _, number, rest in columns:
        rests.setdefault(number, []).append(rest)
    asked = {number: _shared_question(several) for number, several in rests.items() if number}
    return [
        _column_of_several(header, number, rest, asked[number])
        if number and len(rests[number]) > 1
        else Column(header, number or header, text=rest)
        for header, number, rest in columns
    ]


def _shared_question(rests: Sequence[str]) -> str | None:
    """What stands before " - " in all of them; nothing where they are only options."""
    before = {rest.partition(" - ")[0] if " - " in rest else None for rest in rests}
    return before.pop() if len(before) == 1 else None


def _column_of_several(header: str, number: str, rest: str, asked: str | None) -> Column:
    text, bracketed = split_option(rest)
    if text and bracketed:
        return Column(header, number, text=text, option_text=bracketed)
    option = rest.removeprefix(f"{asked} - ") if asked else rest
    return Column(header, number, text=asked or "", option_text=option.strip())


def column_letter(position: int) -> str:
    """The name a spreadsheet gives the column at this position, counted from 0.

    >>> column_letter(0), column_letter(25), column_letter(26)
    ('A', 'Z', 'AA')
    """
    letters = ""
    position += 1
    while position:
        position, place = divmod(position - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters
