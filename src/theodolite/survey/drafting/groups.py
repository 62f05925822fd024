"""Which columns of an export belong together as one question."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from theodolite.survey.answers.cells import NOT_TICKED, TICKED, number_in
from theodolite.survey.answers.export import Column, Export
from theodolite.survey.answers.spelling import loose_spelling
from theodolite.survey.drafting.kinds import counted, is_missing_mark

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
        name = _code if has_option else _family
        for key, members in groupby(run, lambda place, name=name: name(export.columns[place])):
            found.append(Group(key, tuple(members), by_code=has_option))
    return found


def _has_option(column: Column) -> bool:
    return bool(column.option or column.option_text)


def _code(column: Column) -> str:
    return column.code


def _family(column: Column) -> str:
    """What columns of one plain question share: q20a_web and q20b_post, skill1 and skill2."""
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


def shares_out_100(columns: Sequence[Sequence[str]]) -> bool:
    """Whether numbers in these columns add up to about 100 for most respondents."""
    sums = [_sum(line) for line in zip(*columns, strict=True)]
    answered = [total for total in sums if total is not None]
    near = sum(abs(total - 100) <= 1 for total in answered)
    return len(answered) > 2 and near >= 0.8 * len(answered)


def _sum(line: tuple[str, ...]) -> float | None:
    numbers = [number for cell in line if (number := number_in(cell)) is not None]
    return sum(numbers) if numbers else None


def share_runs(export: Export, places: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Runs of numeric columns side by side that share out 100, the longest first at each start."""
    rest = list(places)
    while rest:
        run = next(_runs_from(export, rest), None)
        if run:
            yield run
        rest = rest[len(run) if run else 1 :]


def _runs_from(export: Export, places: list[int]) -> Iterator[tuple[int, ...]]:
    length = _count_while(places, lambda place: _is_numeric(export.cells[place]))
    for end in range(min(length, 30), 1, -1):
        run = tuple(places[:end])
        if run[-1] - run[0] == end - 1 and shares_out_100([export.cells[place] for place in run]):
            yield run


def _count_while(places: list[int], holds: Callable[[int], bool]) -> int:
    return next((at for at, place in enumerate(places) if not holds(place)), len(places))


def _is_numeric(cells: Sequence[str]) -> bool:
    answers = {cell for cell in cells if cell and not is_missing_mark(cell)}
    return bool(answers) and all(number_in(answer) is not None for answer in answers)
