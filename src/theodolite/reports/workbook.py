"""A report's tables as a workbook: one table a sheet, numbers as numbers, nothing that computes."""

import math
import re
from datetime import datetime, time
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from theodolite.reports.document import Document
from theodolite.reports.manuscript import (
    Body,
    Line,
    Manuscript,
    PrintedTable,
    write_out,
)

_NUMBER = re.compile(r"-?\d[\d,]*(?:\.(\d+))?(%?)")
_STARTS_A_FORMULA = re.compile(r"[=+\-@\t\r\n]")
_A4 = 9
_NOTES_WIDTH = 88
_LEAST_LABEL, _MOST_LABEL = 30, 50
_LEAST_CELL = 9
_LINE_HEIGHT = 15.0
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_LOOK: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16, "font_color": "#0B4A57"},
    "stamp": {"bold": True, "font_color": "#8A1C1C"},
    "quiet": {"italic": True, "font_color": "#4C5F68"},
    "flowing": {"font_color": "#4C5F68"},
    "note": {"font_color": "#4C5F68", "text_wrap": True, "valign": "top"},
    "plain": {"text_wrap": True, "valign": "top"},
    "link": {"font_color": "#0A5A6C", "underline": 1},
    "head": {"bold": True, "top": 2, "bottom": 1, "text_wrap": True},
    "block": {"bold": True, "bg_color": "#E6EFEF", "font_color": "#0B4A57", "text_wrap": True},
    "group": {"bold": True, "font_color": "#4C5F68", "text_wrap": True},
    "row": {"text_wrap": True, "valign": "top"},
    "total": {"bold": True, "top": 1, "text_wrap": True, "valign": "top"},
}
_IN_CELLS = (
    "Every number is the one printed in the report: nothing more precise is kept in the cell. Text"
    " that a spreadsheet could take for a formula begins with an apostrophe."
)


def to_workbook(document: Document) -> bytes:
    """The report's tables as an Excel workbook with a cover and notes.

    A cell holds the number that the other formats print, so nothing more precise can be read
    from it.
    """
    manuscript, file = write_out(document), BytesIO()
    with Workbook(file, _OPTIONS) as workbook:
        workbook.set_properties(
            {
                "title": manuscript.title,
                "author": manuscript.society,
                "created": datetime.combine(document.date, time()),
            }
        )
        book = _Book(workbook, manuscript)
        _write_cover(book)
        _write_notes(book)
        for table in manuscript.tables():
            _write_table(book, table)
    return file.getvalue()


def as_text(text: str) -> str:
    """Text that no spreadsheet program takes for a formula, even after saving as CSV.

    >>> as_text("=1+1"), as_text("1 + 1")
    ("'=1+1", '1 + 1')
    """
    return f"'{text}" if _STARTS_A_FORMULA.match(text) else text


class _Book:
    """The workbook, what goes into it, and the formats made so far."""

    def __init__(self, workbook: Workbook, manuscript: Manuscript) -> None:
        self.workbook, self.manuscript = workbook, manuscript
        self._formats: dict[tuple[str, tuple[str, ...]], Format] = {}

    def look(self, name: str, **extra: str) -> Format:
        """The format of that name, with more properties where needed."""
        key = (name, tuple(extra.values()))
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format(_LOOK[name] | extra)
        return self._formats[key]

    def add_sheet(self, name: str, title: str, *, label_width: int) -> tuple[Worksheet, int]:
        """A sheet headed by title, stamp and notice, which its printed pages repeat."""
        report, sheet = self.manuscript, self.workbook.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_column(0, 0, label_width)
        sheet.set_header(f"&C&B{_in_margin(report.stamp)}")
        sheet.set_footer(f"&L{_in_margin(report.notice)}&R&P / &N")
        lines = ((title, "title"), (report.stamp, "stamp"), (report.notice, "quiet"))
        shown = [(text, look) for text, look in lines if text]
        for row, (text, look) in enumerate(shown):
            sheet.write_string(row, 0, as_text(text), self.look(look))
        return sheet, len(shown) + 1


def _in_margin(text: str) -> str:
    """Text for a printed margin, where & gives orders and 255 characters is the end."""
    return text[:110].replace("&", "&&")


def _write_cover(book: _Book) -> None:
    report = book.manuscript
    sheet, row = book.add_sheet("Cover", report.title, label_width=14)
    sheet.set_column(1, 1, 90)
    made = ", ".join(part for part in (report.society, report.date) if part)
    for text in (report.subtitle, made, report.how_to_read[0]):
        sheet.write_string(row, 0, as_text(text), book.look("flowing"))
        row += 1
    sheets = [("Notes", report.reading_title)]
    sheets += [(table.name, table.title) for table in report.tables()]
    for row_of_sheet, (name, title) in enumerate(sheets, row + 1):
        link = f"internal:'{name}'!A1"
        sheet.write_url(row_of_sheet, 0, link, book.look("link"), string=name)
        sheet.write_string(row_of_sheet, 1, as_text(title), book.look("plain"))


