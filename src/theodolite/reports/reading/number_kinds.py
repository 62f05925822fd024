"""What each printed number is – a count, a share or a mean – where anything but a title tells."""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from theodolite.evidence.cell_places import Place, placed_cells
from theodolite.evidence.estimate import Unit
from theodolite.evidence.printed import Printed, PrintedBlock, PrintedRow, PrintedTable
from theodolite.evidence.remarks import (
    SEVERAL_ANSWERS,
    WEIGHTED,
    heading_and_remark,
    is_mean_remark,
)

_DECIMAL = re.compile(r"-?\d+\.\d+")
_PERCENT = re.compile(r"\d+\s?%")


def with_kinds(documents: Sequence[Printed]) -> tuple[Printed, ...]:
    """The documents of one release with the kind of every number, as far as it is told.

    A file for programs tells it, and so of the same mean in other files. In files for people the
    remark of a heading tells, a decimal in the row, or the caveat that shares are weighted.
    """
    means = frozenset(
        place
        for document in documents
        for table in document.tables
        for place, _, unit in placed_cells(table)
        if unit == "mean" and place is not None
    )
    return tuple(_document(document, means) for document in documents)


def _document(document: Printed, means: AbstractSet[Place]) -> Printed:
    is_weighted = any(WEIGHTED in text.text for text in document.texts)
    tables = tuple(_table(table, means, is_weighted=is_weighted) for table in document.tables)
    return replace(document, tables=tables)


def _table(table: PrintedTable, means: AbstractSet[Place], *, is_weighted: bool) -> PrintedTable:
    if any(row.units for row in table.rows()):
        return table
    known: Iterator[Unit | None] = (
        "mean" if place in means else "share" if is_weighted and _PERCENT.fullmatch(text) else None
        for place, text, _ in placed_cells(table)
    )
    return replace(table, blocks=tuple(_block(block, known) for block in table.blocks))


def _block(block: PrintedBlock, known: Iterator[Unit | None]) -> PrintedBlock:
    title, remark = heading_and_remark(block.title)
    are_means = is_mean_remark(remark)
    rows = tuple(_row(row, known, are_means=are_means) for row in block.rows)
    return replace(block, title=title, rows=rows, is_several=remark == SEVERAL_ANSWERS)


def _row(row: PrintedRow, known: Iterator[Unit | None], *, are_means: bool) -> PrintedRow:
    """A program may print the mean 7.0 as 7, so one decimal tells of all but percentages."""
    texts = [text for column in row.cells for text in column]
    has_means = are_means or any(map(_DECIMAL.fullmatch, texts))
    units = tuple(
        tuple(
            unit if not has_means or _PERCENT.fullmatch(text) else "mean"
            for text, unit in zip(column, known, strict=False)
        )
        for column in row.cells
    )
    return replace(row, units=units)
