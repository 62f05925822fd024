"""Parts of a Word file that its library leaves to us: tables, links, fields, alternative text."""

from typing import Any

from docx.document import Document as WordFile
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shape import InlineShape
from docx.shared import RGBColor
from docx.text.paragraph import Paragraph

from theodolite.reports.manuscript import Body, Line, PrintedTable

_TABLE_STYLE = "ReportTable"
_TWENTIETHS_WIDE = 9410
_STYLES = (
    f"""<w:style {nsdecls("w")} w:type="paragraph" w:customStyle="1" w:styleId="TableText">
      <w:name w:val="Table Text"/><w:basedOn w:val="Normal"/>
      <w:pPr><w:spacing w:before="30" w:after="30" w:line="240" w:lineRule="auto"/></w:pPr>
      <w:rPr><w:sz w:val="18"/></w:rPr></w:style>""",
    f"""<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="{_TABLE_STYLE}">
      <w:name w:val="Report Table"/><w:basedOn w:val="TableNormal"/>
      <w:tblPr><w:tblBorders>
        <w:top w:val="single" w:sz="12" w:color="0B4A57"/>
        <w:bottom w:val="single" w:sz="12" w:color="0B4A57"/>
        <w:insideH w:val="single" w:sz="4" w:color="D5DFE1"/></w:tblBorders></w:tblPr>
      <w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>
        <w:bottom w:val="single" w:sz="8" w:color="0B4A57"/></w:tcBorders></w:tcPr></w:tblStylePr>
    </w:style>""",
)


def add_styles(word: WordFile, language: str) -> None:
    """The styles of our tables, and the language of every word."""
    for style in _STYLES:
        word.styles.element.append(parse_xml(style))
    defaults = word.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(_element("w:lang", val=language, eastAsia=language))


def add_bookmark(paragraph: Paragraph, name: str) -> None:
    """A place that links can lead to."""
    # Word wants every bookmark to have a number of its own.
    number = str(len(paragraph.part.element.findall(f".//{qn('w:bookmarkStart')}")))
    name = _bookmark(name)
    paragraph._p.insert_element_before(_element("w:bookmarkStart", id=number, name=name), "w:r")
    paragraph._p.append(_element("w:bookmarkEnd", id=number))


def add_link(paragraph: Paragraph, text: str, target: str, *, raised: bool = False) -> None:
    """A link to a bookmark of the same file."""
    link = _element("w:hyperlink", anchor=_bookmark(target), history="1")
    run = paragraph.add_run(text)
    run.font.superscript = raised or None
    run.font.color.rgb = RGBColor(0x0A, 0x5A, 0x6C)
    link.append(run._r)
    paragraph._p.append(link)


def add_field(paragraph: Paragraph, order: str) -> None:
    """Something that Word works out itself, such as the number of the page."""
    open_field(paragraph, order)
    paragraph.add_run("1")
    close_field(paragraph)


def open_field(paragraph: Paragraph, order: str) -> None:
    """Begin a field; what follows, up to `close_field`, is what it shows until renewed."""
    run = paragraph.add_run()._r
    run.append(_element("w:fldChar", fldCharType="begin"))
    instruction = _element("w:instrText")
    instruction.text = f" {order} "
    run.append(instruction)
    run.append(_element("w:fldChar", fldCharType="separate"))


def close_field(paragraph: Paragraph) -> None:
    """End the field that was opened last."""
    paragraph.add_run()._r.append(_element("w:fldChar", fldCharType="end"))


def describe_picture(shape: InlineShape, *, title: str, alt: str) -> None:
    """Give a picture the words that stand in for it."""
    properties = shape._inline.docPr
    properties.set("name", title)
    properties.set("descr", alt)


