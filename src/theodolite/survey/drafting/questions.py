"""From groups of columns to drafted questions, each with the reason for its kind."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from theodolite.survey.answers.answers import RESPONDENT, ROW, SECONDS
from theodolite.survey.answers.export import Column, Export
from theodolite.survey.answers.matching import Columns
from theodolite.survey.answers.spelling import loose_spelling, slug
from theodolite.survey.drafting.groups import Group, groups_of, is_tick_column, share_runs
from theodolite.survey.drafting.joined import joined_answers
from theodolite.survey.drafting.kinds import (
    Guess,
    counted,
    guess_kind,
    is_missing_mark,
    options_of,
)
from theodolite.survey.questionnaire import Option, Part, Question

_SIMPLE = re.compile(r"[A-Za-z][\w-]{0,39}")
_NUMBER = re.compile(r"Q?\d+[a-z]?\d*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Drafted:
    """A question, why it has its kind, and how many answered it."""

    question: Question
    why: str
    answered: int


def draft_questions(export: Export, places: Sequence[int], separator: str) -> list[Drafted]:
    """Draft a question for every column or group of columns, in the order of the export."""
    columns = Columns(export)
    shares = list(share_runs(export, places))
    shared = {place for run in shares for place in run}
    drafted = [(run[0], _share(columns, run)) for run in shares]
    for group in groups_of(export, [place for place in places if place not in shared]):
        drafted.extend(_from_group(columns, group, separator))
    drafted.sort(key=lambda pair: pair[0])
    return _with_own_codes([one for _, one in drafted])


def _from_group(columns: Columns, group: Group, separator: str) -> Iterator[tuple[int, Drafted]]:
    """A multi-select of the tick columns, else one grid, else each column for itself."""
    ticks = [place for place in group.places if _is_tick(columns.export, place)]
    if not group.by_code and not _are_options([columns.export.columns[place] for place in ticks]):
        ticks = []
    least = 2 if group.by_code else 3
    if len(ticks) >= least:
        yield ticks[0], _multiple(columns, group, ticks)
        alone = [place for place in group.places if place not in ticks]
    elif len(group.places) >= least and (guess := _grid_guess(columns.export, group)):
        yield group.places[0], _grid(columns, group, guess)
        alone = []
    else:
        alone = list(group.places)
    for place in alone:
        yield place, _single_column(columns, place, separator, is_alone=len(group.places) == 1)


def _is_tick(export: Export, place: int) -> bool:
    return is_tick_column(export.columns[place], export.cells[place])


def _are_options(columns: Sequence[Column]) -> bool:
    """Whether like names hold options of one question rather than questions of their own."""
    if all(column.text in (column.code, column.header) for column in columns):
        return True
    return len({tuple(column.text.split()[:3]) for column in columns}) == 1


def _multiple(columns: Columns, group: Group, ticks: Sequence[int]) -> Drafted:
    first = columns.export.columns[ticks[0]]
    options = _tick_options(columns.export, group, ticks)
    question = Question(
        _code_of(group.name),
        _asked(group, first),
        "multiple",
        options=options,
        columns=(group.name,) if group.by_code else (),
    )
    answered = _answered(columns.export, ticks)
    return Drafted(question, f"{len(ticks)} columns of ticks", answered)


def _asked(group: Group, first: Column) -> str:
    if group.by_code and first.text:
        return first.text
    return f"Question {group.name}" if group.name.isdigit() else group.name


def _tick_options(export: Export, group: Group, ticks: Sequence[int]) -> tuple[Option, ...]:
    found = [export.columns[place] for place in ticks]
    if not group.by_code:
        codes = _telling_parts([column.code for column in found])
        return tuple(
            Option(code, text=code.replace("_", " "), column=column.header)
            for code, column in zip(codes, found, strict=True)
        )
    named = [column.option_text or column.option for column in found]
    if len({loose_spelling(name) for name in named}) < len(named):
        # Two options read alike: name each column, so that none is mistaken for the other.
        codes = _unique(named)
        return tuple(
            Option(code, text=name, column=column.header)
            for code, name, column in zip(codes, named, found, strict=True)
        )
    short = {option.text or option.code: option for option in options_of(Counter(named))}
    return tuple(short[name] for name in named)


def _telling_parts(codes: Sequence[str]) -> list[str]:
    """What tells codes apart once the words that all of them share are taken off."""
    words = [code.split("_") for code in codes]
    start = 1 if all(len(each) > 1 for each in words) else 0
    shortest = min(len(each) for each in words)
    while start < shortest - 1 and len({each[start] for each in words}) == 1:
        start += 1
    end = 0
    while end < shortest - start - 1 and len({each[-1 - end] for each in words}) == 1:
        end += 1
    telling = ["_".join(each[start : len(each) - end]) for each in words]
    return telling if len(set(map(loose_spelling, telling))) == len(codes) else list(codes)


def _grid_guess(export: Export, group: Group) -> Guess | None:
    """The kind of a grid, where all its columns are answered on one scale."""
    together = counted(cell for place in group.places for cell in export.cells[place])
    text = " ".join(export.columns[place].text for place in group.places)
    guess = guess_kind(together, text)
    return guess if guess.kind == "scale" else None


def _grid(columns: Columns, group: Group, guess: Guess) -> Drafted:
    first = columns.export.columns[group.places[0]]
    question = Question(
        _code_of(group.name),
        _asked(group, first),
        "scale",
        options=guess.options,
        parts=_parts(columns.export, group.places),
        low=guess.low,
        high=guess.high,
    )
    why = f"{len(group.places)} columns on one scale, {guess.why}"
    return Drafted(question, why, _answered(columns.export, group.places))


def _share(columns: Columns, run: Sequence[int]) -> Drafted:
    found = [columns.export.columns[place] for place in run]
    name = found[0].code if found[0].option or found[0].option_text else "shares"
    question = Question(
        _code_of(name),
        found[0].text or name if name != "shares" else "Shares of 100",
        "share",
        parts=_parts(columns.export, run),
        low=0.0,
        high=100.0,
        unit="%",
    )
    why = f"{len(run)} columns of numbers that add up to about 100"
    return Drafted(question, why, _answered(columns.export, run))


def _parts(export: Export, places: Sequence[int]) -> tuple[Part, ...]:
    found = [export.columns[place] for place in places]
    codes = _unique([_part_code(column) for column in found])
    return tuple(
        Part(code, text=column.option_text or column.text, column=column.header)
        for code, column in zip(codes, found, strict=True)
    )


def _part_code(column: Column) -> str:
    if column.option:
        return column.option
    return slug(column.option_text) if column.option_text else _code_of(column.code)


def _single_column(columns: Columns, place: int, separator: str, *, is_alone: bool) -> Drafted:
    column = columns.export.columns[place]
    cells = columns.export.cells[place]
    answered = _answered(columns.export, [place])
    option = "" if is_alone else column.option or column.option_text
    asked = " ".join(filter(None, (column.text, column.option_text))) or column.header
    is_plain = columns.find(column.code) == [place]
    question = Question(
        _code_of(f"{column.code} {option}".strip()),
        asked,
        "text",
        columns=(column.code if is_plain else column.header,),
    )
    # One option of a question that is spread over columns cannot hold a list of them.
    items = Counter() if column.option_text else joined_answers(cells, separator)
    if items:
        joined = replace(question, kind="multiple", options=options_of(items))
        return Drafted(joined, f"answers joined by {separator!r}", answered)
    guess = guess_kind(counted(cells), asked)
    kept = replace(question, kind=guess.kind, options=guess.options, low=guess.low, high=guess.high)
    return Drafted(kept, guess.why, answered)


def _answered(export: Export, places: Sequence[int]) -> int:
    return sum(
        any(cell and not is_missing_mark(cell) for cell in line)
        for line in zip(*(export.cells[place] for place in places), strict=True)
    )


def _code_of(name: str) -> str:
    """A short code out of a code with its option, a number, or a question's words."""
    code = re.sub(r"[^\w-]+", "_", name).strip("_")
    if _NUMBER.fullmatch(code):
        return f"q{code.casefold().removeprefix('q')}"
    return code if _SIMPLE.fullmatch(code) and name.count(" ") < 2 else slug(name)


def _unique(names: Sequence[str]) -> list[str]:
    """The same names, numbered where one is used again."""
    found: list[str] = []
    for name in names:
        unique, number = name, 2
        while unique in found:
            unique, number = f"{name}_{number}", number + 1
        found.append(unique)
    return found


def _with_own_codes(drafted: Sequence[Drafted]) -> list[Drafted]:
    reserved = [RESPONDENT, ROW, SECONDS]
    codes = _unique([*reserved, *(one.question.code for one in drafted)])[len(reserved) :]
    return [
        replace(one, question=_coded(one.question, code))
        for one, code in zip(drafted, codes, strict=True)
    ]


def _coded(question: Question, code: str) -> Question:
    """Leave out where the columns are when the code already says so."""
    columns = () if question.columns == (code,) else question.columns
    return replace(question, code=code, columns=columns)
