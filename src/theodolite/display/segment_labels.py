"""Names and sizes of segments beside the rows they stand for."""

from collections.abc import Sequence

from matplotlib.axes import Axes

from theodolite.display.runs import LinePlaces, Run, runs_of, spread
from theodolite.display.sheet import (
    Lettering,
    Pen,
    line_height,
    strokes,
    widest,
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
_PEN = Pen(0.7, QUIET)


def fit_segments(picture: Clustermap) -> tuple[tuple[tuple[str, ...], ...], float, float]:
    """The lines of a label for each run of a segment, their width, and their height in all.

    A segment whose lines do not stand together is named at each run; its size stands at the
    longest one only, and counts all of them.
    """
    runs = runs_of(picture.segments.codes)
    labels = tuple(_label(picture, run, runs) for run in runs)
    width = max(
        (max(widest(label[:-1], _NAME), widest(label[-1:], _SIZE)) for label in labels),
        default=0.0,
    )
    return labels, width, sum(_height(label) for label in labels)


def draw_segments(
    axes: Axes, labels: Sequence[tuple[str, ...]], places: LinePlaces, right: float
) -> None:
    """A bracket along each run of lines, led to its label."""
    spans = [(float(places.tops[r.first]), float(places.bottoms[r.end - 1])) for r in places.runs]
    centres = [(top + bottom) / 2 for top, bottom in spans]
    heights = [_height(label) for label in labels]
    ends = float(places.tops[0]), float(places.bottoms[-1])
    tops = spread(centres, heights, top=ends[0] - 2.0, bottom=ends[1] + 2.0)
    for label, span, centre, y in zip(labels, spans, centres, tops, strict=True):
        x = right + 1.3
        strokes(axes, [[(x, span[0] + 0.2), (x, span[1] - 0.2)]], _PEN)
        strokes(axes, [[(x, centre), (x + 1.2, centre), (x + 2.6, y), (x + 3.2, y)]], _PEN)
        _write_label(axes, label, (right + LABEL_GAP, y))


def _write_label(axes: Axes, label: Sequence[str], at: tuple[float, float]) -> None:
    pitch = line_height(_NAME)
    first = at[1] - pitch * (len(label) - 1) / 2
    for number, line in enumerate(label):
        is_size = number == len(label) - 1
        write(axes, (at[0], first + number * pitch), line, _SIZE if is_size else _NAME)


def _label(picture: Clustermap, run: Run, runs: Sequence[Run]) -> tuple[str, ...]:
    if run.code < 0:
        return ("", "in no segment")
    alike = [other for other in runs if other.code == run.code]
    longest = max(alike, key=lambda other: other.end - other.first)
    name = wrapped(picture.segments.names[run.code], _MOST_WIDTH, _NAME)
    if run != longest:
        return (*name, "continued")
    if not picture.segment_sizes:
        return (*name, "")
    return (*name, f"n = {written(picture.segment_sizes[run.code])}")


def _height(label: Sequence[str]) -> float:
    return len(label) * line_height(_NAME) + 1.2
