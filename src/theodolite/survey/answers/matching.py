"""Which columns of an export hold which question."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from theodolite.settings.errors import UnusableSettings, unknown_name
from theodolite.survey.answers.export import Column, Export
from theodolite.survey.answers.spelling import loose_spelling, spelling
from theodolite.survey.questionnaire import Option, Part, Question


@dataclass(frozen=True, slots=True)
class Version:
    """Where one version of a question stands: a column for each field it has, or one for all.

    `columns` maps a field of the answers to the position of its column; `joined` is the position
    of the one column in which several answers are joined; `unlisted` are the positions of options
    that the export has but the questionnaire does not list.
    """

    columns: Mapping[str, int] = field(default_factory=dict)
    joined: int | None = None
    unlisted: tuple[int, ...] = ()


@dataclass(frozen=True)
class Columns:
    """The columns of an export, to be found by header, by code or by question text."""

    export: Export

    @cached_property
    def _names(self) -> tuple[dict[str, list[int]], ...]:
        """Positions under each kind of name, in the order in which kinds are tried."""
        kinds: tuple[dict[str, list[int]], ...] = ({}, {}, {}, {}, {})
        for place, column in enumerate(self.export.columns):
            for names, name in zip(kinds, _names_of(column), strict=True):
                if name:
                    names.setdefault(name, []).append(place)
        return kinds

    def find(self, name: str) -> list[int]:
        """Every column that goes by this name; none where no column does."""
        exact, *others = self._names
        if name in exact:
            return exact[name]
        spelled = spelling(name)
        return next((names[spelled] for names in others if spelled in names), [])

    def one(self, name: str, *, where: str) -> int:
        """The one column that goes by this name; `where` says in the message who asked."""
        found = self.find(name)
        if not found:
            raise unknown_name("column", name, self.known(), where=where)
        if len(found) > 1:
            headers = ", ".join(repr(self.export.columns[place].header) for place in found[:4])
            raise UnusableSettings(
                f"{name!r}, which {where} asks for, could be any of {len(found)} columns:"
                f" {headers}{' …' if len(found) > 4 else ''}. Name one by its whole header."
            )
        return found[0]

    def known(self) -> list[str]:
        """The names to offer where one is not found."""
        codes = [column.code for column in self.export.columns]
        headers = [column.header for column in self.export.columns]
        return list(dict.fromkeys(codes + headers))


def _names_of(column: Column) -> tuple[str, ...]:
    with_option = f"{column.code}[{column.option or column.option_text}]"
    return (
        column.header,
        spelling(column.header),
        spelling(with_option) if column.option or column.option_text else "",
        spelling(column.code),
        spelling(column.text),
    )


def versions_of(question: Question, columns: Columns) -> tuple[Version, ...]:
    """Find a question's columns, once for each version of it that was asked."""
    names = question.columns_in(columns.export.layout)
    if question.kind == "multiple":
        return _multiple(question, names, columns)
    if question.parts:
        return _grid(question, names, columns)
    where = f"question {question.code!r}"
    return tuple(Version({question.code: columns.one(name, where=where)}) for name in names)


def _grid(question: Question, names: Sequence[str], columns: Columns) -> tuple[Version, ...]:
    found = [
        {
            f"{question.code}.{part.code}": place
            for part in question.parts
            if (place := _part(question, part, name, columns)) is not None
        }
        for name in names
    ]
    for part in question.parts:
        if not any(f"{question.code}.{part.code}" in version for version in found):
            wanted = f"{names[0]}[{part.code}]"
            where = f"part {part.code!r} of question {question.code!r}"
            raise unknown_name("column", wanted, _near(names[0], columns), where=where)
    return tuple(Version(version) for version in found if version)


def _part(question: Question, part: Part, name: str, columns: Columns) -> int | None:
    if part.column:
        where = f"part {part.code!r} of question {question.code!r}"
        return columns.one(part.column, where=where)
    named = {loose_spelling(one) for one in (part.code, part.text) if one}
    for place in columns.find(name):
        column = columns.export.columns[place]
        if {loose_spelling(column.option), loose_spelling(column.option_text)} & named:
            return place
    found = columns.find(f"{name}[{part.code}]")
    return found[0] if found else None


def _near(name: str, columns: Columns) -> list[str]:
    """What to offer for a part or option: those of the question, or else every column."""
    inside = [columns.export.columns[place] for place in columns.find(name)]
    return [f"{one.code}[{one.option or one.option_text}]" for one in inside] or columns.known()


def _multiple(question: Question, names: Sequence[str], columns: Columns) -> tuple[Version, ...]:
    own = {
        _field(question, option): columns.one(
            option.column, where=f"option {option.code!r} of question {question.code!r}"
        )
        for option in question.options
        if option.column
    }
    if len(own) == len(question.options):
        return (Version(own),)
    found = [_options(question, name, columns, several=len(names) > 1) for name in names]
    if own:
        found[0] = Version({**found[0].columns, **own}, found[0].joined, found[0].unlisted)
    _require_all(question, names[0], found, columns)
    return tuple(found)


def _field(question: Question, option: Option) -> str:
    return f"{question.code}.{option.code}"


def _options(question: Question, name: str, columns: Columns, *, several: bool) -> Version:
    places = columns.find(name)
    if not places:
        known = columns.known()
        raise unknown_name("column", name, known, where=f"question {question.code!r}")
    found: dict[str, int] = {}
    unlisted = []
    for place in places:
        option = _option(question, columns.export.columns[place], several=several)
        if option is None or option.column:
            unlisted.append(place)
        elif _field(question, option) in found:
            raise _told_twice(question, option, found[_field(question, option)], place, columns)
        else:
            found[_field(question, option)] = place
    if len(places) == 1 and not found:
        return Version(joined=places[0])
    return Version(found, unlisted=tuple(unlisted))


def _option(question: Question, column: Column, *, several: bool) -> Option | None:
    """The option a column stands for: by its text first, since versions number options anew."""
    text = loose_spelling(column.option_text)
    code = loose_spelling(column.option)
    for option in question.options:
        if text and text in _spellings(option):
            return option
    for option in question.options:
        if code and code == loose_spelling(option.code) and not (several and text and option.text):
            return option
    return None


def _spellings(option: Option) -> Iterator[str]:
    return (loose_spelling(name) for name in (option.code, option.text, *option.also) if name)


def _told_twice(
    question: Question, option: Option, first: int, second: int, columns: Columns
) -> UnusableSettings:
    headers = columns.export.columns
    return UnusableSettings(
        f"The option {option.code!r} of question {question.code!r} fits two columns,"
        f" {headers[first].header!r} and {headers[second].header!r}."
        " Give the option column = … with the one it means."
    )


def _require_all(
    question: Question, name: str, versions: Sequence[Version], columns: Columns
) -> None:
    if any(version.joined is not None for version in versions):
        return
    for option in question.options:
        if not any(_field(question, option) in version.columns for version in versions):
            wanted = f"{name}[{option.code}]"
            where = f"option {option.code!r} of question {question.code!r}"
            raise unknown_name("column", wanted, _near(name, columns), where=where)
