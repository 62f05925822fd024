"""Ranked shares as dots with their intervals, one line each."""

from itertools import groupby

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from theodolite.display.scale import Scale, scale_of
from theodolite.display.sheet import (
    WIDTH,
    Lettering,
    Pen,
    blank_sheet,
    cut_to,
    line_height,
    strokes,
    widest,
    wrapped,
    write,
    write_lines,
)
from theodolite.display.theme import FAINT, MUTED, QUIET
from theodolite.display.wording import has_value, with_interval
from theodolite.evidence.estimate import Estimate
from theodolite.evidence.pictures import Intervals

_LABEL = Lettering(8.5)
_HEADING = Lettering(9.0, is_bold=True)
_VALUE = Lettering(8.5, anchor="right")
_MARK = Lettering(7.5, colour=QUIET, anchor="center")
_MOST_LABEL = 70.0
_ROW = 5.6
_COLOUR = MUTED[1]

Line = tuple[str, str, Estimate]


def paint(chart: Intervals) -> Figure:
    """Labels at the left, dots in the middle, the numbers themselves at the right."""
    axes = blank_sheet()
    label_width = min(_MOST_LABEL, widest([label for _, label, _ in chart.lines], _LABEL))
    value_width = widest([with_interval(value) for _, _, value in chart.lines], _VALUE)
    field = (label_width + 7.0, WIDTH - value_width - 8.0)
    scale = _scale(chart)
    y = top = 6.5
    for group, lines in groupby(chart.lines, key=lambda line: line[0]):
        y = _heading(axes, group, y)
        for line in lines:
            y = _line(axes, line, (y, label_width), (field, scale))
        y += 1.5
    _marks(axes, (top - 2.0, y), (field, scale))
    return cut_to(axes, y + 1.0)


def _scale(chart: Intervals) -> Scale:
    shown = [value for _, _, value in chart.lines if has_value(value)]
    ends = [end for v in shown for end in (v.value, v.low, v.high) if end is not None]
    return scale_of(chart.lines[0][2].unit if chart.lines else "share", ends)


def _heading(axes: Axes, group: str, y: float) -> float:
    if not group:
        return y
    write(axes, (0.0, y + _ROW / 2), group, _HEADING)
    return y + _ROW


def _line(
    axes: Axes,
    line: Line,
    place: tuple[float, float],
    frame: tuple[tuple[float, float], Scale],
) -> float:
    _, label, value = line
    y, width = place
    lines = wrapped(label, width + 0.1, _LABEL)
    height = max(_ROW, len(lines) * line_height(_LABEL) + 1.6)
    middle = y + height / 2
    write_lines(axes, (2.0, middle), lines, _LABEL)
    write(axes, (WIDTH - 1.0, middle), with_interval(value), _VALUE)
    if has_value(value):
        _dot(axes, value, middle, frame)
    return y + height


def _dot(axes: Axes, value: Estimate, y: float, frame: tuple[tuple[float, float], Scale]) -> None:
    assert value.value is not None, "only a value that may be shown has a dot"
    if value.low is not None and value.high is not None:
        ends = [(_at(end, frame), y) for end in (value.low, value.high)]
        strokes(axes, [ends], Pen(1.2, _COLOUR))
    axes.plot([_at(value.value, frame)], [y], "o", color=_COLOUR, markersize=5.0, clip_on=False)


def _marks(axes: Axes, rows: tuple[float, float], frame: tuple[tuple[float, float], Scale]) -> None:
    lines = [[(_at(x, frame), rows[0]), (_at(x, frame), rows[1])] for x, _ in frame[1].marks]
    strokes(axes, lines, Pen(0.4, FAINT))
    axes.collections[-1].set_zorder(0)
    for x, text in frame[1].marks:
        write(axes, (_at(x, frame), rows[0] - 2.2), text, _MARK)


def _at(value: float, frame: tuple[tuple[float, float], Scale]) -> float:
    (left, right), scale = frame
    return left + (right - left) * (value - scale.low) / (scale.high - scale.low)
