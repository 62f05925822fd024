"""Whether the columns of a table add up to the column that holds everyone."""

from collections.abc import Iterator
from itertools import groupby

from theodolite.evidence.printed import PrintedRow, PrintedTable
from theodolite.survey.number_check import cells
from theodolite.survey.number_check.facts import Facts
from theodolite.survey.number_check.verdicts import Agreement, Doubt, Unchecked, Verdict

RULE = "row sums"


def check_row_sums(facts: Facts) -> Iterator[Verdict]:
    """Hold the column for everyone against the sum of the others, row by row.

    Where most rows add up, one that does not is wrong. Where most do not, that column counts
    people whom no other has, or is no sum at all, and nothing can be said.
    """
    for table in facts.tables:
        whole = cells.whole_column(table)
        rows = [row for row in table.rows() if whole is not None and _is_counted(row)]
        if whole is not None and rows:
            yield from _check_table(table, rows, whole, facts.step)


def _is_counted(row: PrintedRow) -> bool:
    return all(cells.count_in(text) is not None for cell in row.cells for text in cell)


def _check_table(
    table: PrintedTable, rows: list[PrintedRow], whole: int, step: int
) -> Iterator[Verdict]:
    judged = [(row, part) for row in rows for part in range(len(row.cells[whole]))]
    tolerance = 0 if step == 1 else (len(table.columns) * step) // 2
    wrong = [
        (r, p) for r, p in judged if abs(_added(r, p, whole) - _stated(r, p, whole)) > tolerance
    ]
    if len(wrong) * 2 >= len(judged):
        yield Unchecked(
            cells.place_of(table),
            table.columns[whole],
            "Its numbers are not sums of the other columns; it may count others as well.",
        )
        return
    for row, parts in groupby(wrong, key=lambda pair: pair[0]):
        for _, part in parts:
            yield _doubt(table, row, part, whole)
    if len(wrong) < len(judged):
        told = f"{len(judged) - len(wrong)} of {len(judged)} sums"
        yield Agreement(RULE, cells.place_of(table), told, "The other columns add up to it.")


def _added(row: PrintedRow, part: int, whole: int) -> int:
    others = [cell for i, cell in enumerate(row.cells) if i != whole]
    return sum(cells.count_in(cell[part]) or 0 for cell in others if part < len(cell))


def _stated(row: PrintedRow, part: int, whole: int) -> int:
    return cells.count_in(row.cells[whole][part]) or 0


def _doubt(table: PrintedTable, row: PrintedRow, part: int, whole: int) -> Doubt:
    others = [cell[part] for i, cell in enumerate(row.cells) if i != whole and part < len(cell)]
    added = _added(row, part, whole)
    return Doubt(
        RULE,
        "certain",
        f"{cells.place_of(table)}, row {row.names[-1] if row.names else ''}",
        str(_stated(row, part, whole)),
        str(added),
        f"The other columns are {' + '.join(others)} = {added}.",
    )
