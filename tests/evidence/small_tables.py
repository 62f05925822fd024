"""Tables of counts with totals, printed under one rule or another."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from theodolite.evidence.disclosure import PROFILES, Profile
from theodolite.evidence.linking import HIDDEN, LinkedTables, link
from theodolite.evidence.printed import PrintedBlock, PrintedRow, PrintedTable

Counts = NDArray[np.int64]

ROUNDED, EXACT = PROFILES["lt5_round5"], PROFILES["lt5_suppress"]
ONLY_HIDDEN = Profile("only_hidden", 5, 1, "Counts of 1 to 4 are not shown; totals are exact.")


def with_totals(counts: Counts) -> Counts:
    """The counts with a last column and a last row that add them up."""
    wide = np.hstack([counts, counts.sum(axis=1, keepdims=True)])
    return np.vstack([wide, wide.sum(axis=0)])


def rounded(count: int, *, is_total: bool) -> str:
    return HIDDEN if 0 < count < 5 else str(5 * int(count / 5 + 0.5))


def hidden(count: int, *, is_total: bool) -> str:
    return HIDDEN if 0 < count < 5 else str(count)


def hidden_but_totals(count: int, *, is_total: bool) -> str:
    return str(count) if is_total else hidden(count, is_total=False)


def printed(
    counts: Counts, write: Callable[..., str], *, title: str = "T", name: str = "column"
) -> PrintedTable:
    """The table with its totals, each cell written by `write`."""
    full = with_totals(counts)
    last_row, last_column = full.shape[0] - 1, full.shape[1] - 1
    rows = tuple(
        PrintedRow(
            ("Total" if i == last_row else f"row {i}",),
            tuple(
                (write(int(count), is_total=i == last_row or j == last_column),)
                for j, count in enumerate(line)
            ),
        )
        for i, line in enumerate(full)
    )
    columns = (*(f"{name} {j}" for j in range(last_column)), "All")
    return PrintedTable(title, columns, (PrintedBlock("", rows),), "")


def hidden_numbers(system: LinkedTables) -> list[int]:
    """The numbers behind the marks."""
    return list(dict.fromkeys(cell.number for cell in system.cells if cell.is_hidden))


def linked(*tables: PrintedTable, profile: Profile) -> LinkedTables:
    """The tables as an attacker links them who takes every mark for a small count."""
    return link(tables, profile)
