"""A share over time as a line with its interval, what was told when, and where it may go."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure

from theodolite.display.scale import Scale, scale_from
from theodolite.display.sheet import (
    WIDTH,
    Lettering,
    Pen,
    Point,
    blank_sheet,
    cut_to,
    line_height,
    room_for,
    strokes,
    wrapped,
    write,
)
from theodolite.display.theme import FAINT, INK, MUTED, QUIET
from theodolite.display.wording import has_value
from theodolite.evidence.estimate import Estimate
from theodolite.evidence.pictures import TrendLine

_TITLE = Lettering(9.5, is_bold=True)
_AXIS = Lettering(8.0, colour=QUIET)
_MARK = Lettering(8.0, colour=QUIET, anchor="right")
_STEP = Lettering(8.0, colour=QUIET, anchor="center")
_NOTE = Lettering(8.0)
_LEFT, _HEIGHT = 13.0, 52.0
_NAMES, _NO_NAMES = 34.0, 3.0
_LINE, _BAND = MUTED[1], "#CBC7E4"
_AHEAD, _AHEAD_BAND = MUTED[3], "#CDE3D3"
_MOST_STEPS = 12
_HIGHEST = 3.0
_APART = 8.0


@dataclass(frozen=True, slots=True)
class _Field:
    """Where periods and percentages lie on the sheet (millimetres)."""

    top: float
    right: float
    steps: int
    scale: Scale

    def x(self, step: float) -> float:
        return _LEFT + (self.right - _LEFT) * (step + 0.5) / self.steps

    def y(self, share: float) -> float:
        part = (min(100 * share, self.scale.high) - self.scale.low) / (
            self.scale.high - self.scale.low
        )
        return self.top + _HEIGHT * (1 - part)


def paint(trend: TrendLine) -> Figure:
    """The title, the lines with their bands, what was told when, and the years below."""
    axes = blank_sheet()
    y = 3.0
    for line in wrapped(trend.title, WIDTH, _TITLE):
        write(axes, (0.0, y), line, _TITLE)
        y += line_height(_TITLE)
    write(axes, (0.0, y), f"Share of all items by {trend.by}, with 95% intervals", _AXIS)
    steps = len(trend.periods) + len(trend.forecast)
    right = WIDTH - (_NAMES if trend.forecast else _NO_NAMES)
    field = _Field(y + 9.0, right, steps, _scale(trend))
    _grid(axes, trend, field)
    _ahead(axes, trend, field)
    _past(axes, trend, field)
    _alerts(axes, trend, field)
    y = field.top + _HEIGHT + 9.0
    for line in wrapped(trend.verdict, WIDTH, _NOTE) if trend.verdict else ():
        write(axes, (0.0, y), line, _NOTE)
        y += line_height(_NOTE)
    return cut_to(axes, y)


def _scale(trend: TrendLine) -> Scale:
    """From 0 to the highest end of an interval; one that is very wide is cut off."""
    known = [one for one in (*trend.shares, *trend.forecast, *trend.unchanged) if has_value(one)]
    values = [one.value or 0.0 for one in known]
    ends = [one.high or one.value or 0.0 for one in known]
    most = _HIGHEST * max(values, default=0.0) or 1.0
    return scale_from("", 0.0, 100 * min(most, max(ends, default=1.0) or 1.0))


def _grid(axes: Axes, trend: TrendLine, field: _Field) -> None:
    left, right = field.x(-0.5), field.x(field.steps - 0.5)
    for value, text in field.scale.marks:
        y = field.y(value / 100)
        strokes(axes, [[(left, y), (right, y)]], Pen(0.4, FAINT))
        write(axes, (left - 1.5, y), f"{text}%", _MARK)
    base = field.top + _HEIGHT
    for step, text in _years((*trend.periods, *trend.ahead[: len(trend.forecast)])):
        x = field.x(step)
        strokes(axes, [[(x, base), (x, base + 1.0)]], Pen(0.5, QUIET))
        write(axes, (x, base + 3.2), text, _STEP)


def _years(labels: Sequence[str]) -> list[tuple[int, str]]:
    """The first period of each year, or every second or third where they would crowd."""
    first = [(i, one[:4]) for i, one in enumerate(labels) if i == 0 or one[:4] != labels[i - 1][:4]]
    if len(first) > 1 and first[1][0] - first[0][0] < len(labels) / 20:
        first = first[1:]
    every = -(-len(first) // _MOST_STEPS)
    return first[::every]


def _past(axes: Axes, trend: TrendLine, field: _Field) -> None:
    for run in _runs(trend.shares):
        points = [(field.x(i), one) for i, one in run]
        _band(axes, points, field, _BAND)
        line = [(x, field.y(one.value or 0.0)) for x, one in points]
        strokes(axes, [line], Pen(1.2, _LINE))
        if len(line) == 1:
            axes.plot(*line[0], "o", color=_LINE, markersize=2.5, clip_on=False)


def _ahead(axes: Axes, trend: TrendLine, field: _Field) -> None:
    if not trend.forecast:
        return
    start = len(trend.periods)
    from_last = [(field.x(start - 1), trend.shares[-1])]
    for told, colour, band, is_dashed in (
        (trend.forecast, _AHEAD, _AHEAD_BAND, False),
        (trend.unchanged, QUIET, "", True),
    ):
        points = [(field.x(start + i), one) for i, one in enumerate(told)]
        if band:
            _band(axes, points, field, band)
        line = [(x, field.y(one.value or 0.0)) for x, one in (*from_last, *points)]
        strokes(axes, [line], Pen(1.2, colour, is_dashed))
    _name_lines(axes, trend, field)


def _name_lines(axes: Axes, trend: TrendLine, field: _Field) -> None:
    """Each line's name at its end, moved apart where both would stand on one spot."""
    x = field.x(field.steps - 0.5) + 1.5
    own, other = (field.y(told[-1].value or 0.0) for told in (trend.forecast, trend.unchanged))
    low, high = field.top + 5.0, field.top + _HEIGHT - 6.0
    if abs(own - other) < _APART:
        middle = min(max((own + other) / 2, low), high)
        side = 0.5 if own > other else -0.5
        own, other = middle + _APART * side, middle - _APART * side
    if trend.method != "no change":
        write(axes, (x, own), f"forecast ({trend.method})", Lettering(8.0, colour=_AHEAD))
        write(axes, (x, own + 3.4), f"with {trend.level:.0%} interval", _AXIS)
        write(axes, (x, other), "if nothing changes", _AXIS)
    else:
        write(axes, (x, own), "if nothing changes", Lettering(8.0, colour=_AHEAD))
        write(axes, (x, own + 3.4), f"with {trend.level:.0%} interval", _AXIS)


