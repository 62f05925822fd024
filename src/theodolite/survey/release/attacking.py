"""Attack a release with nothing but what it prints, and say what gives way."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from theodolite.evidence.bounding import Linked, Range, Sum, left_by, possible_ranges
from theodolite.evidence.disclosure import OTHERS_HIDDEN, PROFILES, Profile
from theodolite.evidence.linking import LinkedCell, LinkedTables, link, table_title
from theodolite.evidence.printed import Printed, PrintedTable
from theodolite.evidence.released import NOTES_OF, Released
from theodolite.survey.release.printed_twice import disagreements

Kind = Literal["inside use", "about people", "solved", "bounded", "small", "disagrees"]

ASSUMED = Profile("assumed", 5, 1, "No rule is named: counts of 1 to 4 are taken to be hidden.")
"""The rule held against a release that names none."""

_STAMP = "INSIDE USE ONLY"
_PEOPLE = re.compile(
    r"(?<![\w.,–-])(\d+)(?: of (?:the )?(\d+))?"
    r" (?:respondents?|responses?|people|persons?|members?|departments?|posts?)\b"
)
_SHOWN = 6


@dataclass(frozen=True)
class Weakness:
    """One thing that the release gives away: where, and in a plain sentence what and from what."""

    kind: Kind
    file: str
    sentence: str


@dataclass(frozen=True)
class Attack:
    """What an attack found, how many hidden cells it tried, and what it could not read."""

    profile: Profile
    weaknesses: tuple[Weakness, ...]
    hidden: int
    unread: tuple[str, ...]


def attack(release: Released) -> Attack:
    """Look for everything in a release that its own disclosure rule should have hidden.

    Every hidden cell is bounded from below and above by integer programs over all sums between
    printed cells. A release for inside use is not attacked any further: it may not go out at all.
    """
    profile = release.profile or ASSUMED
    unread = tuple(f"{one.name}: {line}" for one in release.documents for line in one.unread)
    inside = tuple(_inside_use(release))
    if inside:
        return Attack(profile, inside, 0, unread)
    system = link(released_tables(release), profile, mixed=mixed_tables(release))
    found = (
        *_about_people(release),
        *_solved(system, release),
        *_small(release, profile),
        *(Weakness("disagrees", file, said) for file, said in disagreements(release.documents)),
    )
    return Attack(profile, found, sum(cell.is_hidden for cell in system.cells), unread)


def released_tables(release: Released) -> tuple[PrintedTable, ...]:
    """Each table once; where several files print it, as the one with the most exact counts."""
    tables: dict[str, PrintedTable] = {}
    for document in release.documents:
        for table in document.tables:
            tables.setdefault(table_title(table.title), table)
    return tuple(tables.values())


def mixed_tables(release: Released) -> frozenset[str]:
    """The tables in which a mark may stand for any count, as the rule or their notes say."""
    titles = {table_title(table.title) for table in released_tables(release)}
    if release.profile is not None and release.profile.hides_others:
        return frozenset(titles)
    notes = [text for one in release.documents for text in one.texts if OTHERS_HIDDEN in text.text]
    named = {text.where.removeprefix(NOTES_OF) for text in notes if NOTES_OF in text.where}
    if notes and not named:
        return frozenset(titles)
    return frozenset(title for title in titles if any(title.startswith(one) for one in named))


def _inside_use(release: Released) -> Iterator[Weakness]:
    is_named = release.profile is not None and release.profile.is_inside_use
    for document in release.documents:
        said = " ".join(text.text for text in document.texts)
        if is_named or _STAMP in said or PROFILES["none"].says in said:
            yield Weakness(
                "inside use",
                document.name,
                f"{release.name} is for inside use and must not be released: it holds exact counts"
                f" of small groups ({document.name} says so). Write it again with a profile that"
                " may be published.",
            )
            return


def _about_people(release: Released) -> Iterator[Weakness]:
    for name in release.about_people:
        yield Weakness(
            "about people",
            name,
            f"{name} holds data on single people and must not be published."
            " Move it out of this folder.",
        )


def _solved(system: LinkedTables, release: Released) -> Iterator[Weakness]:
    profile = release.profile or ASSUMED
    files = {
        table_title(table.title): document.name
        for document in reversed(release.documents)
        for table in document.tables
    }
    marked = {cell.number: cell for cell in system.cells if cell.is_hidden}
    ranges = possible_ranges(system.linked, marked)
    for number, (low, high) in ranges.items():
        cell = marked[number]
        kind = _gives_way((low, high), cell.says, profile)
        if kind:
            must_be = f"{low:.0f}" if low == high else f"between {low:.0f} and {high:.0f}"
            yield Weakness(
                kind,
                files[cell.table],
                f"{cell.table!r}, {cell.where}: hidden, but must be {must_be},"
                f" from {_reasons(system, number)}.",
            )


def _gives_way(found: Range, said: Range, profile: Profile) -> Kind | None:
    """A hidden cell gives way if it is solved, or told to be small where its mark is not.

    Where counts are rounded the rule itself says that a mark is small.
    """
    if found[0] == found[1]:
        return "solved"
    is_told_small = profile.round_to == 1 and found[1] < profile.hide_below <= said[1]
    return "bounded" if is_told_small else None


def _reasons(system: LinkedTables, number: int) -> str:
    """The sum that says most about a number, written with its printed texts."""
    cells: dict[int, LinkedCell] = {}
    for cell in system.cells:
        cells.setdefault(cell.number, cell)
    sums = [one for one in system.linked.sums if number in (*one.parts, one.total)]
    best = min(sums, key=lambda one: _width(one, system.linked, number), default=None)
    if best is None:
        return "the same number printed elsewhere"
    others = [i for i in (best.total, *best.parts) if i != number and i in cells]
    listed = [f"{cells[i].where} = {cells[i].text}" for i in others[:_SHOWN]]
    more = [f"{len(others) - _SHOWN} more"] if len(others) > _SHOWN else []
    return "; ".join([*listed, *more]) + " (and what these add up with)"


def _width(one: Sum, linked: Linked, number: int) -> float:
    low, high = dict(left_by(one, linked.ranges))[number]
    return high - low


def _small(release: Released, profile: Profile) -> Iterator[Weakness]:
    """Small counts that are printed although the rule hides them."""
    for document in release.documents:
        cells = link(document.tables, profile).cells
        for cell in cells:
            count = re.fullmatch(r"(\d+)(?:/(\d+))?", cell.text)
            if count and any(_is_small(number, profile) for number in count.groups()):
                yield Weakness(
                    "small",
                    document.name,
                    f"{cell.table!r}, {cell.where}: {cell.text} is printed in {document.name},"
                    f" although the rule hides counts of 1 to {profile.hide_below - 1}.",
                )
        yield from _small_in_words(document, profile)


def _is_small(number: str | None, profile: Profile) -> bool:
    return number is not None and 0 < int(number) < profile.hide_below


def _small_in_words(document: Printed, profile: Profile) -> Iterable[Weakness]:
    for text in document.texts:
        for found in _PEOPLE.finditer(text.text):
            if any(_is_small(one, profile) for one in found.groups()):
                yield Weakness(
                    "small",
                    document.name,
                    f"{document.name}, {text.where}: {found[0]!r} is said, although the rule hides"
                    f" counts of 1 to {profile.hide_below - 1}.",
                )
