"""Read reports back as a stranger would, and judge every number in them by the disclosure rule."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import docx
import openpyxl
from openpyxl.cell import Cell
from pypdf import PdfReader

STEP = 5
SAFE_COUNTS = {0, *range(STEP, 2000, STEP)}
SAFE_PERCENTAGES = {
    round(100 * count / base + nudge)
    for base in range(STEP, 205, STEP)
    for count in range(0, base + 1, STEP)
    for nudge in (-1e-9, 1e-9)  # halves may be rounded up or to the even number
}

Lines = list[tuple[str, list[str]]]
"""The label and the cells of each row of a table."""


class _Tables(HTMLParser):
    """Collects the caption and the rows of every table."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: dict[str, list[list[str]]] = {}
        self._caption, self._rows = "", []
        self._into: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._rows = []
        elif tag == "tr":
            self._rows.append([])
        elif tag in ("th", "td", "caption"):
            self._into = []

    def handle_endtag(self, tag: str) -> None:
        text = " ".join("".join(self._into or []).split())
        if tag == "caption":
            self._caption, self._into = text, None
        elif tag in ("th", "td"):
            self._rows[-1].append(text)
            self._into = None
        elif tag == "table":
            self.tables[self._caption] = self._rows

    def handle_data(self, data: str) -> None:
        if self._into is not None:
            self._into.append(data)


def tables_in_page(page: str) -> dict[str, Lines]:
    """Every table of a web page by its caption."""
    reader = _Tables()
    reader.feed(page)
    return {
        caption: [(row[0], row[1:]) for row in rows if row]
        for caption, rows in reader.tables.items()
    }


def tables_in_workbook(path: Path) -> dict[str, Lines]:
    """Every sheet of a workbook by its title, numbers as they are stored."""
    book = openpyxl.load_workbook(path)
    return {
        str(sheet["A1"].value): [
            (str(row[0].value or ""), [_stored(cell) for cell in row[1:] if cell.value is not None])
            for row in sheet.iter_rows()
        ]
        for sheet in book
    }


def _stored(cell: Cell) -> str:
    if not isinstance(cell.value, int | float):
        return str(cell.value)
    is_share = "%" in cell.number_format
    return f"{cell.value * 100:.6g}%" if is_share else f"{cell.value:.6g}"


def tables_in_word(path: Path) -> list[Lines]:
    """Every table of a Word file, in order."""
    rows = [[row.cells for row in table.rows] for table in docx.Document(str(path)).tables]
    return [[(line[0].text, [cell.text for cell in line[1:]]) for line in lines] for lines in rows]


def text_of_word(path: Path) -> str:
    """The paragraphs of a Word file, one a line."""
    return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)


def text_of_pdf(path: Path) -> str:
    """The text of a PDF file after its first page, which lists contents and page numbers."""
    return "\n".join(page.extract_text() for page in PdfReader(path).pages[1:])


def texts_in_svg(svg: str) -> list[str]:
    """What a figure says in letters and digits, title and description included."""
    return re.findall(r"<(?:text|title|desc)\b[^>]*>([^<]*)</", svg)


def is_safe(cell: str) -> bool:
    """Whether a printed cell is empty, hidden, or could come from counts rounded to five."""
    if cell in ("", "–", "[c]"):
        return True
    number = float(cell.rstrip("%").replace(",", ""))
    return number in (SAFE_PERCENTAGES if cell.endswith("%") else SAFE_COUNTS)


def is_number(text: str) -> bool:
    """Whether the text is one printed number and nothing else."""
    return re.fullmatch(r"[\d,]+(\.\d+)?%?", text) is not None


def estimates_in(findings: Any) -> Iterator[dict[str, Any]]:
    """Every estimate, however deep it lies in findings.json."""
    if isinstance(findings, dict):
        if findings.get("type") == "estimate":
            yield findings
        for value in findings.values():
            yield from estimates_in(value)
    elif isinstance(findings, list):
        for value in findings:
            yield from estimates_in(value)
