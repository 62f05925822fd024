"""Word files: paragraphs and tables in their order, merged cells included."""

from collections.abc import Iterable
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph

from theodolite.evidence.printed import PrintedTable, PrintedText
from theodolite.reports.reading.grid import Cell, table_from
from theodolite.reports.reading.plain_text import CAPTION, words_of


def texts_and_tables(
    data: bytes,
) -> tuple[tuple[PrintedText, ...], tuple[PrintedTable, ...], tuple[str, ...]]:
    """The passages and tables of a Word file, and what pictures it holds."""
    document = Document(BytesIO(data))
    content = list(document.iter_inner_content())
    words = words_of(" ".join(c.text for c in content if isinstance(c, Paragraph)))
    pictures = len(document.inline_shapes)
    unread = (f"{pictures} pictures: their numbers were not read.",) if pictures else ()
    return tuple(_texts(document)), tuple(_tables(content, words)), unread


def _texts(document: WordDocument) -> Iterable[PrintedText]:
    heading = ""
    for number, paragraph in enumerate(document.paragraphs, start=1):
        text = " ".join(paragraph.text.split())
        style = paragraph.style.name if paragraph.style is not None else None
        if text and style and style.startswith(("Heading", "Title")):
            heading = text
        elif text:
            yield PrintedText(text, f"paragraph {number}", heading)


def _tables(content: list[Paragraph | Table], words: frozenset[str]) -> Iterable[PrintedTable]:
    number = 0
    for i, item in enumerate(content):
        if isinstance(item, Paragraph):
            continue
        number += 1
        title = _caption(content[max(0, i - 1) : i]) or _caption(content[i + 1 : i + 2])
        rows = _grid(item)
        if table := table_from(rows, title=title, where=f"table {number}", words=words):
            yield table


def _caption(neighbours: list[Paragraph | Table]) -> str:
    texts = [" ".join(n.text.split()) for n in neighbours if isinstance(n, Paragraph)]
    return next((text for text in texts if CAPTION.match(text)), "")


def _grid(table: Table) -> list[list[Cell]]:
    """One cell for each merged one; what reaches down from above is said again if it is a label."""
    seen: set[object] = set()
    rows: list[list[Cell]] = []
    for row in table.rows:
        cells = [_below(cell) if element in seen else cell for element, cell in _cells(row)]
        seen |= {element for element, _ in _cells(row)}
        rows.append(cells)
    return rows


def _cells(row: _Row) -> list[tuple[object, Cell]]:
    """Each merged cell once, with the columns it covers."""
    column = row.grid_cols_before
    found: list[tuple[object, Cell]] = []
    for cell in row.cells:
        if found and found[-1][0] is cell._tc:
            last = found[-1][1]
            found[-1] = (cell._tc, Cell(last.text, last.first, last.span + 1))
        else:
            found.append((cell._tc, Cell(" ".join(cell.text.split()), column)))
        column += 1
    return found


def _below(cell: Cell) -> Cell:
    """What a cell says again in the rows it reaches down to: its label, but never its number."""
    has_number = any(sign.isdigit() for sign in cell.text)
    return Cell("" if has_number else cell.text, cell.first, cell.span)
