"""Every picture as tables: the same numbers for a workbook, or for someone who cannot see it."""

from collections.abc import Iterator
from functools import singledispatch

from theodolite.evidence.estimate import Estimate
from theodolite.evidence.pictures import (
    MOVEMENTS,
    Blip,
    Clustermap,
    Curves,
    Evidence,
    Flow,
    Heatmap,
    Intervals,
    Radar,
    RegionMap,
    TrendLine,
)
from theodolite.evidence.table import Block, Row, Table

TIDY = ("table", "block", "group", "row", "column", "part", "value", "base", "shown")
"""What each cell of a tidy frame says: where it stands, its number, and whether it may be shown."""

_MEASURED = {"share": "Share", "count": "Number", "mean": "Value"}


@singledispatch
def tables_of(evidence: Evidence) -> tuple[Table, ...]:
    """The tables that hold what a table or picture shows, under the same disclosure rule."""
    raise TypeError(f"There is no table form of {type(evidence).__name__}.")


@tables_of.register
def _(table: Table) -> tuple[Table, ...]:
    return (table,)


@tables_of.register
def _(heatmap: Heatmap) -> tuple[Table, ...]:
    return heatmap.panels


@tables_of.register
def _(flow: Flow) -> tuple[Table, ...]:
    rows = (
        _row("Received", flow.received),
        *(_row(f"Rejected: {reason}", number) for reason, number in flow.rejected),
        _row("Kept", flow.kept, is_total=True),
    )
    return (_one_block(flow, ("Respondents",), (Block("", rows),)),)


@tables_of.register
def _(region_map: RegionMap) -> tuple[Table, ...]:
    rows = tuple(
        Row(place.name, tuple((counts[i],) for _, counts in region_map.waves))
        for i, place in enumerate(region_map.places)
    )
    waves = tuple(label for label, _ in region_map.waves)
    return (_one_block(region_map, waves, (Block("Region", rows),)),)


@tables_of.register
def _(intervals: Intervals) -> tuple[Table, ...]:
    groups = dict.fromkeys(group for group, _, _ in intervals.lines)
    blocks = tuple(
        Block(group, tuple(_row(label, e) for g, label, e in intervals.lines if g == group))
        for group in groups
    )
    units = dict.fromkeys(_MEASURED[estimate.unit] for _, _, estimate in intervals.lines)
    return (_one_block(intervals, (" or ".join(units) or "Share",), blocks),)


@tables_of.register
def _(clustermap: Clustermap) -> tuple[Table, ...]:
    """Only the sizes: the lines of a clustermap are not a table that anyone would read."""
    sizes = zip(clustermap.segments.names, clustermap.segment_sizes, strict=True)
    rows = tuple(_row(name, size) for name, size in sizes)
    return (_one_block(clustermap, ("Respondents",), (Block("Segment", rows),)),)


@tables_of.register
def _(curves: Curves) -> tuple[Table, ...]:
    rows = tuple(Row(name, tuple((value,) for value in values)) for name, values in curves.curves)
    return (_one_block(curves, curves.steps, (Block(curves.along, rows),)),)


@tables_of.register
def _(trend: TrendLine) -> tuple[Table, ...]:
    """Shares in percent with two decimals, since most topics are a small part of all items."""
    parts = (
        ("Observed", trend.periods, trend.shares),
        (f"Forecast ({trend.method})", trend.ahead, trend.forecast),
        ("If nothing changes", trend.ahead, trend.unchanged),
    )
    blocks = tuple(
        Block(name, tuple(_row(step, _in_percent(e)) for step, e in zip(steps, told, strict=False)))
        for name, steps, told in parts
        if told
    )
    return (_one_block(trend, ("Share of items, %",), blocks),)


@tables_of.register
def _(radar: Radar) -> tuple[Table, ...]:
    """One row a blip, under its sector, told as ring and movement besides its numbers."""
    blocks = tuple(
        Block(
            name,
            tuple(
                Row(_told(radar, number, blip), ((blip.years,), (blip.items,)))
                for number, blip in enumerate(radar.blips, start=1)
                if blip.sector == sector
            ),
        )
        for sector, name in enumerate(radar.sectors)
    )
    columns = ("Years until it matters", "Items seen")
    return (_one_block(radar, columns, tuple(block for block in blocks if block.rows)),)


def _told(radar: Radar, number: int, blip: Blip) -> str:
    return f"{number}. {blip.name} ({radar.rings[blip.ring]}; {MOVEMENTS[blip.movement]})"


def _in_percent(share: Estimate) -> Estimate:
    value, low, high = (
        None if one is None else 100 * one for one in (share.value, share.low, share.high)
    )
    return Estimate("mean", value, share.base, low=low, high=high, shown=share.shown, decimals=2)


def tidy_rows(table: Table) -> Iterator[tuple[str | float | bool | None, ...]]:
    """One line a cell, named as in TIDY; cells that do not apply are left out."""
    for block in table.blocks:
        for row in block.rows:
            for column, cells in zip(table.columns, row.cells, strict=True):
                for part, cell in zip(block.parts, cells, strict=True):
                    if cell is not None:
                        place = (table.code, block.label, row.group, row.label, column, part)
                        yield (*place, cell.value, cell.base, cell.shown)


def _row(label: str, estimate: Estimate, *, is_total: bool = False) -> Row:
    return Row(label, ((estimate,),), is_total=is_total)


def _one_block(
    picture: Clustermap | Curves | Flow | Intervals | Radar | RegionMap | TrendLine,
    columns: tuple[str, ...],
    blocks: tuple[Block, ...],
) -> Table:
    return Table(picture.code, picture.title, columns, blocks, picture.source, picture.notes)
