"""Whether an item is a threat or an opportunity, and how ready the technology in it is."""

from collections.abc import Iterable, Sequence

from theodolite.horizon.item import Item
from theodolite.horizon.placing.corrections import NOT_A_TECHNOLOGY, READINESS
from theodolite.horizon.placing.placed import Judgement
from theodolite.horizon.placing.signs import KnownSigns, in_quotes

BOTH_FROM = 0.5
"""From which share of the signs for one of them on the other counts as well."""


def outlook(item: Item, found: Sequence[str], signs: KnownSigns) -> Judgement:
    """Threat, opportunity or both, by the words for either; nothing said cannot tell.

    Both where the fewer words are at least half as many as the more.
    """
    threat = _reasons(item, found, "threat", signs.threat, signs)
    opportunity = _reasons(item, found, "opportunity", signs.opportunity, signs)
    fewer, more = sorted((len(threat), len(opportunity)))
    if not more:
        return Judgement()
    if fewer >= BOTH_FROM * more:
        return Judgement("both", (*threat, *opportunity))
    if len(threat) > len(opportunity):
        return Judgement("threat", threat)
    return Judgement("opportunity", opportunity)


def readiness(item: Item, found: Sequence[str], signs: KnownSigns) -> Judgement:
    """The level from 1 to 9 in the middle of those its words show, or that it is no technology.

    It is none where more speaks for that than words show any level; where as much does, the answer
    cannot be told. Of two middle levels the lower one is taken.
    """
    levels = sorted((signs.readiness[one], one) for one in found if one in signs.readiness)
    neither = _reasons(item, found, "not_a_technology", signs.not_a_technology, signs)
    if len(neither) > len(levels):
        return Judgement(NOT_A_TECHNOLOGY, neither)
    if not levels or len(neither) == len(levels):
        return Judgement()
    middle = levels[(len(levels) - 1) // 2][0]
    return Judgement(READINESS[middle - 1], tuple(_by_level(levels)))


def _reasons(
    item: Item, found: Sequence[str], what: str, phrases: frozenset[str], signs: KnownSigns
) -> tuple[str, ...]:
    words = tuple(in_quotes(one) for one in found if one in phrases)
    return (*words, f"its kind is {item.kind}") if item.kind in signs.kinds[what] else words


def _by_level(levels: Iterable[tuple[int, str]]) -> Iterable[str]:
    return (f"{in_quotes(sign)} ({level})" for level, sign in levels)