def add_table(word: WordFile, table: PrintedTable) -> None:
    """The table with its head repeated on every page and cells spanning the parts of a column."""
    grid = _grid(table)
    element = word.add_table(rows=0, cols=len(grid))._tbl
    _replace_properties(element, table, grid)
    name_cells = [
        _cell(name, grid[1 : 1 + table.width], side="center" if table.width > 1 else "right")
        for name in table.columns
    ]
    element.append(_row([_cell("", grid[:1]), *name_cells], is_head=True))
    for body in table.bodies:
        if body.has_heading:
            element.append(_heading_row(body, table, grid))
        for line in body.lines:
            element.append(_line_row(line, body, grid))


def _grid(table: PrintedTable) -> list[int]:
    """The width of every column, in twentieths of a point."""
    labels = _TWENTIETHS_WIDE * (3 if table.grid_width > 6 else 4) // 12
    each = (_TWENTIETHS_WIDE - labels) // table.grid_width
    return [labels] + [each] * table.grid_width


def _replace_properties(element: Any, table: PrintedTable, grid: list[int]) -> None:
    properties = parse_xml(
        f"""<w:tblPr {nsdecls("w")}><w:tblStyle w:val="{_TABLE_STYLE}"/>
        <w:tblW w:w="{sum(grid)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>
        <w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar>
        <w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"
          w:noHBand="0" w:noVBand="1"/></w:tblPr>"""
    )
    properties.append(_element("w:tblCaption", val=table.name))
    properties.append(_element("w:tblDescription", val=table.title))
    element.replace(element.tblPr, properties)
    for column, width in zip(element.tblGrid.findall(qn("w:gridCol")), grid, strict=True):
        column.set(qn("w:w"), str(width))


def _heading_row(body: Body, table: PrintedTable, grid: list[int]) -> Any:
    words = f"{body.label} ({body.note})" if body.note else body.label
    shade = "F1F6F6" if body.level == "block" else ""
    if not body.parts:
        return _row([_cell(words, grid, bold=True, shade=shade)], keeps_next=True)
    parts = [
        _cell(part, grid[1 : 1 + body.span], side="right", shade=shade)
        for part in body.parts * len(table.columns)
    ]
    return _row([_cell(words, grid[:1], bold=True, shade=shade), *parts], keeps_next=True)


def _line_row(line: Line, body: Body, grid: list[int]) -> Any:
    side = "center" if body.span > 1 else "right"
    cells = [
        _cell(text, grid[1 : 1 + body.span], side=side, bold=line.is_total) for text in line.cells
    ]
    return _row([_cell(line.label, grid[:1], bold=line.is_total), *cells])


def _row(cells: list[Any], *, is_head: bool = False, keeps_next: bool = False) -> Any:
    row = _element("w:tr")
    properties = _element("w:trPr")
    properties.append(_element("w:cantSplit"))
    if is_head:
        properties.append(_element("w:tblHeader"))
    row.append(properties)
    row.extend(cells)
    if is_head or keeps_next:
        for paragraph in row.iter(qn("w:pPr")):
            paragraph.insert(1, _element("w:keepNext"))
    return row


def _cell(
    text: str, widths: list[int], *, side: str = "left", bold: bool = False, shade: str = ""
) -> Any:
    """One cell as wide as the columns it spans."""
    cell, properties = _element("w:tc"), _element("w:tcPr")
    properties.append(_element("w:tcW", w=str(sum(widths)), type="dxa"))
    if len(widths) > 1:
        properties.append(_element("w:gridSpan", val=str(len(widths))))
    if shade:
        properties.append(_element("w:shd", val="clear", color="auto", fill=shade))
    paragraph, look, run = _element("w:p"), _element("w:pPr"), _element("w:r")
    look.append(_element("w:pStyle", val="TableText"))
    look.append(_element("w:jc", val=side))
    if bold:
        run.append(_element("w:rPr"))
        run[0].append(_element("w:b"))
    run.text = text
    paragraph.extend([look, run])
    cell.extend([properties, paragraph])
    return cell


def _bookmark(name: str) -> str:
    return name.replace("-", "_")


def _element(tag: str, **attributes: str) -> Any:
    """A new element of the word-processing namespace."""
    return OxmlElement(tag, {qn(f"w:{name}"): value for name, value in attributes.items()})
