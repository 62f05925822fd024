"""A table as the one who made the files prints it: every count, and the two counts of a share."""

import math
from collections.abc import Iterator
from itertools import groupby

from theodolite.evidence.estimate import Estimate
from theodolite.evidence.printed import PrintedBlock, PrintedRow, PrintedTable
from theodolite.evidence.remarks import SEVERAL_ANSWERS
from theodolite.evidence.rounding import Rounding, rounded
from theodolite.evidence.table import Block, Row, Table


def as_printed(table: Table, *, where: str = "") -> PrintedTable:
    """The table in the form that reading a document gives; a share is written as 20/35."""
    blocks = tuple(printed for block in table.blocks for printed in _blocks(block, table.rounding))
    return PrintedTable(table.title, table.columns, blocks, where)


def estimates_of(table: Table) -> Iterator[Estimate | None]:
    """Every cell in the order in which the printed table holds them."""
    for row in table.rows():
        for column in row.cells:
            yield from column


def _blocks(block: Block, rounding: Rounding) -> Iterator[PrintedBlock]:
    """Rows by group: the heading nearest to them names them, as in every document."""
    is_several = block.note == SEVERAL_ANSWERS
    for group, rows in groupby(block.rows, key=lambda row: row.group):
        printed = tuple(_row(row, rounding) for row in rows)
        yield PrintedBlock(group or block.label, printed, block.parts, is_several)


def _row(row: Row, rounding: Rounding) -> PrintedRow:
    cells = tuple(tuple(_text(estimate, rounding) for estimate in column) for column in row.cells)
    units = tuple(tuple(None if e is None else e.unit for e in column) for column in row.cells)
    return PrintedRow((row.label,), cells, units)


def _text(estimate: Estimate | None, rounding: Rounding) -> str:
    if estimate is None:
        return ""
    if not estimate.shown:
        return "[c]"
    if estimate.value is None or math.isnan(estimate.value):
        return "–"
    return _number(estimate, estimate.value, rounding)


def _number(estimate: Estimate, value: float, rounding: Rounding) -> str:
    if estimate.unit == "share":
        if estimate.count is not None and estimate.base:
            return f"{estimate.count}/{estimate.base}"
        return f"{rounded(value, rounding, factor=100)}%"
    decimals = estimate.decimals if estimate.unit == "mean" else 0
    return str(rounded(value, rounding, decimals=decimals))
