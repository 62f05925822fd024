"""A table as evidence: estimates under headings, before anyone formats them."""

from collections.abc import Iterator
from dataclasses import dataclass

from theodolite.evidence.estimate import Estimate
from theodolite.evidence.rounding import Rounding
from theodolite.evidence.source_note import SourceNote


@dataclass(frozen=True, slots=True)
class Row:
    """One line: `cells[column][part]`; None where a cell does not apply."""

    label: str
    cells: tuple[tuple[Estimate | None, ...], ...]
    group: str = ""
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that answer one question.

    `parts` split every column of the table for this block (("primary", "secondary") or ("",)).
    `note` says what a reader must know to add up the rows: the base, several answers possible.
    """

    label: str
    rows: tuple[Row, ...]
    parts: tuple[str, ...] = ("",)
    note: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Blocks of rows under one set of columns, with the source they were counted from."""

    code: str
    title: str
    columns: tuple[str, ...]
    blocks: tuple[Block, ...]
    source: SourceNote
    notes: tuple[str, ...] = ()
    rounding: Rounding = "half_up"

    def rows(self) -> Iterator[Row]:
        """Every row, block after block."""
        for block in self.blocks:
            yield from block.rows
