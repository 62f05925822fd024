"""Whether the percentages under a named column can come from whole counts of its group."""

from collections.abc import Iterator

from theodolite.evidence.printed import PrintedBlock, PrintedRow, PrintedTable
from theodolite.survey.number_check import cells
from theodolite.survey.number_check.facts import Facts
from theodolite.survey.number_check.grim import Percentage, around, can_tell, possible_counts
from theodolite.survey.number_check.verdicts import Agreement, Doubt, Severity, Unchecked, Verdict

RULE = "impossible percentages"


def check_table_percentages(facts: Facts) -> Iterator[Verdict]:
    """Hold every percentage against the base of its block, or else the size of its column."""
    if facts.step > 1:
        return
    for table in facts.tables:
        for block in table.blocks:
            yield from _check_block(table, block)


def _check_block(table: PrintedTable, block: PrintedBlock) -> Iterator[Verdict]:
    agreed = undecided = 0
    for row in cells.ordinary_rows(block):
        for i, cell in enumerate(row.cells):
            share = cells.share_in(cell[0]) if len(cell) == 1 else None
            base, severity = _base(table, block, i)
            if share is None or not base or not table.columns[i]:
                continue
            if _fits(share, row, i, table, base):
                decided = cells.count_in(cell[0]) is not None or can_tell(share, base)
                agreed, undecided = agreed + decided, undecided + (not decided)
            else:
                yield _doubt(table, row, i, base, severity)
    place = f"{cells.place_of(table)}, {block.title}".removesuffix(", ")
    if agreed:
        yield Agreement(RULE, place, f"{agreed} percentages", "Whole counts of their bases.")
    if undecided:
        why = "Their bases are so large that every percentage of this precision is possible."
        yield Unchecked(place, f"{undecided} percentages", why)


def _base(table: PrintedTable, block: PrintedBlock, column: int) -> tuple[int | None, Severity]:
    """How many are behind a column: certain where the block prints it, likely where the table."""
    for row in block.rows:
        if cells.is_total(row) or cells.is_size(row):
            cell = row.cells[column]
            return (cells.count_in(cell[0]) if len(cell) == 1 else None), "certain"
    sizes = cells.sizes_of(table)
    return (sizes[column] if sizes else None), "likely"


def _fits(share: Percentage, row: PrintedRow, column: int, table: PrintedTable, base: int) -> bool:
    """A share alone needs some count; one beside its count needs that one, of column or row."""
    count = cells.count_in(row.cells[column][0])
    if count is None:
        return bool(possible_counts(share, base))
    whole = cells.whole_column(table)
    of_row = cells.count_in(row.cells[whole][0]) if whole is not None else None
    return any(count in possible_counts(share, n) for n in (base, of_row) if n)


def _doubt(
    table: PrintedTable, row: PrintedRow, column: int, base: int, severity: Severity
) -> Doubt:
    cell = row.cells[column][0]
    share, count = cells.share_in(cell), cells.count_in(cell)
    assert share is not None
    place = (
        f"{cells.place_of(table)}, {row.names[-1] if row.names else ''}, {table.columns[column]}"
    )
    if count is not None:
        told = f"{100 * count / base:.1f}% for {count} of {base}"
        return Doubt(RULE, "likely", place, cell, told, "The share is not that of the count.")
    why = f"No whole number of {base} is {share}, however it is rounded."
    return Doubt(RULE, severity, place, cell, around(share, base), why)
