"""Names of columns that stay readable: level and wrapped where they fit, slanted where not."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import cos, radians, sin
from typing import Literal

from matplotlib.axes import Axes

from theodolite.display.sheet import Lettering, line_height, widest, wrapped, write_lines

_LEVEL = tuple(Lettering(size, anchor="center") for size in (8.0, 7.5, 7.0))
_SLANT = 40.0
_MOST_LINES = 4
_SLANTED_WIDTH = 40.0
_CLEARANCE = 1.6
_MARGIN = 0.5


@dataclass(frozen=True, slots=True)
class ColumnLabels:
    """Names cut into lines, with the height they need and how far a slanted one sticks out."""

    lines: tuple[tuple[str, ...], ...]
    lettering: Lettering
    height: float
    overhang: float


def fit_labels(names: Sequence[str], width: float) -> ColumnLabels:
    """The calmest way to write the names over columns of this width."""
    for lettering in _LEVEL:
        lines = tuple(wrapped(name, width - _MARGIN, lettering) for name in names)
        most = max(len(label) for label in lines)
        if most <= _MOST_LINES and all(widest(x, lettering) <= width - _MARGIN for x in lines):
            height = most * line_height(lettering) + _CLEARANCE
            return ColumnLabels(lines, lettering, height, 0.0)
    return _slanted(names)


def draw_labels(
    axes: Axes, labels: ColumnLabels, centres: Sequence[float], y: float, side: Literal[-1, 1]
) -> None:
    """Write each label at its column, above (`side` −1) or below (1) the line at height `y`."""
    if labels.lettering.turn:
        anchor: Literal["left", "right"] = "left" if side < 0 else "right"
        lettering = replace(labels.lettering, anchor=anchor)
        for x, lines in zip(centres, labels.lines, strict=True):
            write_lines(axes, (x, y + 2.2 * side), lines, lettering)
        return
    for x, lines in zip(centres, labels.lines, strict=True):
        half = (len(lines) * line_height(labels.lettering) + _CLEARANCE) / 2
        write_lines(axes, (x, y + side * half), lines, labels.lettering)


def _slanted(names: Sequence[str]) -> ColumnLabels:
    lettering = Lettering(8.0, turn=_SLANT)
    lines = tuple(wrapped(name, _SLANTED_WIDTH, lettering) for name in names)
    longest = max(widest(label, lettering) for label in lines)
    thickest = max(len(label) for label in lines) * line_height(lettering)
    along, across = sin(radians(_SLANT)), cos(radians(_SLANT))
    height = longest * along + thickest * across / 2 + 2.2
    return ColumnLabels(lines, lettering, height, longest * across + thickest * along / 2)
