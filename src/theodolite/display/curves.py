"""Measures along the same steps, one small chart above another, the chosen step marked."""

from collections.abc import Sequence
from itertools import pairwise

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from theodolite.display.sheet import (
    WIDTH,
    Lettering,
    Pen,
    Point,
    blank_sheet,
    cut_to,
    fill,
    line_height,
    strokes,
    wrapped,
    write,
    write_lines,
)
from theodolite.display.theme import FAINT, HATCHED, MUTED, QUIET
from theodolite.display.wording import has_value, written
from theodolite.evidence.estimate import Estimate
from theodolite.evidence.pictures import Curves

_NAME = Lettering(8.5)
_VALUE = Lettering(7.5, anchor="center")
_STEP = Lettering(8.0, colour=QUIET, anchor="center")
_NAMES, _HEIGHT, _GAP = 42.0, 17.0, 5.0
_MOST_STEP = 20.0
_COLOUR = MUTED[1]


def paint(picture: Curves) -> Figure:
    """Names at the left, a line with its values for each, the steps below."""
    axes = blank_sheet()
    pitch = min(_MOST_STEP, (WIDTH - _NAMES) / max(1, len(picture.steps)))
    places = [_NAMES + pitch * (i + 0.5) for i in range(len(picture.steps))]
    bottom = 3.0 + len(picture.curves) * (_HEIGHT + _GAP)
    if picture.chosen is not None:
        left = places[picture.chosen] - 0.45 * pitch
        fill(axes, [(left, 0.0, 0.9 * pitch, bottom + 5.5)], [HATCHED])
    for number, (name, values) in enumerate(picture.curves):
        _draw(axes, name, values, (places, 3.0 + number * (_HEIGHT + _GAP)))
    for x, step in zip(places, picture.steps, strict=True):
        write(axes, (x, bottom + 2.0), step, _STEP)
    write(axes, (0.0, bottom + 2.0), picture.along, _NAME)
    return cut_to(axes, bottom + 6.0)


def _draw(
    axes: Axes, name: str, values: Sequence[Estimate], place: tuple[Sequence[float], float]
) -> None:
    places, top = place
    lines = wrapped(name, _NAMES - 4.0, _NAME)
    write_lines(axes, (0.0, top + max(_HEIGHT, len(lines) * line_height(_NAME)) / 2), lines, _NAME)
    base = top + _HEIGHT
    strokes(axes, [[(_NAMES, base), (places[-1] + places[0] - _NAMES, base)]], Pen(0.4, FAINT))
    points = _points(values, places, (top + 4.0, base - 1.5))
    for one, other in pairwise(points):
        if one is not None and other is not None:
            strokes(axes, [[one, other]], Pen(1.0, _COLOUR))
    for x, point, value in zip(places, points, values, strict=True):
        if point is not None:
            axes.plot([x], [point[1]], "o", color=_COLOUR, markersize=3.5, clip_on=False)
        write(axes, (x, (point[1] if point else base) - 2.6), written(value), _VALUE)


def _points(
    values: Sequence[Estimate], places: Sequence[float], span: tuple[float, float]
) -> list[Point | None]:
    """Where the values stand between the lowest and the highest of their curve."""
    known = [one.value for one in values if has_value(one) and one.value is not None]
    low, high = min(known, default=0.0), max(known, default=1.0)
    top, bottom = span
    pitch = (bottom - top) / ((high - low) or 1.0)
    return [
        (x, bottom - pitch * (one.value - low))
        if has_value(one) and one.value is not None
        else None
        for x, one in zip(places, values, strict=True)
    ]