def _alerts(axes: Axes, trend: TrendLine, field: _Field) -> None:
    """A triangle for each mark with its words above; words that would overlap stand higher."""
    free = [-1.0, -1.0]
    for number, words in trend.marks:
        x = field.x(number)
        way = "v" if words.startswith("fall") else "^"
        axes.plot([x], [field.top - 1.5], way, color=INK, markersize=4.0, clip_on=False)
        strokes(axes, [[(x, field.top), (x, field.top + _HEIGHT)]], Pen(0.5, QUIET, is_dashed=True))
        width = room_for(words, _NOTE)
        left = min(max(0.0, x - width / 2), WIDTH - width)
        row = next((i for i, taken in enumerate(free) if left > taken), None)
        if row is not None:
            write(axes, (left, field.top - 4.4 - 3.2 * row), words, _NOTE)
            free[row] = left + width + 1.5


def _band(axes: Axes, points: Sequence[tuple[float, Estimate]], field: _Field, colour: str) -> None:
    told = [(x, one) for x, one in points if one.low is not None and one.high is not None]
    half = (field.x(1) - field.x(0)) / 2
    if len(told) == 1:
        told = [(told[0][0] - half, told[0][1]), (told[0][0] + half, told[0][1])]
    upper: list[Point] = [(x, field.y(one.high or 0.0)) for x, one in told]
    lower: list[Point] = [(x, field.y(one.low or 0.0)) for x, one in told]
    if told:
        shape = PolyCollection(
            [upper + lower[::-1]], facecolors=colour, edgecolors="none", clip_on=False
        )
        axes.add_collection(shape, autolim=False)


def _runs(shares: Sequence[Estimate]) -> Iterator[list[tuple[int, Estimate]]]:
    """Stretches of periods that have a value."""
    for is_known, run in groupby(enumerate(shares), key=lambda pair: has_value(pair[1])):
        if is_known:
            yield list(run)
