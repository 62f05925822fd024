"""Tables of a Word file: a head on every page, small blocks whole, and widths as laid out."""

from dataclasses import dataclass
from typing import Any

from docx.document import Document as WordFile
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from theodolite.reports.manuscript import Body, Line, PrintedTable
from theodolite.reports.table_layout import Layout
from theodolite.reports.word_parts import new_element

TABLE_STYLES = (
    f"""<w:style {nsdecls("w")} w:type="paragraph" w:customStyle="1" w:styleId="TableText">
      <w:name w:val="Table Text"/><w:basedOn w:val="Normal"/>
      <w:pPr><w:spacing w:before="30" w:after="30" w:line="240" w:lineRule="auto"/></w:pPr>
      </w:style>""",
    f"""<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="ReportTable">
      <w:name w:val="Report Table"/><w:basedOn w:val="TableNormal"/>
      <w:tblPr><w:tblBorders>
        <w:top w:val="single" w:sz="12" w:color="0B4A57"/>
        <w:bottom w:val="single" w:sz="12" w:color="0B4A57"/>
        <w:insideH w:val="single" w:sz="4" w:color="D5DFE1"/></w:tblBorders></w:tblPr>
      <w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>
        <w:bottom w:val="single" w:sz="8" w:color="0B4A57"/></w:tcBorders></w:tcPr></w:tblStylePr>
    </w:style>""",
)
_INDENT = 200
_WHOLE_TABLE = 9
_WHOLE_BLOCK = 8


@dataclass(frozen=True, slots=True)
class _Look:
    """How the words of a row are set."""

    side: str = "right"
    bold: bool = False
    bold_label: bool = False
    colour: str = ""
    shade: str = ""
    indent: int = 0
    keeps_next: bool = False


def add_table(word: WordFile, table: PrintedTable, layout: Layout) -> None:
    """The table with its head repeated on every page and cells spanning the parts of a column.

    Small blocks stay whole, and the last rows stay with the note that follows.
    """
    grid = [_twentieths(width) for width in (layout.label, *layout.cells)]
    element = word.add_table(rows=0, cols=len(grid))._tbl
    _replace_properties(element, table, grid, _twentieths(layout.inset))
    side = "center" if table.width > 1 else "right"
    head = _row("", table.columns, table.width, grid, _Look(side, bold=True, keeps_next=True))
    head.trPr.append(new_element("w:tblHeader"))
    for cell in head.tc_lst:
        cell.tcPr.append(new_element("w:vAlign", val="bottom"))
    element.append(head)
    is_whole = sum(len(body.lines) for body in table.bodies) <= _WHOLE_TABLE
    for body in table.bodies:
        if body.has_heading:
            element.append(_heading_row(body, table, grid))
        is_last = body is table.bodies[-1]
        for line, keeps in zip(body.lines, _keeps_next(body, is_last=is_last), strict=True):
            element.append(_line_row(line, body, grid, keeps_next=keeps or is_whole))
    _set_size(element, layout.size)


def _twentieths(points: float) -> int:
    return round(20 * points)


def _keeps_next(body: Body, *, is_last: bool) -> list[bool]:
    """Which rows stay on the page of the next: all of a small block, both ends of a long one.

    A single row, such as the base, stays with the block after it; the last of all with the note.
    """
    last = len(body.lines) - 1
    is_small = last < _WHOLE_BLOCK
    inside = [is_small or place < 2 or place >= last - 2 for place in range(last)]
    return [*inside, is_last or last == 0][: last + 1]


def _replace_properties(element: Any, table: PrintedTable, grid: list[int], inset: int) -> None:
    properties = parse_xml(
        f"""<w:tblPr {nsdecls("w")}><w:tblStyle w:val="ReportTable"/>
        <w:tblW w:w="{sum(grid)}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>
        <w:tblLayout w:type="fixed"/>
        <w:tblCellMar><w:left w:w="{inset}" w:type="dxa"/><w:right w:w="{inset}" w:type="dxa"/>
        </w:tblCellMar>
        <w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"
          w:noHBand="0" w:noVBand="1"/></w:tblPr>"""
    )
    properties.append(new_element("w:tblCaption", val=table.name))
    properties.append(new_element("w:tblDescription", val=table.title))
    element.replace(element.tblPr, properties)
    for column, width in zip(element.tblGrid.findall(qn("w:gridCol")), grid, strict=True):
        column.set(qn("w:w"), str(width))


def _heading_row(body: Body, table: PrintedTable, grid: list[int]) -> Any:
    """The heading of a block, with what a reader must know to add up its rows set quietly."""
    colour, shade = ("0B4A57", "F1F6F6") if body.level == "block" else ("4C5F68", "")
    look = _Look(bold_label=True, colour=colour, shade=shade, keeps_next=True)
    parts = body.parts * len(table.columns)
    row = _row(body.label, parts, body.span, grid, look)
    if not parts:
        _span(row.tc_lst[0], grid)
    if body.note:
        words = f" ({body.note})" if body.label else body.note
        row.tc_lst[0].p_lst[0].append(_run(words))
    return row


def _line_row(line: Line, body: Body, grid: list[int], *, keeps_next: bool) -> Any:
    side = "center" if body.span > 1 else "right"
    bold = line.is_total
    indent = _INDENT if body.level == "group" and body.label else 0
    look = _Look(side, bold=bold, bold_label=bold, indent=indent, keeps_next=keeps_next)
    return _row(line.label, line.cells, body.span, grid, look)


def _row(label: str, texts: tuple[str, ...], span: int, grid: list[int], look: _Look) -> Any:
    """A label and cells of `span` columns each."""
    row = new_element("w:tr")
    row.get_or_add_trPr().append(new_element("w:cantSplit"))
    row.append(_cell(label, grid[:1], look, is_label=True))
    for place, text in enumerate(texts):
        row.append(_cell(text, grid[1 + place * span :][:span], look))
    return row


def _cell(text: str, widths: list[int], look: _Look, *, is_label: bool = False) -> Any:
    cell, paragraph, style = new_element("w:tc"), new_element("w:p"), new_element("w:pPr")
    _span(cell, widths)
    if look.shade:
        cell.tcPr.append(new_element("w:shd", val="clear", color="auto", fill=look.shade))
    style.append(new_element("w:pStyle", val="TableText"))
    if look.keeps_next:
        style.append(new_element("w:keepNext"))
    if is_label:
        style.append(new_element("w:ind", left=str(look.indent)))
        run = _run(text, bold=look.bold_label, colour=look.colour)
    else:
        style.append(new_element("w:jc", val=look.side))
        run = _run(text, bold=look.bold)
    paragraph.extend([style, run])
    cell.append(paragraph)
    return cell


def _span(cell: Any, widths: list[int]) -> None:
    """Make a cell as wide as the columns it spans."""
    properties = cell.get_or_add_tcPr()
    properties.width = sum(widths) * 635
    if len(widths) > 1:
        properties.grid_span = len(widths)


def _run(text: str, *, bold: bool = False, colour: str = "") -> Any:
    run = new_element("w:r")
    look = run.get_or_add_rPr()
    if bold:
        look.append(new_element("w:b"))
    if colour:
        look.append(new_element("w:color", val=colour))
    run.text = text
    return run


def _set_size(element: Any, points: float) -> None:
    for look in element.iter(qn("w:rPr")):
        look.append(new_element("w:sz", val=str(round(2 * points))))
