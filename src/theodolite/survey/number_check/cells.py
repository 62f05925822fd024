"""What the cells of a printed table hold, and which rows and columns are sizes or totals."""

import re

from theodolite.evidence.printed import PrintedBlock, PrintedRow, PrintedTable
from theodolite.survey.number_check.grim import Percentage, percentage_in

_COUNT = re.compile(r"(\d{1,3}(?:[,  ]\d{3})+|\d+)")
_COUNT_AND_SHARE = re.compile(r"(\d[\d,]*)\s*\(\s*(\d{1,3}(?:\.\d+)?\s?%)\s*\)")
_SIZE = re.compile(
    r"((cluster|group|segment|sample|class|cell)?\s*size|base|n|unweighted base"
    r"|(number of |all )?(respondents|responses|participants)|answered"
    r"|(number of|all) (people|staff|members))"
    r"(\s*\(n\))?",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"(grand |sub-?)?total|sum|all (rows|answers)", re.IGNORECASE)
_WHOLE = re.compile(r"all( respondents)?|total|overall|everyone|whole sample", re.IGNORECASE)
_NOT_COUNTS = re.compile(r"\b(mean|median|average|per ?cent|percentage|score|ratio|index)|%", re.I)


def count_in(text: str) -> int | None:
    """The whole number of a cell, alone or before its share in brackets."""
    both = _COUNT_AND_SHARE.fullmatch(text.strip())
    found = _COUNT.fullmatch(both[1] if both else text.strip())
    return int(re.sub(r"\D", "", found[0])) if found else None


def share_in(text: str) -> Percentage | None:
    """The percentage of a cell, alone or in brackets after its count."""
    both = _COUNT_AND_SHARE.fullmatch(text.strip())
    return percentage_in(both[2] if both else text)


def is_size(row: PrintedRow) -> bool:
    """Whether the row says how many people stand behind each column."""
    return bool(row.names) and _SIZE.fullmatch(row.names[-1]) is not None


def is_total(row: PrintedRow) -> bool:
    """Whether the row adds up the rows above it."""
    return bool(row.names) and _TOTAL.fullmatch(row.names[-1]) is not None


def whole_column(table: PrintedTable) -> int | None:
    """The column that holds everyone, when there is one."""
    names = [_WHOLE.fullmatch(name) is not None for name in table.columns]
    return names.index(True) if any(names) and len(names) > 1 else None


def holds_counts(table: PrintedTable, block: PrintedBlock) -> bool:
    """Whether the numbers of a block can be counts: not called means or percentages."""
    called = f"{table.title if len(table.blocks) == 1 else ''} {block.title}"
    cells = [t for row in ordinary_rows(block) for cell in row.cells for t in cell]
    return not _NOT_COUNTS.search(called) and any(count_in(text) is not None for text in cells)


def ordinary_rows(block: PrintedBlock) -> list[PrintedRow]:
    """The rows of a block that are neither sizes nor totals."""
    return [row for row in block.rows if not is_size(row) and not is_total(row)]


def sizes_of(table: PrintedTable) -> tuple[int | None, ...] | None:
    """The size of each column, as the first row of sizes in the table says."""
    for row in table.rows():
        if is_size(row) and all(len(cell) == 1 for cell in row.cells):
            return tuple(count_in(cell[0]) for cell in row.cells)
    return None


def short_title(table: PrintedTable) -> str:
    """What a table is called in a sentence: its number when it has one."""
    numbered = re.match(r"(table|figure|fig\.?|chart|exhibit)\s+[A-Z]?\d+", table.title, re.I)
    return numbered[0] if numbered else f"the table at {table.where}"


def place_of(table: PrintedTable) -> str:
    """Where a table stands, for the start of a sentence."""
    called = short_title(table)
    return f"{called} ({table.where})" if table.title else f"The table at {table.where}"
