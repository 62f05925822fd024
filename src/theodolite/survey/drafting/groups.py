"""Which columns of an export belong together as one question."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from theodolite.survey.answers.cells import NOT_TICKED, TICKED, number_in
from theodolite.survey.answers.export import Column, Export
from theodolite.survey.answers.spelling import loose_spelling
from theodolite.survey.drafting.kinds import counted, is_missing_mark

_MOST_SHARES = 30
_FAMILIES = (
    re.compile(r"^([A-Za-z]*\d+)[a-z](?:_.*)?$"),
    re.compile(r"^(.*[A-Za-z])[_.-]?\d+$"),
    re.compile(r"^([^_]+)_.+$"),
)


@dataclass(frozen=True, slots=True)
class Group:
    """Columns side by side that may be one question; `by_code` where the header says so."""

    name: str
    places: tuple[int, ...]
    by_code: bool


def groups_of(export: Export, places: Sequence[int]) -> list[Group]:
    """Cut columns into runs that share a code, and the others into runs with a like name."""
    found: list[Group] = []
    for has_option, run in groupby(places, lambda place: _has_option(export.columns[place])):
        named = [(_name(export.columns[place]), place) for place in run]
        for name, members in groupby(named, key=itemgetter(0)):
            found.append(Group(name, tuple(place for _, place in members), by_code=has_option))
    return found


def _has_option(column: Column) -> bool:
    return bool(column.option or column.option_text)


def _name(column: Column) -> str:
    """A question's code, or what like columns share: q20a_web and q20b_post, skill1 and skill2."""
    if _has_option(column):
        return column.code
    for pattern in _FAMILIES:
        found = pattern.match(column.code)
        if found:
            return found[1]
    return column.code


def is_tick_column(column: Column, cells: Sequence[str]) -> bool:
    """Whether a column says only yes and no, or nothing but its own option."""
    answers = {loose_spelling(answer) for answer in counted(cells)}
    own = {loose_spelling(column.option_text), loose_spelling(column.option)}
    return answers <= TICKED | NOT_TICKED | own


def share_runs(export: Export, places: Sequence[int]) -> list[tuple[int, ...]]:
    """Runs of numeric columns side by side that add up to about 100, the longest that do."""
    numbers = {place: found for place in places if (found := _numbers(export.cells[place]))}
    runs = []
    rest = sorted(numbers)
    while rest:
        run = _longest_run(rest, numbers)
        if run:
            runs.append(run)
        rest = rest[len(run) or 1 :]
    return runs


def _numbers(cells: Sequence[str]) -> list[float | None] | None:
    """The numbers in a column; nothing where some answer is none."""
    answers = {cell for cell in set(cells) if cell and not is_missing_mark(cell)}
    known = {answer: number_in(answer) for answer in answers}
    if not answers or None in known.values():
        return None
    return [known.get(cell) for cell in cells]


def _longest_run(
    places: Sequence[int], numbers: Mapping[int, Sequence[float | None]]
) -> tuple[int, ...]:
    side_by_side = [place for at, place in enumerate(places) if place == places[0] + at]
    for end in range(min(len(side_by_side), _MOST_SHARES), 1, -1):
        run = tuple(side_by_side[:end])
        if _share_out_100([numbers[place] for place in run]):
            return run
    return ()


def _share_out_100(columns: Sequence[Sequence[float | None]]) -> bool:
    lines = [[one for one in line if one is not None] for line in zip(*columns, strict=True)]
    answered = [sum(line) for line in lines if line]
    near = sum(abs(total - 100) <= 1 for total in answered)
    return len(answered) > 2 and near >= 0.8 * len(answered)
