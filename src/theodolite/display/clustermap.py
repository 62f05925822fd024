"""Respondents against columns, both in tree order, with the segments the tree was cut into."""

from dataclasses import dataclass
from math import ceil

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from theodolite.display.branches import branches_of
from theodolite.display.column_labels import ColumnLabels, draw_labels, fit_labels
from theodolite.display.runs import LinePlaces, place_lines, runs_of
from theodolite.display.scale import BAR_WIDTH, Scale, colour_of, draw_bar, scale_from
from theodolite.display.segment_labels import LABEL_GAP, SegmentLabel, draw_segments, fit_segments
from theodolite.display.sheet import (
    WIDTH,
    Box,
    Lettering,
    Pen,
    blank_sheet,
    cut_to,
    fill,
    strokes,
    write,
)
from theodolite.display.strips import (
    colours_of,
    draw_legends,
    draw_strip,
    strip_pitch,
    title_height,
)
from theodolite.display.theme import INK, PALE, QUIET, segment_grey
from theodolite.evidence.pictures import Clustermap, Dendrogram

_TREE_WIDTH, _TREE_HEIGHT = 25.0, 13.0
_TREE_GAP = 1.2
_MOST_COLUMN = 24.0
_COLUMN_GAP, _SEGMENT_GAP = 0.35, 1.1
_TREE_PEN = Pen(0.5, INK)
_CUT_PEN = Pen(0.8, QUIET, is_dashed=True)
_AVERAGED = Lettering(7.5, colour=QUIET)
_CUT_LABEL = Lettering(7.0, colour=QUIET, anchor="center")


