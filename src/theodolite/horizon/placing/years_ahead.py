"""How far ahead an item looks, counted from the day it was published."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import polars as pl

from theodolite.evidence.framework import Framework
from theodolite.horizon.item import Item
from theodolite.horizon.placing.placed import Judgement
from theodolite.horizon.placing.signs import KnownSigns, in_quotes
from theodolite.horizon.placing.votes import Vote, decided

DATE_COUNTS, OWN_SIGN_COUNTS, SIGN_COUNTS, KIND_COUNTS = 2.0, 2.0, 1.0, 0.5
"""How much a date, the framework's own sign, a usual sign and the item's kind count."""

_DAYS_A_YEAR = 365.25
_YEAR_NAMED = r"(?:by|until|before|from|in|to|target|than|after|of|year) 20\d\d "
_SPAN_NAMED = (
    r"(?:within|next|coming|over|in|takes?) (?:the |a )?(?:next |coming |last )?"
    r"(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten) years"
)
_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBERS = {word: number for number, word in enumerate(_WORDS, start=2)}


def horizons(
    items: Sequence[Item],
    texts: pl.Series,
    found: Sequence[Sequence[str]],
    signs: KnownSigns,
    framework: Framework,
) -> list[Judgement]:
    """One judgement an item, by what its dates, words and kind point to.

    Each of them votes for the horizon in which the years it points to lie; the one with most votes
    is the answer, and a tie is none.
    """
    years = texts.str.extract_all(_YEAR_NAMED).to_list()
    spans = texts.str.extract_all(_SPAN_NAMED).to_list()
    names = [horizon.name for horizon in framework.horizons]
    return [
        decided(_votes(*one, signs, framework), names)
        for one in zip(items, years, spans, found, strict=True)
    ]


def _votes(
    item: Item,
    years: Sequence[str],
    spans: Sequence[str],
    found: Sequence[str],
    signs: KnownSigns,
    framework: Framework,
) -> Iterable[Vote]:
    published = item.published.on if item.published else item.observed_at.date()
    dated = [*_own_dates(item, published), *_named(years, spans, published)]
    for words, ahead in dated:
        yield Vote(_horizon(ahead, framework), DATE_COUNTS, words)
    for sign in found:
        if sign in signs.horizons:
            yield Vote(signs.horizons[sign], OWN_SIGN_COUNTS, in_quotes(sign))
        elif sign in signs.years:
            yield Vote(_horizon(signs.years[sign], framework), SIGN_COUNTS, in_quotes(sign))
    by_kind: Mapping[str, float] = signs.kinds["years"]
    if item.kind in by_kind:
        kind = _horizon(by_kind[item.kind], framework)
        yield Vote(kind, KIND_COUNTS, f"its kind is {item.kind}")


def _own_dates(item: Item, published: date) -> Iterable[tuple[str, float]]:
    for name, day in (("deadline", item.deadline), ("begins", item.starts)):
        if day is not None and day >= published:
            yield f"{name} {day.isoformat()}", (day - published).days / _DAYS_A_YEAR


def _named(
    years: Sequence[str], spans: Sequence[str], published: date
) -> Iterable[tuple[str, float]]:
    for said in dict.fromkeys(years):
        ahead = int(said.split()[-1]) - published.year
        if ahead > 0:
            yield in_quotes(said.strip()), float(ahead)
    for said in dict.fromkeys(spans):
        number = re.findall(r"\w+", said)[-2]
        if " last " not in f" {said} ":
            yield in_quotes(said), float(_NUMBERS.get(number) or int(number))


def _horizon(years: float, framework: Framework) -> str:
    """The first horizon that reaches as far; the last one for whatever lies beyond all."""
    reach = (horizon for horizon in framework.horizons if years <= horizon.upto_years)
    return next(reach, framework.horizons[-1]).name
