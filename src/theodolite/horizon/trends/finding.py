"""Find what rises, fades and joins topics up in a stream of items, as known at a date."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from scipy import sparse

from theodolite.evidence.days import day_in_words
from theodolite.evidence.framework import Framework
from theodolite.horizon.item import Item
from theodolite.horizon.trends.breaks import label_breaks, source_notes
from theodolite.horizon.trends.bridging import Bridge, bridges
from theodolite.horizon.trends.choices import WINDOWS, TrendSettings
from theodolite.horizon.trends.counts import Series, labelled
from theodolite.horizon.trends.found import Course, Direction, Trends
from theodolite.horizon.trends.known_items import KnownItems, known_items
from theodolite.horizon.trends.periods import first_day, in_words, label, many
from theodolite.horizon.trends.phrases import phrases_of
from theodolite.horizon.trends.progress import Progress, part, unseen
from theodolite.horizon.trends.search import Searched, course, search
from theodolite.horizon.trends.variants import join_variants
from theodolite.horizon.trends.watching import uses_of_watched

USUAL = TrendSettings()
"""By month, replayed by when items were observed."""

_BACKFILLED = 0.5


@dataclass(frozen=True)
class _Topics:
    """Topics as series, their codes, and the first period whose labels mean what they mean now."""

    series: Series | None
    codes: tuple[str, ...]
    since: int
    notes: tuple[str, ...]


def find_trends(
    items: Iterable[Item],
    *,
    framework: Framework | None = None,
    placements: Mapping[str, Sequence[str]] | None = None,
    as_of: date | None = None,
    settings: TrendSettings = USUAL,
    progress: Progress | None = None,
) -> Trends:
    """Find trends among items that were merged already, knowing only what was known at a date.

    `placements` gives the codes of the topics of each item, by identity; with a framework its
    topics, in its order, else whatever codes there are. Without `as_of` everything is known that
    any item's date says. `progress` is told the share that is done.
    """
    known, tell = known_items(items, as_of, settings), progress or unseen
    topics = _topics(known, framework, placements, settings)
    phrases = _phrases(known, settings)
    searched = [search("phrase", phrases, settings, progress=part(tell, 0.1, 0.5))]
    if watched := settings.watched:
        found = Series(
            tuple((one,) for one in watched), uses_of_watched(known.texts(), watched), known
        )
        searched.insert(0, search("watched", found, settings))
    if topics.series is not None:
        by_topic = search("topic", topics.series, settings, codes=topics.codes, since=topics.since)
        searched.insert(0, by_topic)
    tell(0.6)
    return Trends(
        as_of=known.as_of,
        periods=tuple(label(known.first + i, settings.by) for i in range(known.periods)),
        counted=len(known.items),
        settings=settings,
        alerts=tuple(alert for one in searched for alert in one.alerts),
        emerging=tuple(each for one in searched for each in one.emerging),
        bridges=tuple(_bridges(phrases, topics, settings)),
        courses=tuple(_courses(searched, topics, settings, part(tell, 0.6, 1.0))),
        records=tuple(one.records for one in searched),
        notes=tuple(dict.fromkeys((*_notes(known, searched, settings), *topics.notes))),
        untold=_untold(searched),
    )


def _topics(
    known: KnownItems,
    framework: Framework | None,
    placements: Mapping[str, Sequence[str]] | None,
    settings: TrendSettings,
) -> _Topics:
    if placements is None or not known.items:
        return _Topics(None, (), 0, ())
    labels = [tuple(placements.get(item.identity, ())) for item in known.items]
    if framework is not None:
        codes = tuple(topic.code for topic in framework.topics)
        names = tuple((topic.name,) for topic in framework.topics)
    else:
        codes = tuple(sorted({code for one in labels for code in one}))
        names = tuple((code,) for code in codes)
    series = Series(names, labelled(labels, codes), known)
    breaks = label_breaks(series, settings)
    notes = tuple(one.sentence(known.first, settings) for one in breaks)
    return _Topics(series, codes, max((one.period for one in breaks), default=0), notes)


def _phrases(known: KnownItems, settings: TrendSettings) -> Series:
    if not known.items:
        return Series((), sparse.csr_matrix((0, 0)), known)
    phrases = phrases_of(known.texts(), longest=settings.longest, least_texts=settings.least_known)
    variants = join_variants(phrases.without_boilerplate(known.stratum, settings.most_share))
    return Series(variants.groups, variants.uses, known)


def _bridges(phrases: Series, topics: _Topics, settings: TrendSettings) -> Iterator[Bridge]:
    """Topics that come to meet others in their items, then phrases that come to join topics."""
    if topics.series is not None:
        for series in (topics.series, phrases):
            yield from bridges(series, topics.series, settings, since=topics.since)


def _courses(
    searched: Sequence[Searched], topics: _Topics, settings: TrendSettings, progress: Progress
) -> Iterator[Course]:
    """Every topic and watched phrase, then the surest rising phrases."""
    told = list(_told_over_time(searched, settings))
    for done, (one, number) in enumerate(told):
        progress(done / len(told))
        code = topics.codes[number] if one.sort == "topic" else ""
        yield course(one, number, settings, code)
    progress(1.0)


def _told_over_time(
    searched: Sequence[Searched], settings: TrendSettings
) -> Iterator[tuple[Searched, int]]:
    left = settings.forecasts
    for one in searched:
        if one.sort == "phrase":
            told = [alert.name for alert in one.alerts if alert.direction == "rising"]
            place = {names[0]: number for number, names in enumerate(one.series.names)}
            numbers = [place[name] for name in told[: max(0, left)]]
        else:
            numbers = list(range(len(one.series.names)))
        yield from ((one, number) for number in numbers)
        left -= len(numbers)


def _untold(searched: Sequence[Searched]) -> dict[Direction, int]:
    directions: tuple[Direction, Direction] = ("rising", "fading")
    return {one: sum(found.untold[one] for found in searched) for one in directions}


def _notes(
    known: KnownItems, searched: Sequence[Searched], settings: TrendSettings
) -> Iterator[str]:
    yield from known.left_out
    yield from source_notes(known, settings)
    if not known.items:
        yield "No item was known by then, so there is nothing to compare."
        return
    yield from _thin(known, searched, settings)
    at_once = int(np.bincount(known.seen).max())
    if settings.seen == "observed" and at_once > _BACKFILLED * len(known.items) > 1:
        yield (
            f"{at_once:,} of {len(known.items):,} items were first seen in one {settings.by}, so a"
            " replay by when we saw them knows nothing of the time before, and the track record"
            " starts there. To replay by when things were published, ask for it."
        )


def _thin(
    known: KnownItems, searched: Sequence[Searched], settings: TrendSettings
) -> Iterator[str]:
    by, last = settings.by, known.periods - 1
    told = sorted(set(known.period.tolist()))
    if last not in told:
        yield (
            f"No item appeared in {in_words(known.first + last, by)}, so nothing is told of it."
            f" The last before are of {in_words(known.first + told[-1], by)}: look as of a day soon"
            " after that, or put right a date that is too late."
        )
    elif not any(one.looks for one in searched):
        yield (
            f"Items of {many(len(told), by)} are known, and a share is compared with"
            f" {many(settings.least_history, by)} of history at least"
            f" (a window of {max(WINDOWS[by])} with as many): too few to tell a trend."
        )
    silent = [one for one in range(told[0], told[-1]) if one not in set(told)]
    if silent:
        first = first_day(known.first + silent[0], by)
        yield (
            f"No item appeared in {many(len(silent), by)}, first in {day_in_words(first, 'month')};"
            " they are no zero, and nothing is compared with them."
        )