class TreeDoesNotFit(ValueError):
    """A tree spans another number of lines than the picture has."""


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where everything stands, in millimetres."""

    strips: tuple[float, ...]
    column_starts: NDArray[np.float64]
    column: float
    lines: LinePlaces
    labels: ColumnLabels
    segments: tuple[SegmentLabel, ...]

    @property
    def right(self) -> float:
        return float(self.column_starts[-1]) + self.column

    @property
    def top(self) -> float:
        return float(self.lines.tops[0])

    @property
    def bottom(self) -> float:
        return float(self.lines.bottoms[-1])


def paint(picture: Clustermap) -> Figure:
    """Trees, strips and cells over the names of columns; the legends below."""
    _check_tree(picture.row_tree, len(picture.values), "row")
    _check_tree(picture.column_tree, len(picture.columns), "column")
    axes = blank_sheet()
    layout = _lay_out(picture)
    scale = _scale(picture)
    _draw_trees(axes, picture, layout)
    _draw_strips(axes, picture, layout)
    _draw_values(axes, picture, layout, scale)
    draw_segments(axes, layout.segments, layout.lines, layout.right)
    centres = [float(x) + layout.column / 2 for x in layout.column_starts]
    draw_labels(axes, layout.labels, centres, layout.bottom + 0.6, 1)
    return cut_to(axes, _draw_keys(axes, picture, layout, scale) + 0.5)


def _check_tree(tree: Dendrogram | None, lines: int, which: str) -> None:
    if tree is not None and int(tree.sizes.sum()) != lines:
        raise TreeDoesNotFit(
            f"The {which} tree spans {int(tree.sizes.sum())} lines, but the picture has {lines}. "
            f"Every line needs its leaf. Leave the {which} tree out, or do not average the lines."
        )


def _lay_out(picture: Clustermap) -> _Layout:
    strips = (picture.segments, *picture.strips)
    pitch = strip_pitch(strips)
    left = _TREE_WIDTH + _TREE_GAP if picture.row_tree is not None else 0.5
    grid = left + pitch * len(strips) + 0.6
    labels, label_width, tallest = fit_segments(picture)
    columns = len(picture.columns)
    column = min(_MOST_COLUMN, (WIDTH - grid - LABEL_GAP - label_width) / columns)
    column_labels = fit_labels(picture.columns, column)
    # Slanted names run to the left, and must not run off the sheet.
    shift = max(0.0, column_labels.overhang - grid - column / 2)
    left, grid, column = left + shift, grid + shift, column - shift / columns
    top = max(title_height(strips) + 2.0, _TREE_HEIGHT + 1.5 if picture.column_tree else 2.0)
    height = max(_height_for(len(picture.values)), tallest)
    return _Layout(
        strips=tuple(left + i * pitch for i in range(len(strips))),
        column_starts=grid + column * np.arange(columns, dtype=np.float64),
        column=column - _COLUMN_GAP,
        lines=place_lines(picture.segments.codes, top=top, height=height, gap=_SEGMENT_GAP),
        labels=column_labels,
        segments=labels,
    )


def _height_for(lines: int) -> float:
    return min(140.0, max(1.1 * lines, min(5.0 * lines, 70.0)))


def _scale(picture: Clustermap) -> Scale:
    known = picture.values[np.isfinite(picture.values)]
    low, high = (float(known.min()), float(known.max())) if known.size else (0.0, 1.0)
    return scale_from(picture.unit, low, high)


def _draw_trees(axes: Axes, picture: Clustermap, layout: _Layout) -> None:
    if picture.row_tree is not None:
        lines = layout.lines
        paths = branches_of(picture.row_tree, lines.tops, lines.bottoms)
        reach = _reach(picture.row_tree, picture.cut_height)
        x = _TREE_WIDTH
        along = [[(x - (x - 0.5) * h / reach, y) for y, h in path] for path in paths]
        strokes(axes, along, _TREE_PEN)
        if picture.cut_height is not None:
            _draw_cut(axes, x - (x - 0.5) * picture.cut_height / reach, layout)
    if picture.column_tree is not None:
        starts = layout.column_starts
        paths = branches_of(picture.column_tree, starts, starts + layout.column)
        reach, y = _reach(picture.column_tree, None), layout.top - _TREE_GAP
        upward = [[(x, y - _TREE_HEIGHT * h / reach) for x, h in path] for path in paths]
        strokes(axes, upward, _TREE_PEN)


def _reach(tree: Dendrogram, cut: float | None) -> float:
    return max(float(tree.heights.max(initial=0.0)), cut or 0.0) or 1.0


def _draw_cut(axes: Axes, x: float, layout: _Layout) -> None:
    strokes(axes, [[(x, layout.top - 1.0), (x, layout.bottom + 1.0)]], _CUT_PEN)
    write(axes, (max(3.0, x), layout.bottom + 3.0), "cut", _CUT_LABEL)


def _draw_strips(axes: Axes, picture: Clustermap, layout: _Layout) -> None:
    names = len(picture.segments.names)
    greys = tuple(segment_grey(i, names) for i in range(names))
    draw_strip(axes, picture.segments, layout.strips[0], layout.lines, greys)
    for strip, left in zip(picture.strips, layout.strips[1:], strict=True):
        draw_strip(axes, strip, left, layout.lines, colours_of(strip))


def _draw_values(axes: Axes, picture: Clustermap, layout: _Layout, scale: Scale) -> None:
    """Runs of one colour as one box; each runs a little under the next, so that no gap shines."""
    span = (scale.high - scale.low) / 255
    steps = np.round((np.nan_to_num(picture.values, nan=-1e9) - scale.low) / span)
    levels = steps.clip(-1).astype(np.int64)
    boxes: list[Box] = []
    colours: list[str] = []
    for column, left in enumerate(layout.column_starts):
        for segment in layout.lines.runs:
            end = float(layout.lines.bottoms[segment.end - 1])
            for run in runs_of(levels[segment.first : segment.end, column]):
                first, last = segment.first + run.first, segment.first + run.end - 1
                top, bottom = float(layout.lines.tops[first]), float(layout.lines.bottoms[last])
                boxes.append((float(left), top, layout.column, min(end, bottom + 0.3) - top))
                colours.append(_shade(run.code, scale, span))
    fill(axes, boxes, colours)


def _shade(level: int, scale: Scale, span: float) -> str:
    return PALE if level < 0 else colour_of(scale, scale.low + level * span)


def _draw_keys(axes: Axes, picture: Clustermap, layout: _Layout, scale: Scale) -> float:
    """The bar at the left, the legends of the strips beside it; gives where they end."""
    top = layout.bottom + max(layout.labels.height + 3.0, 6.0)
    bar = draw_bar(axes, 0.0, top, scale)
    if picture.respondents_per_line > 1:
        each = f"Each line is the mean of about {picture.respondents_per_line:,}."
        write(axes, (0.0, top + bar + 2.0), each, _AVERAGED)
        bar += 4.0
    left = BAR_WIDTH + 16.0
    legends = draw_legends(axes, picture.strips, (left, top, WIDTH - left))
    return top + ceil(max(bar, legends))
