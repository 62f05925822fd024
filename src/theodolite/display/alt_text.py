"""What a figure shows, told to someone who hears it, from the same numbers that are drawn."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Any

from theodolite.display.picture import Drawable
from theodolite.display.wording import has_value, listed, plain, with_interval, written
from theodolite.evidence.estimate import Estimate
from theodolite.evidence.pictures import (
    MOVEMENTS,
    Clustermap,
    Curves,
    Flow,
    Heatmap,
    Intervals,
    Radar,
    RegionMap,
    TrendLine,
)
from theodolite.evidence.table import Table

_NOT_SHOWN = "not shown"
_NONE = "no answers"
_MOST_NAMED = 3

Named = tuple[str, Estimate]


def describe(evidence: Drawable) -> str:
    """The kind of figure, its size and its main findings, in sentences made to be heard."""
    return _sentences(_TELLERS[type(evidence)](evidence))


def _clustermap(picture: Clustermap) -> Iterator[str]:
    yield (
        f"Clustermap of {_people(picture.respondents)} by "
        f"{_many(len(picture.columns), 'column')}: {listed(picture.columns)}. "
        f"Colour shows {picture.unit}"
    )
    if picture.respondents_per_line > 1:
        yield f"Each line is the average of about {picture.respondents_per_line:,} respondents"
    if picture.row_tree is not None:
        yield "A tree at the left joins respondents with similar answers"
    if picture.strips:
        titles = listed([strip.title for strip in picture.strips])
        yield f"Coloured strips beside the rows show {titles}"
    shown = [int(code) for code in dict.fromkeys(picture.segments.codes.tolist()) if code >= 0]
    yield f"There {'is' if len(shown) == 1 else 'are'} {_many(len(shown), 'segment')}"
    for code in shown:
        yield _segment(picture, code)


def _segment(picture: Clustermap, code: int) -> str:
    name = picture.segments.names[code]
    size = picture.segment_sizes[code] if picture.segment_sizes else None
    if size is not None and not size.shown:
        return f"{name}: too few people to describe"
    people = "" if size is None else f", {_people(size)}"
    means = picture.segment_means[code] if picture.segment_means else ()
    known = [pair for pair in zip(picture.columns, means, strict=False) if has_value(pair[1])]
    ranked = sorted(known, key=lambda pair: -(pair[1].value or 0.0))[:2]
    highest = [pair for pair in ranked if pair is ranked[0] or (pair[1].value or 0.0) > 0]
    led = listed([f"{column} ({written(mean)} on average)" for column, mean in highest])
    return f"{name}{people}: highest in {led}" if led else f"{name}{people}"


def _heatmap(picture: Heatmap) -> Iterator[str]:
    lines = sum(1 for _ in picture.panels[0].rows())
    yield f"Heatmap of {_many(lines, 'row')} in {_many(len(picture.panels), 'panel')}"
    for title, panel in zip(picture.panel_titles, picture.panels, strict=True):
        yield f"{title}, with {_many(len(panel.columns), 'column')}"
        for number, column in enumerate(panel.columns):
            yield from _column(panel, number, column)


def _column(panel: Table, number: int, name: str) -> Iterator[str]:
    """The highest and the lowest of each block, because blocks answer different questions."""
    for block in panel.blocks:
        named = [
            (row.label, row.cells[number][0])
            for row in block.rows
            if not row.is_total and row.cells[number][0] is not None
        ]
        cells = [(label, cell) for label, cell in named if cell is not None]
        about = f"{name}, {block.label}" if len(panel.blocks) > 1 and block.label else name
        if cells:
            yield f"{about}: {_extremes(cells, panel)}"


def _extremes(cells: Sequence[Named], panel: Table) -> str:
    known = [(label, cell) for label, cell in cells if has_value(cell)]
    hidden = sum(1 for _, cell in cells if not cell.shown)
    told = [f"{hidden} not shown"] if hidden else []
    if not known:
        return ", ".join(told) or _NONE
    by_value = sorted(known, key=lambda item: -(item[1].value or 0.0))
    high, low = (written(by_value[i][1], panel.rounding) for i in (0, -1))
    if high == low:
        return ", ".join([f"{high} throughout", *told])
    highest = [label for label, cell in known if written(cell, panel.rounding) == high]
    lowest = [label for label, cell in known if written(cell, panel.rounding) == low]
    found = f"highest for {_some(highest)} ({high}), lowest for {_some(lowest)} ({low})"
    return ", ".join([found, *told])


def _flow(picture: Flow) -> Iterator[str]:
    yield f"Flow of respondents: {_heard(picture.received)} received"
    for reason, number in picture.rejected:
        yield f"Rejected, {reason}: {_heard(number)}"
    yield f"Kept for analysis: {_heard(picture.kept)}"


def _region_map(picture: RegionMap) -> Iterator[str]:
    waves = _many(len(picture.waves), "wave")
    yield f"Map of {_many(len(picture.places), 'region')} in {waves}, on one scale"
    for label, numbers in picture.waves:
        by_place = zip(picture.places, numbers, strict=True)
        yield f"{label}: " + "; ".join(f"{place.name} {_heard(n)}" for place, n in by_place)


def _intervals(picture: Intervals) -> Iterator[str]:
    estimates = _many(len(picture.lines), "estimate")
    yield f"Chart of {estimates} as dots, with their intervals in brackets"
    for group, lines in groupby(picture.lines, key=lambda line: line[0]):
        numbers = "; ".join(f"{label} {_heard_interval(value)}" for _, label, value in lines)
        yield f"{group}: {numbers}" if group else numbers


def _curves(picture: Curves) -> Iterator[str]:
    measures = _many(len(picture.curves), "measure")
    first, last = picture.steps[0], picture.steps[-1]
    yield f"Line charts of {measures} along {picture.along}, from {first} to {last}"
    for name, values in picture.curves:
        told = zip(picture.steps, values, strict=True)
        yield f"{name}: " + "; ".join(f"{step}, {_heard(value)}" for step, value in told)
    if picture.chosen is not None:
        yield f"Chosen: {picture.steps[picture.chosen]}"


def _trend(picture: TrendLine) -> Iterator[str]:
    known = [
        (one, e) for one, e in zip(picture.periods, picture.shares, strict=True) if has_value(e)
    ]
    yield f"Line chart of {picture.title}: its share of items by {picture.by}"
    if known:
        (first, one), (last, other) = known[0], known[-1]
        when, highest = max(known, key=lambda pair: pair[1].value or 0.0)
        yield f"It was {small_share(one)} in {first} and {small_share(other)} in {last}"
        yield f"Highest in {when}, at {small_share(highest)}"
    silent = len(picture.shares) - len(known)
    if silent:
        yield f"Nothing is known of {_many(silent, picture.by)}"
    for _, words in picture.marks:
        yield words.capitalize()
    if picture.forecast:
        yield (
            f"By {picture.ahead[-1]} the forecast ({picture.method}) is"
            f" {small_share(picture.forecast[-1])}; if nothing changes, it is"
            f" {small_share(picture.unchanged[-1])}"
        )
    if picture.verdict:
        yield picture.verdict.removesuffix(".")


def small_share(share: Estimate) -> str:
    """A share that may be far below one percent, with its interval.

    >>> small_share(Estimate("share", 0.00182, low=0.00139, high=0.00239))
    '0.18% (0.14–0.24%)'
    """
    assert share.value is not None, "only a share with a value is told"
    value = f"{plain(100 * share.value)}%"
    if share.low is None or share.high is None:
        return value
    return f"{value} ({plain(100 * share.low)}–{plain(100 * share.high)}%)"


def _heard(estimate: Estimate) -> str:
    return written(estimate) if has_value(estimate) else _absence(estimate)


def _people(size: Estimate) -> str:
    if not has_value(size):
        return "respondents whose number is not shown"
    return f"{written(size)} respondent{'' if size.value == 1 else 's'}"


def _heard_interval(estimate: Estimate) -> str:
    return with_interval(estimate) if has_value(estimate) else _absence(estimate)


def _absence(estimate: Estimate) -> str:
    return _NONE if estimate.shown else _NOT_SHOWN


def _radar(picture: Radar) -> Iterator[str]:
    yield (
        f"Radar of {_many(len(picture.blips), 'blip')} in"
        f" {_many(len(picture.sectors), 'sector')} ({listed(picture.sectors)}) and"
        f" {_many(len(picture.rings), 'ring')}, from the centre outwards {listed(picture.rings)}"
    )
    yield f"Distance from the centre: {picture.meaning.rstrip('.')}"
    for movement, words in MOVEMENTS.items():
        moved = [blip.name for blip in picture.blips if blip.movement == movement]
        if moved and movement != "unmoved":
            yield f"{words.capitalize()}: {listed(moved)}"
    for sector, name in enumerate(picture.sectors):
        nearest = [blip for blip in picture.blips if blip.sector == sector][:1]
        for blip in nearest:
            yield f"Nearest in {name}: {blip.name}, {picture.rings[blip.ring]}"


def _some(names: Sequence[str]) -> str:
    if len(names) <= _MOST_NAMED:
        return listed(names)
    return f"{names[0]} and {len(names) - 1} others"


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _sentences(parts: Iterator[str]) -> str:
    return " ".join(f"{part}." for part in parts)


_TELLERS: dict[type, Callable[[Any], Iterator[str]]] = {
    Clustermap: _clustermap,
    Heatmap: _heatmap,
    Flow: _flow,
    RegionMap: _region_map,
    Intervals: _intervals,
    Curves: _curves,
    TrendLine: _trend,
    Radar: _radar,
}
