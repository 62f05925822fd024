"""From the columns of a multi-select to one yes or no for each option."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from theodolite.survey.answers.answers import UnreadableCell
from theodolite.survey.answers.cells import by_spelling, expected_of, expected_tick, tick_reader
from theodolite.survey.answers.fields import ONE_VERSION, Typed
from theodolite.survey.answers.lines import Lines
from theodolite.survey.answers.matching import Version
from theodolite.survey.answers.spelling import loose_spelling, spelling
from theodolite.survey.questionnaire import Option, Question

Tick = bool | None


@dataclass(frozen=True, slots=True)
class _Asked:
    """What one version says: ticks by field (None is blank or unreadable) and who answered it."""

    ticks: Mapping[str, Sequence[Tick]]
    places: Mapping[str, int]
    answered: Sequence[bool]
    unread: Sequence[UnreadableCell]
    unread_at: frozenset[tuple[str, int]] = frozenset()


def ticked(
    question: Question, versions: Sequence[Version], lines: Lines, *, separator: str
) -> Typed:
    """Read a multi-select: null where a respondent left all of it blank, else true or false.

    Ticks stand in a column for each option, or joined by `separator` in one cell.
    """
    values: dict[str, list[Tick]] = {
        field: [None] * len(lines.respondents) for field in question.fields()
    }
    unread: list[UnreadableCell] = []
    for version in versions:
        if version.joined is None:
            asked = _spread(question, version, lines)
        else:
            asked = _joined(question, version.joined, lines, separator)
        unread.extend(asked.unread)
        for field in asked.ticks:
            values[field], differing = _merged(values[field], field, asked)
            unread += [
                lines.unreadable(at, asked.places[field], question.code, ONE_VERSION)
                for at in differing
            ]
    return Typed(values, tuple(unread))


def _merged(before: Sequence[Tick], field: str, asked: _Asked) -> tuple[list[Tick], list[int]]:
    """Fill in what earlier versions left open; list the lines where this version differs."""
    merged, differing = list(before), []
    for at, tick in enumerate(asked.ticks[field]):
        if not asked.answered[at]:
            continue
        if merged[at] is None and (field, at) not in asked.unread_at:
            merged[at] = bool(tick)
        elif tick is not None and tick != merged[at]:
            differing.append(at)
    return merged, differing


def _spread(question: Question, version: Version, lines: Lines) -> _Asked:
    ticks: dict[str, list[Tick]] = {}
    unread = []
    unread_at = set()
    for option, field in zip(question.options, question.fields(), strict=True):
        if field not in version.columns:
            continue
        place = version.columns[field]
        read = tick_reader(option)
        known = {cell: read(cell) for cell in lines.answers(place)}
        cells = lines.export.cells[place]
        ticks[field] = [known.get(cell) for cell in cells]
        if None in known.values():
            bad = [at for at, cell in enumerate(cells) if cell in known and known[cell] is None]
            expected = expected_tick(option.label)
            unread += [lines.unreadable(at, place, question.code, expected) for at in bad]
            unread_at |= {(field, at) for at in bad}
    answered = _answered((*version.columns.values(), *version.unlisted), lines)
    return _Asked(ticks, version.columns, answered, unread, frozenset(unread_at))


def _answered(places: Sequence[int], lines: Lines) -> list[bool]:
    answered = [False] * len(lines.respondents)
    for place in places:
        given = lines.answers(place)
        answered = [
            before or cell in given
            for before, cell in zip(answered, lines.export.cells[place], strict=True)
        ]
    return answered


def _joined(question: Question, place: int, lines: Lines, separator: str) -> _Asked:
    options = by_spelling(question)
    chosen = {cell: _items(cell, separator, options, lines) for cell in lines.answers(place)}
    cells = lines.export.cells[place]
    fields = dict(zip(question.options, question.fields(), strict=True))
    ticks = {
        field: [True if cell in chosen and option in chosen[cell][0] else None for cell in cells]
        for option, field in fields.items()
    }
    unread = [
        lines.unreadable(at, place, question.code, expected_of(question, item), value=item)
        for at, cell in enumerate(cells)
        if cell in chosen
        for item in chosen[cell][1]
    ]
    places = dict.fromkeys(ticks, place)
    return _Asked(ticks, places, [cell in chosen for cell in cells], unread)


def _items(
    cell: str, separator: str, options: Mapping[str, Option], lines: Lines
) -> tuple[set[Option], list[str]]:
    """Split a cell into options and what is none; an option may itself hold the separator."""
    pieces = cell.split(separator)
    found: set[Option] = set()
    unknown = []
    start = 0
    while start < len(pieces):
        end, option = _longest(pieces, start, separator, options)
        if option is not None:
            found.add(option)
        elif not lines.is_blank(pieces[start].strip()):
            unknown.append(pieces[start].strip())
        start = end
    return found, unknown


def _longest(
    pieces: Sequence[str], start: int, separator: str, options: Mapping[str, Option]
) -> tuple[int, Option | None]:
    for end in range(len(pieces), start, -1):
        candidate = separator.join(pieces[start:end])
        option = options.get(spelling(candidate)) or options.get(loose_spelling(candidate))
        if option is not None:
            return end, option
    return start + 1, None
