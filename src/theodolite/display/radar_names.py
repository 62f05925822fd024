"""The names of all blips of a radar under it, by number, in columns."""

from collections.abc import Iterator

from matplotlib.axes import Axes

from theodolite.display.sheet import (
    WIDTH,
    Lettering,
    Pen,
    line_height,
    room_for,
    strokes,
    wrapped,
    write,
)
from theodolite.display.theme import FAINT
from theodolite.evidence.pictures import MOVEMENTS, Blip, Radar

_GAP = 5.0
_MANY = 60
_ABOVE_HEADING = 1.4
# A reader without our font sees wider letters than the usual slack allows, bold ones above all.
_BOLD_SLACK = 0.85
_SLACK = 0.92

Written = tuple[float, float, str, Lettering]
"""How far in and how far down a text stands, and how it is set."""


def write_names(axes: Axes, radar: Radar, top: float) -> float:
    """Each name under its sector, one column after another; how far down the longest one ends."""
    columns = 3 if len(radar.blips) <= _MANY else 4
    lettering = Lettering(8.0 if columns == 3 else 6.8)
    width = (WIDTH - (columns - 1) * _GAP) / columns
    entries = list(_entries(radar, width, lettering))
    tallest = max((height for _, height in entries), default=0.0)
    room = sum(height for _, height in entries) / columns + tallest / 2
    strokes(axes, [[(0.0, top - 1.5), (WIDTH, top - 1.5)]], Pen(0.4, FAINT))
    column, y, bottom = 0, top, top
    for texts, height in entries:
        if y - top + height > room and column < columns - 1:
            column, y = column + 1, top
        if y > top and texts[0][3].is_bold:
            y += _ABOVE_HEADING
        for right, down, text, setting in texts:
            write(axes, (column * (width + _GAP) + right, y + down), text, setting)
        y += height
        bottom = max(bottom, y)
    return bottom + 1.0


def _entries(
    radar: Radar, width: float, lettering: Lettering
) -> Iterator[tuple[list[Written], float]]:
    """One for each blip; the first of a sector carries its heading, so that none stands alone."""
    heading = Lettering(lettering.size + 0.5, is_bold=True)
    indent = room_for(f"{len(radar.blips)}  ", lettering)
    sector = -1
    for number, blip in enumerate(radar.blips, start=1):
        texts: list[Written] = []
        y = 0.0
        if blip.sector != sector:
            sector = blip.sector
            titles = wrapped(radar.sectors[sector], _BOLD_SLACK * width, heading)
            y = _add_lines(texts, (0.0, y), titles, heading)
        told = wrapped(f"{blip.name} ({_where(radar, blip)})", _SLACK * width - indent, lettering)
        _add_lines(texts, (0.0, y), (str(number),), lettering)
        y = _add_lines(texts, (indent, y), told, lettering)
        yield texts, y + 0.15 * line_height(lettering)


def _add_lines(
    texts: list[Written], at: tuple[float, float], lines: tuple[str, ...], lettering: Lettering
) -> float:
    """Lines under each other; how far down the next may begin."""
    pitch = line_height(lettering)
    for row, line in enumerate(lines):
        texts.append((at[0], at[1] + (row + 0.6) * pitch, line, lettering))
    return at[1] + len(lines) * pitch


def _where(radar: Radar, blip: Blip) -> str:
    ring = radar.rings[blip.ring]
    return ring if blip.movement == "unmoved" else f"{ring}, {MOVEMENTS[blip.movement]}"
