"""Where each cell of a printed table stands, so that files that print the same one are compared."""

from collections import Counter
from collections.abc import Iterator

from theodolite.evidence.estimate import Unit
from theodolite.evidence.linking import table_title
from theodolite.evidence.printed import PrintedTable

Place = tuple[str, str, int, str, int]
"""Table, row, how many rows of that label stood above, column, part."""


def placed_cells(table: PrintedTable) -> Iterator[tuple[Place | None, str, Unit | None]]:
    """Every cell in its order: place, text and unit; no place in columns not told apart."""
    title, above = table_title(table.title), Counter[str]()
    for row in table.rows():
        label = " ".join(row.names[-1:])
        for i, (column, texts) in enumerate(zip(table.columns, row.cells, strict=True)):
            is_told_apart = bool(column) and table.columns.count(column) == 1
            for part, text in enumerate(texts):
                place = (title, label, above[label], column, part)
                yield place if is_told_apart else None, text.strip(), row.unit(i, part)
        above[label] += 1
