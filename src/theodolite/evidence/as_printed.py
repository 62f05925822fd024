"""A table as the one who made the files prints it: every count, and the two counts of a share."""

from collections.abc import Iterator
from itertools import groupby

from theodolite.evidence.estimate import Estimate
from theodolite.evidence.printed import PrintedBlock, PrintedRow, PrintedTable
from theodolite.evidence.table import Block, Row, Table


def as_printed(table: Table, *, where: str = "") -> PrintedTable:
    """The table in the form that reading a document gives; a share is written as 20/35."""
    blocks = tuple(printed for block in table.blocks for printed in _blocks(block))
    return PrintedTable(table.title, table.columns, blocks, where)


def estimates_of(table: Table) -> Iterator[Estimate | None]:
    """Every cell in the order in which the printed table holds them."""
    for row in table.rows():
        for column in row.cells:
            yield from column


def _blocks(block: Block) -> Iterator[PrintedBlock]:
    """Rows by group: the heading nearest to them names them, as in every document."""
    for group, rows in groupby(block.rows, key=lambda row: row.group):
        title = f"{group or block.label} {block.note}".strip()
        yield PrintedBlock(title, tuple(_row(row) for row in rows), block.parts)


def _row(row: Row) -> PrintedRow:
    cells = tuple(tuple(_text(estimate) for estimate in column) for column in row.cells)
    return PrintedRow((row.label,), cells)


def _text(estimate: Estimate | None) -> str:
    if estimate is None:
        return ""
    if not estimate.shown:
        return "[c]"
    return "–" if estimate.value is None else _number(estimate, estimate.value)


def _number(estimate: Estimate, value: float) -> str:
    if estimate.unit == "share":
        is_counted = estimate.count is not None and estimate.base
        return f"{estimate.count}/{estimate.base}" if is_counted else f"{100 * value:.0f}%"
    return f"{value:.{estimate.decimals if estimate.unit == 'mean' else 0}f}"
