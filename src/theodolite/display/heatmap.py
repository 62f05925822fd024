"""Tables with the same rows side by side, each value printed in a coloured cell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from theodolite.display.column_labels import ColumnLabels, draw_labels, fit_labels
from theodolite.display.scale import BAR_WIDTH, Scale, colour_of, draw_bar, scale_of
from theodolite.display.sheet import (
    WIDTH,
    Box,
    Lettering,
    blank_sheet,
    cut_to,
    fill,
    hatch,
    line_height,
    widest,
    wrapped,
    write,
    write_lines,
)
from theodolite.display.theme import FAINT, INK, PAPER, text_colour_on
from theodolite.display.wording import has_value, written
from theodolite.evidence.estimate import Estimate, Unit
from theodolite.evidence.pictures import Heatmap
from theodolite.evidence.rounding import Rounding
from theodolite.evidence.table import Row, Table

_LABEL = Lettering(8.0, anchor="right")
_HEADING = Lettering(8.5, is_bold=True)
_GROUP = Lettering(8.0, is_bold=True)
_TITLE = Lettering(9.0, is_bold=True)
_MOST_LABEL, _MOST_CELL = 54.0, 21.0
_PANEL_GAP, _ROW_HEIGHT, _BLOCK_GAP = 5.0, 5.0, 2.5


class PanelsDiffer(ValueError):
    """Panels side by side do not have the same rows."""


@dataclass(frozen=True, slots=True)
class _Line:
    """One line across all panels: a heading, or a row of each panel."""

    label: str
    rows: tuple[Row, ...] = ()
    is_block: bool = False


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where the columns of each panel stand, from left to right."""

    label_width: float
    cell: float
    lefts: tuple[float, ...]
    labels: ColumnLabels


@dataclass(frozen=True, slots=True)
class _Cell:
    """A number in its box."""

    box: Box
    estimate: Estimate
    colour: str
    rounding: Rounding


def paint(heatmap: Heatmap) -> Figure:
    """Panel titles, column names, then row by row; the scales below."""
    axes = blank_sheet()
    lines = tuple(_lines(heatmap.panels))
    grid = _grid(heatmap.panels, lines)
    scales = _scales(heatmap)
    y = _heads(axes, heatmap, grid)
    for number, line in enumerate(lines):
        y = _draw_line(axes, line, (y, number == 0), (heatmap.panels, grid, scales))
    y += 5.0
    heights = [
        draw_bar(axes, grid.lefts[0] + i * (BAR_WIDTH + 12.0), y, scale)
        for i, scale in enumerate(scales.values())
    ]
    return cut_to(axes, y + max(heights, default=0.0))


def _lines(panels: Sequence[Table]) -> Iterator[_Line]:
    _check_rows(panels)
    first, group = panels[0], ""
    for number, block in enumerate(first.blocks):
        if len(first.blocks) > 1 and block.label:
            yield _Line(block.label, is_block=True)
        group = ""
        for rows in zip(*(panel.blocks[number].rows for panel in panels), strict=True):
            if rows[0].group and rows[0].group != group:
                yield _Line(rows[0].group)
            group = rows[0].group
            yield _Line(rows[0].label, rows)


def _check_rows(panels: Sequence[Table]) -> None:
    expected = [[row.label for row in block.rows] for block in panels[0].blocks]
    for panel in panels[1:]:
        if [[row.label for row in block.rows] for block in panel.blocks] != expected:
            raise PanelsDiffer(
                f"The rows of {panel.code!r} are not those of {panels[0].code!r}. "
                f"Panels side by side share their row labels, in the same order. "
                f"Make both tables from the same question, or draw two figures."
            )