def _write_notes(book: _Book) -> None:
    report = book.manuscript
    sheet, row = book.add_sheet("Notes", report.reading_title, label_width=_NOTES_WIDTH)
    sources = [f"Source note {n}. {text}" for n, text in enumerate(report.sources, 1)]
    for text in (*report.how_to_read, _IN_CELLS, *sources):
        sheet.write_string(row, 0, as_text(text), book.look("plain"))
        sheet.set_row(row, _height(text, _NOTES_WIDTH))
        row += 1


def _height(text: str, characters: int) -> float:
    """Room for wrapped text, which not every spreadsheet program finds by itself."""
    return _LINE_HEIGHT * max(1, math.ceil(0.97 * len(text) / characters))


def _write_table(book: _Book, table: PrintedTable) -> None:
    labels, cells = _label_width(table), _cell_width(table)
    sheet, row = book.add_sheet(table.name, f"{table.name}: {table.title}", label_width=labels)
    sheet.set_column(1, table.grid_width, cells)
    sheet.write_url(row, 0, "internal:'Cover'!A1", book.look("link"), string="Back to the cover")
    row += 1
    sheet.write_blank(row, 0, None, book.look("head"))
    for place, name in enumerate(table.columns):
        look = book.look("head", align="center" if table.width > 1 else "right")
        _spread(sheet, row, 1 + place * table.width, table.width, as_text(name), look)
    sheet.set_row(row, max(_height(name, cells * table.width) for name in table.columns))
    sheet.freeze_panes(row + 1, 1)
    sheet.repeat_rows(row)
    row += 1
    for body in table.bodies:
        row = _write_body(book, sheet, row, table, body)
    for note in (*table.notes, f"Source note {table.source}: see the sheet Notes."):
        row += 1
        # Text that ran on beside the table would shrink the printed page.
        sheet.write_string(row, 0, as_text(note), book.look("note"))
        sheet.set_row(row, _height(note, labels))


def _label_width(table: PrintedTable) -> int:
    """Characters that hold most row labels on one line."""
    longest = max((len(line.label) for body in table.bodies for line in body.lines), default=0)
    return min(max(_LEAST_LABEL, longest + 4), _MOST_LABEL)


def _cell_width(table: PrintedTable) -> int:
    """Characters that hold the longest word above, and any number."""
    longest = max((len(word) for name in table.columns for word in name.split()), default=0)
    return max(_LEAST_CELL, math.ceil((longest + 3) / table.width))


def _write_body(book: _Book, sheet: Worksheet, row: int, table: PrintedTable, body: Body) -> int:
    """Write the heading and the rows; say which row comes next."""
    labels = _label_width(table)
    if body.has_heading:
        label = f"{body.label} ({body.note})" if body.note and body.label else body.label
        label = label or body.note
        sheet.write_string(row, 0, as_text(label), book.look(body.level))
        sheet.set_row(row, _height(label, labels))
        parts = body.parts * len(table.columns) or ("",) * table.grid_width
        span = body.span if body.parts else 1
        for place, part in enumerate(parts):
            look = book.look(body.level, bold="", align="right")
            _spread(sheet, row, 1 + place * span, span, as_text(part), look)
        row += 1
    for line in body.lines:
        _write_line(book, sheet, row, body, line)
        sheet.set_row(row, _height(line.label, labels - 2))
        row += 1
    return row


def _write_line(book: _Book, sheet: Worksheet, row: int, body: Body, line: Line) -> None:
    look = "total" if line.is_total else "row"
    sheet.write_string(row, 0, as_text(line.label), book.look(look, indent="1"))
    align = "center" if body.span > 1 else "right"
    for place, text in enumerate(line.cells):
        value, form = _value(text)
        style = book.look(look, align=align, num_format=form)
        _spread(sheet, row, 1 + place * body.span, body.span, value, style)


def _value(text: str) -> tuple[float | str, str]:
    """The number a printed cell states, and the format that prints it so; else the text."""
    match = _NUMBER.fullmatch(text)
    if not match:
        return as_text(text), "@"
    form = "#,##0" + (f".{'0' * len(match[1])}" if match[1] else "") + match[2]
    number = float(text.replace(",", "").rstrip("%"))
    return (number / 100 if match[2] else number), form


def _spread(
    sheet: Worksheet, row: int, column: int, span: int, value: float | str, look: Format
) -> None:
    """Write one value over `span` cells."""
    if span > 1:
        sheet.merge_range(row, column, row, column + span - 1, value, look)
    elif value == "":
        sheet.write_blank(row, column, None, look)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, look)
    else:
        sheet.write_number(row, column, value, look)
