"""Names and sizes of segments beside the rows they stand for."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from theodolite.display.runs import LinePlaces, Run, runs_of, spread
from theodolite.display.sheet import (
    Lettering,
    Pen,
    line_height,
    room_for,
    strokes,
    wrapped,
    write,
)
from theodolite.display.theme import QUIET
from theodolite.display.wording import written
from theodolite.evidence.pictures import Clustermap

LABEL_GAP = 5.5

_NAME = Lettering(8.5, is_bold=True)
_SIZE = Lettering(8.0, colour=QUIET)
_MOST_WIDTH = 34.0
_SPACE = 1.5
_PEN = Pen(0.7, QUIET)


@dataclass(frozen=True, slots=True)
class SegmentLabel:
    """A name in lines, and a size that follows the last of them or stands below."""

    name: tuple[str, ...]
    size: str
    indent: float

    @property
    def height(self) -> float:
        """The room it takes from top to bottom."""
        lines = len(self.name) + (0 if self.indent or not self.size else 1)
        return lines * line_height(_NAME) + 1.2

    @property
    def width(self) -> float:
        """The room it takes from left to right."""
        names = max(room_for(line, _NAME) for line in self.name)
        return max(names, self.indent + room_for(self.size, _SIZE))


def fit_segments(picture: Clustermap) -> tuple[tuple[SegmentLabel, ...], float, float]:
    """A label for each run of a segment, the width of the widest, and the height of them all.

    A segment whose lines do not stand together is named at each run; its size stands at the
    longest one only, and counts all of them.
    """
    runs = runs_of(picture.segments.codes)
    labels = tuple(_label(picture, run, runs) for run in runs)
    width = max((label.width for label in labels), default=0.0)
    return labels, width, sum(label.height for label in labels)


def draw_segments(
    axes: Axes, labels: Sequence[SegmentLabel], places: LinePlaces, right: float
) -> None:
    """A bracket along each run of lines, led to its label."""
    spans = [(float(places.tops[r.first]), float(places.bottoms[r.end - 1])) for r in places.runs]
    centres = [(top + bottom) / 2 for top, bottom in spans]
    top, bottom = float(places.tops[0]) - 1.0, float(places.bottoms[-1]) + 1.0
    middles = spread(centres, [label.height for label in labels], top=top, bottom=bottom)
    x = right + 1.3
    for label, span, centre, y in zip(labels, spans, centres, middles, strict=True):
        inset = min(0.2, (span[1] - span[0]) / 4)
        strokes(axes, [[(x, span[0] + inset), (x, span[1] - inset)]], _PEN)
        strokes(axes, [[(x, centre), (x + 1.0, centre), (x + 2.6, y), (x + 3.2, y)]], _PEN)
        _write_label(axes, label, (right + LABEL_GAP, y))


def _write_label(axes: Axes, label: SegmentLabel, at: tuple[float, float]) -> None:
    pitch = line_height(_NAME)
    y = at[1] - (label.height - 1.2 - pitch) / 2
    for number, line in enumerate(label.name):
        write(axes, (at[0], y + number * pitch), line, _NAME)
    if label.size:
        last = len(label.name) - (1 if label.indent else 0)
        write(axes, (at[0] + label.indent, y + last * pitch), label.size, _SIZE)


def _label(picture: Clustermap, run: Run, runs: Sequence[Run]) -> SegmentLabel:
    if run.code < 0:
        return SegmentLabel(("In no segment",), "", 0.0)
    name = wrapped(picture.segments.names[run.code], _MOST_WIDTH, _NAME)
    size = _size(picture, run, runs)
    indent = room_for(name[-1], _NAME) + _SPACE
    fits = indent + room_for(size, _SIZE) <= _MOST_WIDTH
    return SegmentLabel(name, size, indent if fits else 0.0)


def _size(picture: Clustermap, run: Run, runs: Sequence[Run]) -> str:
    alike = [other for other in runs if other.code == run.code]
    if run != max(alike, key=lambda other: other.end - other.first):
        return "continued"
    return f"n = {written(picture.segment_sizes[run.code])}" if picture.segment_sizes else ""
