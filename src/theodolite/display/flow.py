"""How many respondents were received, kept, and rejected for each reason."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from theodolite.display.sheet import (
    WIDTH,
    Box,
    Lettering,
    Pen,
    blank_sheet,
    cut_to,
    fill,
    line_height,
    strokes,
    wrapped,
    write,
    write_lines,
)
from theodolite.display.theme import INK, MUTED, PAPER, QUIET
from theodolite.display.wording import written
from theodolite.evidence.estimate import Estimate
from theodolite.evidence.pictures import Flow

_LEFT, _LEFT_WIDTH = 1.0, 64.0
_RIGHT = 86.0
_RIGHT_WIDTH = WIDTH - _RIGHT - 1.0
_SPINE = _LEFT + 16.0
_GAP = 5.0
_NUMBER_ROOM = 19.0
_NUMBER = Lettering(17.0, is_bold=True, anchor="right")
_WORDS = Lettering(9.0)
_PEN = Pen(0.9, QUIET)
_ACCENT = MUTED[1]


def paint(flow: Flow) -> Figure:
    """Boxes down the left for those who stay, to the right for those rejected."""
    axes = blank_sheet()
    y = _box(axes, (_LEFT, 1.0, _LEFT_WIDTH), flow.received, "responses received")
    start, branches = y, []
    y += _GAP
    for reason, number in flow.rejected:
        bottom = _box(axes, (_RIGHT, y, _RIGHT_WIDTH), number, f"rejected: {reason}")
        branches.append((y + bottom) / 2)
        y = bottom + _GAP
    y = max(y, start + 2 * _GAP)
    for branch in branches:
        _arrow(axes, (_SPINE, branch), (_RIGHT, branch))
    _arrow(axes, (_SPINE, start), (_SPINE, y))
    bottom = _box(axes, (_LEFT, y, _LEFT_WIDTH), flow.kept, "kept for analysis")
    fill(axes, [(_LEFT, y, 1.6, bottom - y)], [_ACCENT])
    return cut_to(axes, bottom + 1.0)


def _box(axes: Axes, place: tuple[float, float, float], number: Estimate, words: str) -> float:
    """A number and its words in a frame; gives where the frame ends."""
    left, top, width = place
    lines = wrapped(words, width - _NUMBER_ROOM - 6.0, _WORDS)
    height = max(12.0, len(lines) * line_height(_WORDS) + 4.0)
    box: Box = (left, top, width, height)
    fill(axes, [box], [PAPER], edges=[QUIET])
    middle = top + height / 2
    write(axes, (left + _NUMBER_ROOM, middle), written(number), _NUMBER)
    write_lines(axes, (left + _NUMBER_ROOM + 3.0, middle), lines, _WORDS)
    return top + height


def _arrow(axes: Axes, start: tuple[float, float], end: tuple[float, float]) -> None:
    (x, y), head = end, 1.3
    back = [(x - 1.8, y - head), (x - 1.8, y + head)]
    if start[0] == end[0]:
        back = [(x - head, y - 1.8), (x + head, y - 1.8)]
    strokes(axes, [[start, end]], _PEN)
    axes.fill(*zip(back[0], end, back[1], strict=True), color=INK, linewidth=0, clip_on=False)
