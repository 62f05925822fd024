"""Figures as Vega-Lite: what a page with scripts draws over the picture, so that values answer.

Every number is the one that the table beside the figure prints, read back from its words, and a
number that may not be shown is not there. No expression, no address: all the data stand inside.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import singledispatch
from itertools import groupby
from typing import Any

from theodolite.display.scale import Scale, colour_of, scale_of
from theodolite.display.theme import (
    FAINT,
    HATCHED,
    INK,
    MUTED,
    PAPER,
    QUIET,
    text_colour_on,
)
from theodolite.display.wording import has_value, with_interval, written
from theodolite.evidence.estimate import Estimate, Unit
from theodolite.evidence.pictures import Curves, Flow, Heatmap, Intervals, TrendLine
from theodolite.evidence.rounding import Rounding
from theodolite.evidence.table import Block, Row, Table
from theodolite.evidence.tabular import tables_of

Specification = Mapping[str, Any]
"""A Vega-Lite specification, in the few types that JSON has."""

_LABELS = 210
_COLOUR, _AHEAD, _CHOSEN = MUTED[1], MUTED[3], MUTED[5]
_AXIS = {
    "labelColor": INK,
    "titleColor": QUIET,
    "gridColor": FAINT,
    "domainColor": FAINT,
    "tickColor": FAINT,
    "titleFontWeight": "normal",
}
_CONFIG = {
    # The page says what the figure shows; two hundred unnamed marks would only be in the way.
    "mark": {"aria": False},
    "axis": _AXIS,
    "background": PAPER,
    "text": {"color": INK, "fontSize": 12},
    "title": {"color": INK, "anchor": "start", "fontSize": 13},
    "view": {"stroke": None},
}
_POINTED_AT = {"field": "words", "type": "nominal"}


@singledispatch
def vega_lite(evidence: object) -> Specification | None:
    """What a browser may draw in place of the picture; None where the picture says it best."""
    return None


@vega_lite.register
def _(heatmap: Heatmap) -> Specification:
    scales = _scales(heatmap)
    rows = [
        {
            "spacing": 8,
            "bounds": "flush",
            "hconcat": [
                _tiles(heatmap, (panel, block), scales) for panel in range(len(heatmap.panels))
            ],
        }
        for block in range(len(heatmap.panels[0].blocks))
    ]
    return {**_opening(heatmap.title), "spacing": 6, "vconcat": rows}


@vega_lite.register
def _(intervals: Intervals) -> Specification | None:
    units = {value.unit for _, _, value in intervals.lines}
    if len(units) != 1:
        return None
    unit = units.pop()
    charts = [
        _dots(group, tuple((label, value) for _, label, value in lines), unit)
        for group, lines in groupby(intervals.lines, key=lambda line: line[0])
    ]
    return {**_opening(intervals.title), "resolve": {"scale": {"x": "shared"}}, "vconcat": charts}


@vega_lite.register
def _(curves: Curves) -> Specification:
    charts = [_curve(curves, name, values) for name, values in curves.curves]
    return {**_opening(curves.title), "vconcat": charts}


@vega_lite.register
def _(flow: Flow) -> Specification:
    (table,) = tables_of(flow)
    cells = [_cell(row.label, "", row.cells[0][0], table.rounding) for row in table.rows()]
    bars = {
        "mark": {"type": "bar", "color": _COLOUR, "height": {"band": 0.7}},
        "encoding": {"x": {**_number("value", "Respondents"), "scale": {"zero": True}}},
    }
    words = {
        "mark": {"type": "text", "align": "left", "dx": 4},
        "encoding": {"x": {"field": "value", "type": "quantitative"}, "text": {"field": "told"}},
    }
    return {
        **_opening(flow.title),
        "data": {"values": cells},
        "height": {"step": 30},
        "encoding": {"y": _names("row"), "tooltip": _POINTED_AT},
        "layer": [bars, words],
    }


@vega_lite.register
def _(trend: TrendLine) -> Specification:
    (table,) = tables_of(trend)
    colours = (_COLOUR, _AHEAD, QUIET)
    layers = [
        layer
        for block, colour in zip(table.blocks, colours, strict=False)
        for layer in _line(block, colour, table.rounding)
    ]
    periods = [*trend.periods, *trend.ahead[: len(trend.forecast)]]
    told = [{"row": trend.periods[i], "words": words} for i, words in trend.marks]
    marks = {
        "data": {"values": told},
        "mark": {"type": "rule", "color": QUIET, "strokeDash": [4, 3]},
        "encoding": {"x": {"field": "row", "type": "ordinal"}, "tooltip": _POINTED_AT},
    }
    axis = {"title": None, "labelAngle": -40, "labelOverlap": True}
    along = {"type": "ordinal", "scale": {"domain": periods}, "sort": None, "axis": axis}
    return {
        **_opening(trend.title),
        "height": 240,
        "encoding": {"x": {"field": "row", **along}},
        "layer": [*layers, *([marks] if told else [])],
    }


def _opening(title: str) -> dict[str, Any]:
    return {"description": title, "config": _CONFIG}


def _tiles(
    heatmap: Heatmap, place: tuple[int, int], scales: Mapping[Unit, Scale]
) -> dict[str, Any]:
    """One block of rows of one panel; the first block bears the names of the columns."""
    panel, block = place
    table = heatmap.panels[panel]
    title = heatmap.panel_titles[panel] if block == 0 else ""
    heads = {
        "axis": {
            "orient": "top",
            "title": title or None,
            "labels": block == 0,
            "ticks": False,
            "domain": False,
            "labelAngle": -40,
            "labelLimit": 150,
            "labelPadding": 4,
        }
    }
    columns = {"field": "column", "type": "nominal", "sort": None, **heads}
    rows = _names("row") if panel == 0 else {**_names("row"), "axis": None}
    paint = {"field": "colour", "type": "nominal", "scale": None}
    ink = {"field": "ink", "type": "nominal", "scale": None}
    return {
        "title": table.blocks[block].label if panel == 0 and len(table.blocks) > 1 else "",
        "width": {"step": 46},
        "height": {"step": 24},
        "data": {"values": list(_tile_values(table, table.blocks[block], scales))},
        "encoding": {"x": columns, "y": rows, "tooltip": _POINTED_AT},
        "layer": [
            {"mark": {"type": "rect", "stroke": FAINT}, "encoding": {"color": paint}},
            {"mark": "text", "encoding": {"text": {"field": "told"}, "color": ink}},
        ],
    }


def _tile_values(
    table: Table, block: Block, scales: Mapping[Unit, Scale]
) -> Iterator[dict[str, Any]]:
    columns = _told_apart(table.columns)
    for label, row in zip(_told_apart(_full_labels(block)), block.rows, strict=True):
        for column, cells in zip(columns, row.cells, strict=True):
            if cells[0] is not None:
                colour = _colour(cells[0], row, table.rounding, scales)
                ink = text_colour_on(colour) if cells[0].shown else INK
                cell = _cell(label, column, cells[0], table.rounding)
                yield {**cell, "colour": colour, "ink": ink}


def _colour(value: Estimate, row: Row, rounding: Rounding, scales: Mapping[Unit, Scale]) -> str:
    """The colour of the number as it is printed, so that no shade tells more than the words."""
    if not value.shown:
        return HATCHED
    printed = _as_written(value, rounding)
    if row.is_total or printed is None:
        return PAPER
    return colour_of(scales[value.unit], printed / 100 if value.unit == "share" else printed)


def _scales(heatmap: Heatmap) -> dict[Unit, Scale]:
    """One scale for each kind of number, over what all panels print of it."""
    values: dict[Unit, list[float]] = {}
    for panel in heatmap.panels:
        for row in panel.rows():
            for cells in row.cells:
                number = _as_written(cells[0], panel.rounding) if cells[0] else None
                if cells[0] is not None and number is not None and not row.is_total:
                    values.setdefault(cells[0].unit, []).append(number)
    return {unit: scale_of(unit, found) for unit, found in values.items()}


def _dots(group: str, lines: Sequence[tuple[str, Estimate]], unit: Unit) -> dict[str, Any]:
    names = _told_apart([label for label, _ in lines])
    cells = [
        _ranged(name, "", value, "half_up") for name, (_, value) in zip(names, lines, strict=True)
    ]
    hidden = [cell for cell in cells if cell["value"] is None]
    scale = {"domain": [0, 100]} if unit == "share" else {"zero": True}
    title = {"share": "Share, %", "count": "Number", "mean": "Value"}[unit]
    ends = {"x": _number("low", title), "x2": {"field": "high"}}
    unknown = {
        "data": {"values": hidden},
        "mark": {"type": "text", "align": "left", "dx": 2},
        "encoding": {"x": {"value": 0}, "text": {"field": "told"}},
    }
    return {
        "title": group,
        "width": 380,
        "height": {"step": 22},
        "data": {"values": cells},
        "encoding": {"y": _names("row"), "tooltip": _POINTED_AT},
        "layer": [
            {
                "mark": {"type": "rule", "color": _COLOUR, "strokeWidth": 2},
                "encoding": {**ends, "x": {**ends["x"], "scale": scale}},
            },
            {
                "mark": {"type": "point", "filled": True, "color": _COLOUR, "size": 70},
                "encoding": {"x": {**_number("value", title), "scale": scale}},
            },
            *([unknown] if hidden else []),
        ],
    }


def _curve(curves: Curves, name: str, values: Sequence[Estimate]) -> dict[str, Any]:
    cells = []
    for number, (step, value) in enumerate(zip(curves.steps, values, strict=True)):
        is_chosen = number == curves.chosen
        cell = _cell(step, name, value)
        words = f"{cell['words']} (chosen)" if is_chosen else cell["words"]
        look = {"size": 160 if is_chosen else 50, "colour": _CHOSEN if is_chosen else _COLOUR}
        cells.append({**cell, "words": words, **look})
    size = {"field": "size", "type": "quantitative", "scale": None}
    colour = {"field": "colour", "type": "nominal", "scale": None}
    steps = {"field": "row", "type": "ordinal", "sort": None}
    axis = {"title": curves.along, "labelAngle": 0}
    return {
        "title": name,
        "width": {"step": 64},
        "height": 80,
        "data": {"values": cells},
        "encoding": {
            "x": {**steps, "axis": axis},
            "y": {**_number("value", None), "scale": {"zero": False, "padding": 14}},
            "tooltip": _POINTED_AT,
        },
        "layer": [
            {"mark": {"type": "line", "color": _COLOUR}},
            {"mark": {"type": "point", "filled": True, "opacity": 1},
             "encoding": {"size": size, "color": colour}},
            {"mark": {"type": "text", "dy": -12}, "encoding": {"text": {"field": "told"}}},
        ],
    }  # fmt: skip


def _line(block: Block, colour: str, rounding: Rounding) -> list[dict[str, Any]]:
    """A line with its band; what is only supposed has no band, and is dashed."""
    cells = [_ranged(row.label, block.label, row.cells[0][0], rounding) for row in block.rows]
    has_band = any(cell["low"] is not None for cell in cells)
    at = {"y": _number("value", "Share of items, %"), "tooltip": _POINTED_AT}
    line = {"type": "line", "color": colour, "point": {"color": colour, "filled": True}}
    drawn = {
        "data": {"values": cells},
        "mark": line if has_band else {**line, "strokeDash": [5, 4]},
        "encoding": at,
    }
    band = {
        "data": {"values": cells},
        "mark": {"type": "area", "color": colour, "opacity": 0.2},
        "encoding": {"y": _number("low", "Share of items, %"), "y2": {"field": "high"}},
    }
    return [band, drawn] if has_band else [drawn]


def _names(field: str) -> dict[str, Any]:
    """Rows by their names, in the order they come in, each with the same room."""
    axis = {
        "title": None,
        "ticks": False,
        "domain": False,
        "labelPadding": 6,
        "labelLimit": _LABELS - 10,
        "minExtent": _LABELS,
        "maxExtent": _LABELS,
    }
    return {"field": field, "type": "nominal", "sort": None, "axis": axis}


def _number(field: str, title: str | None) -> dict[str, Any]:
    return {"field": field, "type": "quantitative", "axis": {"title": title, "tickCount": 5}}


def _cell(
    row: str, column: str, value: Estimate | None, rounding: Rounding = "half_up"
) -> dict[str, Any]:
    """One number as data: what is drawn, what is printed, and what is said of it."""
    assert value is not None, "a figure has a number in every place"
    told = written(value, rounding)
    return {
        "row": row,
        "column": column,
        "value": _as_written(value, rounding),
        "told": told,
        "words": f"{row}{', ' if column else ''}{column}: {told}",
    }


def _ranged(row: str, column: str, value: Estimate | None, rounding: Rounding) -> dict[str, Any]:
    """The same with the ends of its interval, where the figure shows them."""
    assert value is not None, "a figure has a number in every place"
    told = with_interval(value, rounding)
    return {
        **_cell(row, column, value, rounding),
        "low": _end(value, value.low, rounding),
        "high": _end(value, value.high, rounding),
        "words": f"{row}{', ' if column else ''}{column}: {told}",
    }


def _end(value: Estimate, end: float | None, rounding: Rounding) -> float | None:
    if end is None:
        return None
    return _as_written(replace(value, value=end, count=None), rounding)


def _as_written(value: Estimate, rounding: Rounding) -> float | None:
    """The number exactly as it is printed, and nothing where none is."""
    if not has_value(value):
        return None
    number = float(written(value, rounding).rstrip("%").replace(",", ""))
    return int(number) if number.is_integer() else number


def _full_labels(block: Block) -> list[str]:
    return [f"{row.group}: {row.label}" if row.group else row.label for row in block.rows]


def _told_apart(labels: Iterable[str]) -> list[str]:
    """Equal names would fall into one place; the later ones are numbered."""
    seen: dict[str, int] = {}
    apart = []
    for label in labels:
        seen[label] = seen.get(label, 0) + 1
        apart.append(label if seen[label] == 1 else f"{label} ({seen[label]})")
    return apart
