"""How far two lists of authors name the same people, however their names are written."""

from functools import lru_cache

from theodolite.horizon.duplicates.record import Record, family_name
from theodolite.horizon.duplicates.titles import Evidence, same_word

SAME_AUTHORS = "the same authors"
DIFFERENT_AUTHORS = "different authors"
_NAMESAKES = Evidence("the same family name with other initials", -4.0)
_MORE_THAN_ONE_SLIP = 5


def compare_authors(one: Record, other: Record) -> Evidence | None:
    """What the authors say about the two records being the same; nothing where one names none."""
    if not one.names or not other.names:
        return None
    share, shared = _names_in_common(one.names, other.names)
    if share >= 0.75 or _same_families(one.people, other.people):
        return _all_in_common(one, other, shared)
    if one.first_author == other.first_author:
        return _first_in_common(one, other, share)
    if share >= 0.4:
        return Evidence("some of the same authors", 0.5)
    return Evidence(DIFFERENT_AUTHORS, -6.0)


def _first_in_common(one: Record, other: Record, share: float) -> Evidence:
    if len(one.people) == len(other.people) == 1:
        if _other_initials(one, other):
            return _NAMESAKES
        return Evidence("the same author, spelt in two ways", 2.5)
    if share >= 0.4:
        return Evidence("the first and some of the other authors", 1.5)
    return Evidence("the first author in common", -1.0)


def _all_in_common(one: Record, other: Record, shared: int) -> Evidence:
    if shared == 1 and _other_initials(one, other):
        return _NAMESAKES
    if len(one.people) != len(other.people):
        return Evidence("the authors of one among those of the other", 2.5)
    if len(one.people) > 1:
        return Evidence(SAME_AUTHORS, 5.0 if len(one.people) > 2 else 4.5)
    return Evidence(SAME_AUTHORS, min(4.5, 1.5 + shared))


def _same_families(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether several authors bear the same family names, their given names however written."""
    return 1 < len(one) == len(other) and _families(one) == _families(other)


@lru_cache(maxsize=65536)
def _families(people: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(family_name(person) for person in people))


def _other_initials(one: Record, other: Record) -> bool:
    return bool(one.initials and other.initials) and not one.initials & other.initials


def _names_in_common(one: frozenset[str], other: frozenset[str]) -> tuple[float, int]:
    """Which share of the fewer names is among the others in some spelling, and how many."""
    shared, least = len(one & other), min(len(one), len(other))
    if shared < 0.75 * least and (shared or least < _MORE_THAN_ONE_SLIP):
        fewer, more = sorted((one - other, other - one), key=lambda some: (len(some), sorted(some)))
        shared += sum(any(_same_name(name, twin) for twin in more) for name in fewer)
    return shared / least, shared


def _same_name(one: str, other: str) -> bool:
    return same_word(one, other) or (
        min(len(one), len(other)) > 4 and (one.startswith(other) or other.startswith(one))
    )
