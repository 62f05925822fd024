"""Web pages: passages and tables as their elements say, spans included."""

from collections.abc import Iterable

from lxml import etree, html

from theodolite.evidence.printed import PrintedTable, PrintedText
from theodolite.reports.reading.grid import Cell, table_from
from theodolite.reports.reading.plain_text import words_of

_UNSEEN = "script|style|nav|svg|template|head|sup"
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_WIDEST = 1000
_PASSAGES = {"p", "li", "dd", "dt", "blockquote", "figcaption", "pre"}


def texts_and_tables(
    data: bytes,
) -> tuple[tuple[PrintedText, ...], tuple[PrintedTable, ...], tuple[str, ...]]:
    """The passages and tables of a page, and what pictures it holds."""
    page = html.document_fromstring(data)
    pictures = len(page.xpath("//img")) + len(page.xpath('//*[local-name()="svg"]'))
    for unseen in page.xpath(" | ".join(f'//*[local-name()="{n}"]' for n in _UNSEEN.split("|"))):
        unseen.drop_tree()
    words = words_of(page.text_content())
    tables = [_table(table, i, words) for i, table in enumerate(page.iter("table"), start=1)]
    unread = (f"{pictures} pictures: their numbers were not read.",) if pictures else ()
    return tuple(_texts(page)), tuple(table for table in tables if table), unread


def _texts(page: html.HtmlElement) -> Iterable[PrintedText]:
    heading, number = "", 0
    for element in page.iter(etree.Element):
        if element.tag in _HEADINGS:
            heading = _words(element)
        if element.tag not in _PASSAGES or _holds_passages(element) or _in_table(element):
            continue
        if text := _words(element):
            number += 1
            yield PrintedText(text, f"paragraph {number}", heading)


def _holds_passages(element: html.HtmlElement) -> bool:
    return any(inner.tag in _PASSAGES for inner in element.iterdescendants(etree.Element))


def _in_table(element: html.HtmlElement) -> bool:
    return next(element.iterancestors("table"), None) is not None


def _words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _table(table: html.HtmlElement, number: int, words: frozenset[str]) -> PrintedTable | None:
    captions = [_words(caption) for caption in table.iter("caption")]
    return table_from(_grid(table), title=" ".join(captions), where=f"table {number}", words=words)


def _grid(table: html.HtmlElement) -> list[list[Cell]]:
    """Cells in the column where a browser would put them."""
    rows: list[list[Cell]] = []
    from_above: dict[int, tuple[int, str]] = {}
    for row in table.iter("tr"):
        placed = [Cell(label, column) for column, (_, label) in from_above.items()]
        below = {c: (left - 1, label) for c, (left, label) in from_above.items() if left > 1}
        column = 0
        for element in row.iter("td", "th"):
            while column in from_above:
                column += 1
            cell = Cell(_words(element), column, _span(element, "colspan"))
            placed.append(cell)
            below |= _reaching_down(cell, _span(element, "rowspan"))
            column += cell.span
        rows.append(sorted(placed, key=lambda cell: cell.first))
        from_above = below
    return rows


def _reaching_down(cell: Cell, rows: int) -> dict[int, tuple[int, str]]:
    """The columns that a cell covers in the rows below it; only a label is said again there."""
    if rows == 1:
        return {}
    label = "" if any(sign.isdigit() for sign in cell.text) else cell.text
    return {cell.first + i: (rows - 1, label if i == 0 else "") for i in range(cell.span)}


def _span(element: html.HtmlElement, name: str) -> int:
    said = element.get(name, "1")
    return min(max(1, int(said)), _WIDEST) if said.isdigit() else 1
