"""From a value to a colour, and the bar that tells a reader which is which."""

from dataclasses import dataclass, replace
from functools import cache
from math import ceil, log10
from typing import Literal

from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.colors import to_hex

from theodolite.display import wording
from theodolite.display.sheet import Lettering, Pen, fill, line_height, strokes, widest, write
from theodolite.display.theme import QUIET
from theodolite.evidence.estimate import Unit

BAR_WIDTH = 48.0

_BAR_HEIGHT = 3.0
_SLICES = 64
_MARKS = Lettering(7.0, colour=QUIET)
_TITLE = Lettering(7.5, is_bold=True)


@dataclass(frozen=True, slots=True)
class Scale:
    """Values from `low` to `high` in viridis, with the marks of its bar."""

    title: str
    low: float
    high: float
    marks: tuple[tuple[float, str], ...]


def scale_from(title: str, low: float, high: float, *, whole: bool = False) -> Scale:
    """A scale over round numbers from `low` (at most 0) to at least `high`."""
    floor = min(0.0, low)
    step = _round_step((high - floor) / 5, whole=whole)
    first, last = int(floor // step), max(1, ceil(high / step - 1e-9))
    marks = tuple((step * i, wording.plain(step * i)) for i in range(first, last + 1))
    return Scale(title, marks[0][0], marks[-1][0], marks)


def scale_of(unit: Unit, values: list[float], *, title: str = "") -> Scale:
    """The scale for estimates of one unit: shares always from 0 to 100 %."""
    if unit == "share":
        marks = tuple((part / 4, f"{wording.plain(25 * part)}%") for part in range(5))
        return Scale(title or "Share of respondents", 0.0, 1.0, marks)
    words = title or {"count": "Respondents", "mean": "Mean"}[unit]
    low, high = min(values, default=0.0), max(values, default=1.0)
    return scale_from(words, low, high, whole=unit == "count")


def colour_of(scale: Scale, value: float) -> str:
    """The colour of a value; what lies outside the scale gets the colour of its end."""
    part = (value - scale.low) / (scale.high - scale.low)
    return _viridis(round(255 * min(1.0, max(0.0, part))))


def draw_bar(axes: Axes, left: float, top: float, scale: Scale) -> float:
    """The scale as a bar with its title and marks; gives the height it took."""
    write(axes, (left, top + 1.5), scale.title, _TITLE)
    bar = top + line_height(_TITLE) + 1.0
    width = BAR_WIDTH / _SLICES
    # Each slice runs under the next, or thin gaps shine through when pixels are averaged.
    boxes = [
        (left + i * width, bar, width if i == _SLICES - 1 else 2 * width, _BAR_HEIGHT)
        for i in range(_SLICES)
    ]
    fill(axes, boxes, [_viridis(round(255 * i / (_SLICES - 1))) for i in range(_SLICES)])
    below = bar + _BAR_HEIGHT
    for value, text in _marks_with_room(scale):
        x = left + BAR_WIDTH * (value - scale.low) / (scale.high - scale.low)
        strokes(axes, [[(x, below), (x, below + 0.9)]], Pen(0.5, QUIET))
        write(axes, (x, below + 2.7), text, replace(_MARKS, anchor=_anchor(value, scale)))
    return below + 4.5 - top


def _marks_with_room(scale: Scale) -> tuple[tuple[float, str], ...]:
    """Every mark, or those of the two ends where all would touch each other."""
    pitch = BAR_WIDTH / max(1, len(scale.marks) - 1)
    # The marks at the ends reach inwards with their whole width, their neighbours with half.
    if 1.5 * widest([text for _, text in scale.marks], _MARKS) <= pitch:
        return scale.marks
    return (scale.marks[0], scale.marks[-1])


def _anchor(value: float, scale: Scale) -> Literal["left", "center", "right"]:
    """Marks at the ends of the bar do not stand out over it."""
    if value == scale.low:
        return "left"
    return "right" if value == scale.high else "center"


def _round_step(least: float, *, whole: bool) -> float:
    if least <= 0 or (whole and least <= 1):
        return 1.0
    size = 10.0 ** ceil(log10(least) - 1)
    steps = [part * size for part in (0.1, 0.2, 0.5, 1, 2, 5, 10)]
    return next(s for s in steps if s >= least * (1 - 1e-9) and (not whole or s == int(s)))


@cache
def _viridis(level: int) -> str:
    return to_hex(colormaps["viridis"](level))