def _grid(panels: Sequence[Table], lines: Sequence[_Line]) -> _Grid:
    labels = [line.label for line in lines if line.rows]
    label_width = min(_MOST_LABEL, widest(labels, _LABEL))
    names = [name for panel in panels for name in panel.columns]
    room = WIDTH - label_width - 2.5 - _PANEL_GAP * (len(panels) - 1)
    cell = min(_MOST_CELL, room / max(1, len(names)))
    fitted = fit_labels(names, cell)
    cell = min(cell, (room - max(0.0, fitted.overhang - cell / 2)) / max(1, len(names)))
    lefts, left = [], label_width + 2.5
    for panel in panels:
        lefts.append(left)
        left += cell * len(panel.columns) + _PANEL_GAP
    return _Grid(label_width, cell, tuple(lefts), fitted)


def _scales(heatmap: Heatmap) -> dict[Unit, Scale]:
    """One scale for each unit in the figure; totals are not coloured."""
    cells = [
        column[0]
        for panel in heatmap.panels
        for row in panel.rows()
        if not row.is_total
        for column in row.cells
        if column[0] is not None
    ]
    units = sorted({cell.unit for cell in cells})
    return {
        unit: scale_of(
            unit,
            [c.value for c in cells if c.unit == unit and has_value(c) and c.value is not None],
        )
        for unit in units
    }


def _heads(axes: Axes, heatmap: Heatmap, grid: _Grid) -> float:
    widths = [grid.cell * len(panel.columns) for panel in heatmap.panels]
    titles = [
        wrapped(title, width, _TITLE)
        for title, width in zip(heatmap.panel_titles, widths, strict=True)
    ]
    tallest = max(len(title) for title in titles) * line_height(_TITLE)
    bottom = tallest + 2.0 + grid.labels.height
    centres: list[float] = []
    for panel, left, title in zip(heatmap.panels, grid.lefts, titles, strict=True):
        write_lines(axes, (left, len(title) * line_height(_TITLE) / 2), title, _TITLE)
        centres += [left + grid.cell * (i + 0.5) for i in range(len(panel.columns))]
    draw_labels(axes, grid.labels, centres, bottom, -1)
    return bottom


def _draw_line(
    axes: Axes,
    line: _Line,
    place: tuple[float, bool],
    frame: tuple[Sequence[Table], _Grid, dict[Unit, Scale]],
) -> float:
    y, is_first = place
    panels, grid, scales = frame
    if not line.rows:
        return _draw_heading(axes, line, y if is_first else y + _BLOCK_GAP)
    label = wrapped(line.label, grid.label_width, _LABEL)
    height = max(_ROW_HEIGHT, len(label) * line_height(_LABEL) + 1.2)
    write_lines(axes, (grid.label_width, y + height / 2), label, _LABEL)
    cells: list[_Cell] = []
    for panel, row, left in zip(panels, line.rows, grid.lefts, strict=True):
        for i, column in enumerate(row.cells):
            if column[0] is not None:
                box = (left + i * grid.cell, y, grid.cell, height)
                colour = _colour(column[0], row, scales)
                cells.append(_Cell(box, column[0], colour, panel.rounding))
    _draw_cells(axes, cells)
    return y + height


def _draw_heading(axes: Axes, line: _Line, y: float) -> float:
    write(axes, (0.0, y + 2.5), line.label, _HEADING if line.is_block else _GROUP)
    return y + 5.5


def _colour(value: Estimate, row: Row, scales: dict[Unit, Scale]) -> str:
    if row.is_total or not has_value(value) or value.value is None:
        return PAPER
    return colour_of(scales[value.unit], value.value)


def _draw_cells(axes: Axes, cells: Sequence[_Cell]) -> None:
    shown = [cell for cell in cells if cell.estimate.shown]
    edges = [FAINT if cell.colour == PAPER else PAPER for cell in shown]
    fill(axes, [cell.box for cell in shown], [cell.colour for cell in shown], edges=edges)
    hatch(axes, [cell.box for cell in cells if not cell.estimate.shown])
    for cell in cells:
        left, top, width, height = cell.box
        ink = text_colour_on(cell.colour) if cell.estimate.shown else INK
        lettering = Lettering(7.5, colour=ink, anchor="center")
        number = written(cell.estimate, cell.rounding)
        write(axes, (left + width / 2, top + height / 2), number, lettering)
