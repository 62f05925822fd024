"""A sheet measured in millimetres from its top left corner, drawn from the top down."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians, sin
from typing import Literal

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from theodolite.display.theme import HATCH, HATCHED, INK, MEASURED_FAMILIES

WIDTH = 170.0
LINE_PITCH = 1.22

_INCH = 25.4
_POINT = _INCH / 72
_HALF_CAPITAL = 0.33
# Where our font is missing, most others run wider.
_FALLBACK_SLACK = 1.1

Point = tuple[float, float]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Lettering:
    """How a text is set: `size` in points, `turn` in degrees anticlockwise."""

    size: float = 8.0
    is_bold: bool = False
    colour: str = INK
    anchor: Literal["left", "center", "right"] = "left"
    turn: float = 0.0


def blank_sheet() -> Axes:
    """A sheet of the full text width, to be cut to its height by `cut_to`."""
    figure = Figure(figsize=(WIDTH / _INCH, 1))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_autoscale_on(False)
    axes.set_xlim(0, WIDTH)
    return axes


def cut_to(axes: Axes, height: float) -> Figure:
    """The finished page, as high as what was drawn on it."""
    figure = axes.figure
    assert isinstance(figure, Figure), "a sheet is a figure of its own"
    figure.set_size_inches(WIDTH / _INCH, height / _INCH)
    axes.set_ylim(height, 0)
    return figure


def write(axes: Axes, at: Point, text: str, lettering: Lettering) -> None:
    """One line of text; `at` is halfway up its capitals."""
    turn = radians(lettering.turn)
    drop = _HALF_CAPITAL * lettering.size * _POINT
    axes.text(
        at[0] + drop * sin(turn),
        at[1] + drop * cos(turn),
        text,
        fontsize=lettering.size,
        fontweight=_weight(lettering),
        color=lettering.colour,
        ha=lettering.anchor,
        va="baseline",
        rotation=lettering.turn,
        rotation_mode="anchor",
    )


def write_lines(axes: Axes, at: Point, lines: Sequence[str], lettering: Lettering) -> None:
    """Several lines under each other; `at` is the middle of them all."""
    turn, pitch = radians(lettering.turn), line_height(lettering)
    for number, line in enumerate(lines):
        drop = (number - (len(lines) - 1) / 2) * pitch
        write(axes, (at[0] + drop * sin(turn), at[1] + drop * cos(turn)), line, lettering)


def line_height(lettering: Lettering) -> float:
    """How far apart lines of this lettering stand."""
    return LINE_PITCH * lettering.size * _POINT


def room_for(text: str, lettering: Lettering) -> float:
    """The width to leave for a text, with slack for a reader without our font."""
    return _FALLBACK_SLACK * _width(text, lettering.size, _weight(lettering))


def wrapped(text: str, width: float, lettering: Lettering) -> tuple[str, ...]:
    """The text in lines no wider than `width`; only a word wider than that stands out."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and room_for(longer, lettering) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines) or ("",)


def widest(lines: Sequence[str], lettering: Lettering) -> float:
    """The room for the widest of several lines."""
    return max((room_for(line, lettering) for line in lines), default=0.0)


def fill(
    axes: Axes, boxes: Sequence[Box], colours: Sequence[str], *, edges: Sequence[str] = ()
) -> None:
    """Coloured boxes (left, top, width, height), painted in the order given."""
    if boxes:
        axes.add_collection(
            PolyCollection(
                [_corners(box) for box in boxes],
                facecolors=colours,
                edgecolors=edges or "none",
                linewidths=0.5 if edges else 0,
                clip_on=False,
            ),
            autolim=False,
        )


def hatch(axes: Axes, boxes: Sequence[Box]) -> None:
    """Boxes whose value may not be shown."""
    if boxes:
        axes.add_collection(
            PolyCollection(
                [_corners(box) for box in boxes],
                facecolors=HATCHED,
                edgecolors=HATCH,
                linewidths=0.3,
                hatch="/////",
                clip_on=False,
            ),
            autolim=False,
        )


@dataclass(frozen=True, slots=True)
class Pen:
    """How a line is drawn: `width` in points."""

    width: float = 0.5
    colour: str = INK
    is_dashed: bool = False


def strokes(axes: Axes, paths: Sequence[Sequence[Point]], pen: Pen) -> None:
    """Lines through the points of each path."""
    if paths:
        axes.add_collection(
            LineCollection(
                [list(path) for path in paths],
                linewidths=pen.width,
                colors=pen.colour,
                linestyles="dashed" if pen.is_dashed else "solid",
                clip_on=False,
            ),
            autolim=False,
        )


def _corners(box: Box) -> list[Point]:
    left, top, width, height = box
    right, bottom = left + width, top + height
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def _weight(lettering: Lettering) -> str:
    return "bold" if lettering.is_bold else "normal"


@lru_cache(maxsize=4096)
def _width(text: str, size: float, weight: str) -> float:
    font = FontProperties(family=MEASURED_FAMILIES, size=size, weight=weight)
    width, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(width) * _POINT
