"""Headers that SmartSurvey writes: numbered questions, options beside or below them."""

import re

from theodolite.survey.answers.export import Column, Header, Rows
from theodolite.survey.answers.headers import share_of_headers, split_number, spread

_NUMBERED = re.compile(r"^Q?\d+(?:[a-z]\d*)?[.):]\s*\S")
_OWN = {"userid", "userno"}


def recognises(rows: Rows) -> bool:
    """Whether most headers are numbered, or SmartSurvey's own columns are there."""
    names = {cell.strip().casefold() for cell in rows[0]}
    return share_of_headers(rows[0], _NUMBERED) > 0.6 or names >= _OWN


def header(rows: Rows) -> Header:
    """Read questions from the first row, and options from a second one where it holds any."""
    if _has_options_below(rows):
        return Header(_two_rows(rows[0], rows[1]), lines=2)
    return Header(tuple(spread([(written, *split_number(written)) for written in rows[0]])))


def _has_options_below(rows: Rows) -> bool:
    """A question over several columns is written once and left blank, or repeated, above them."""
    if len(rows) < 2:
        return False
    filled = _filled(rows[0])
    continued = [place for place in range(1, len(filled)) if filled[place] == filled[place - 1]]
    return bool(continued) and all(rows[1][place].strip() for place in continued if filled[place])


def _two_rows(questions: list[str], options: list[str]) -> tuple[Column, ...]:
    filled = _filled(questions)
    return tuple(
        _below(asked, option.strip(), is_spread=bool(asked) and filled.count(asked) > 1)
        for asked, option in zip(filled, options, strict=True)
    )


def _below(asked: str, option: str, *, is_spread: bool) -> Column:
    number, text = split_number(asked)
    if not is_spread:
        return Column(asked or option, number or asked or option, text=text)
    return Column(f"{asked} [{option}]", number or asked, text=text, option_text=option)


def _filled(questions: list[str]) -> list[str]:
    """Each cell, or where it is blank the last question before it."""
    filled: list[str] = []
    for cell in questions:
        filled.append(cell.strip() or (filled[-1] if filled else ""))
    return filled
