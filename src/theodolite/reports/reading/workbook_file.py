"""Workbooks: one table a sheet, numbers written as a reader sees them."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook

from theodolite.evidence.printed import PrintedTable, PrintedText
from theodolite.reports.reading.grid import Cell, table_from


def texts_and_tables(
    data: bytes,
) -> tuple[tuple[PrintedText, ...], tuple[PrintedTable, ...], tuple[str, ...]]:
    """The tables of a workbook, and every text that stands outside them."""
    workbook = CalamineWorkbook.from_filelike(BytesIO(data))
    sheets = [workbook.get_sheet_by_name(name) for name in workbook.sheet_names]
    texts = [text for sheet in sheets for text in _texts(sheet)]
    tables = [table for sheet in sheets if (table := _table(sheet)) is not None]
    return tuple(texts), tuple(tables), ()


def _texts(sheet: CalamineSheet) -> Iterator[PrintedText]:
    """Rows with one filled cell, which holds words."""
    for number, row in enumerate(sheet.to_python(skip_empty_area=False), start=1):
        filled = [value for value in row if value != ""]
        if len(filled) == 1 and isinstance(filled[0], str):
            yield PrintedText(filled[0], f"sheet {sheet.name}, row {number}")


def _table(sheet: CalamineSheet) -> PrintedTable | None:
    rows = sheet.to_python(skip_empty_area=False)
    headed = [i for i, row in enumerate(rows) if row and row[0] == "" and any(row[1:])]
    if not headed:
        return None
    spans = {
        (first[0], first[1]): last[1] - first[1] + 1
        for first, last in sheet.merged_cell_ranges or ()
    }
    are_shares = any(_is_share(row) for row in rows)
    cells = [
        [
            Cell(_written(value, row, are_shares=are_shares), column, spans.get((i, column), 1))
            for column, value in enumerate(row)
            if value != ""
        ]
        for i, row in enumerate(rows)
        if i >= headed[0] and any(row)
    ]
    return table_from(cells, title=str(rows[0][0]), where=f"sheet {sheet.name}")


def _numbers(row: list[Any]) -> list[float]:
    return [float(value) for value in row if isinstance(value, int | float)]


def _is_share(row: list[Any]) -> bool:
    numbers = _numbers(row)
    return any(not one.is_integer() for one in numbers) and max(numbers) <= 1


def _written(value: Any, row: list[Any], *, are_shares: bool) -> str:
    """A number as its format prints it; the values alone do not say that 1 is 100 %."""
    if not isinstance(value, int | float):
        return str(value)
    if are_shares and max(_numbers(row)) <= 1:
        return f"{100 * value:.0f}%"
    return f"{value:.0f}" if float(value).is_integer() else f"{value:g}"
