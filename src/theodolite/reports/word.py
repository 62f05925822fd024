"""A report as a Word file that people can edit, with headings, captions and alt text in place."""

from datetime import datetime, time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document as WordFile
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from theodolite.reports.document import Document
from theodolite.reports.manuscript import (
    READING_TITLE,
    Manuscript,
    Points,
    PrintedBlock,
    PrintedFigure,
    PrintedTable,
    Prose,
    write_out,
)
from theodolite.reports.word_parts import (
    add_bookmark,
    add_field,
    add_link,
    add_styles,
    add_table,
    close_field,
    describe_picture,
    open_field,
)

_INK = RGBColor(0x16, 0x26, 0x2E)
_DEEP = RGBColor(0x0B, 0x4A, 0x57)
_QUIET = RGBColor(0x4C, 0x5F, 0x68)
_ALERT = RGBColor(0x8A, 0x1C, 0x1C)
_TEXT_WIDTH = Mm(166)
_TALLEST = Mm(200)
_EARLIEST_IN_ZIP = (1980, 1, 1, 0, 0, 0)


def to_word(document: Document) -> bytes:
    """The report as .docx, the same byte for byte every time."""
    manuscript = write_out(document)
    word = docx.Document()
    _drop_thumbnail(word)
    _set_properties(word, manuscript, datetime.combine(document.date, time()))
    _set_styles(word, manuscript.language)
    _set_page(word, manuscript)
    _write_title(word, manuscript)
    _write_contents(word, manuscript)
    for chapter in manuscript.chapters:
        heading = word.add_heading(f"{chapter.number}  {chapter.title}", level=1)
        add_bookmark(heading, chapter.anchor)
        for block in chapter.blocks:
            _write_block(word, block)
    _write_sources(word, manuscript)
    return _without_clock(word)


def _without_clock(word: WordFile) -> bytes:
    """The file with every part dated alike, because a zip archive notes when it was made."""
    raw, file = BytesIO(), BytesIO()
    word.save(raw)
    with ZipFile(raw) as made, ZipFile(file, "w", ZIP_DEFLATED) as fixed:
        for name in made.namelist():
            part = ZipInfo(name, _EARLIEST_IN_ZIP)
            part.compress_type = ZIP_DEFLATED
            fixed.writestr(part, made.read(name))
    return file.getvalue()


def _drop_thumbnail(word: WordFile) -> None:
    """Forget the small picture of an empty page that the library's template brings along."""
    relations = word.part.package.rels
    for name in [name for name, one in relations.items() if one.reltype == RT.THUMBNAIL]:
        del relations[name]


def _set_properties(word: WordFile, manuscript: Manuscript, moment: datetime) -> None:
    properties = word.core_properties
    properties.title = manuscript.title
    properties.subject = manuscript.subtitle
    properties.author = properties.last_modified_by = manuscript.society
    properties.created = properties.modified = moment
    properties.language = manuscript.language
    properties.comments = manuscript.notice
    properties.revision = 1


def _set_styles(word: WordFile, language: str) -> None:
    """Dress the built-in styles, so that headings and captions stay what Word knows them as."""
    looks = {
        "Normal": (10.5, None, False),
        "Title": (26, _DEEP, True),
        "Subtitle": (13, _QUIET, False),
        "Heading 1": (16, _DEEP, True),
        "Caption": (10.5, _DEEP, True),
        "List Bullet": (10.5, None, False),
    }
    for name, (size, colour, bold) in looks.items():
        font = word.styles[name].font
        font.name, font.size, font.bold, font.italic = "Calibri", Pt(size), bold, False
        font.color.rgb = colour
        for place in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            font.element.rPr.rFonts.attrib.pop(qn(f"w:{place}"), None)
    for rule in list(word.styles["Title"].element.iter(qn("w:pBdr"))):
        rule.getparent().remove(rule)
    word.styles["Caption"].paragraph_format.keep_with_next = True
    add_styles(word, language)


def _set_page(word: WordFile, manuscript: Manuscript) -> None:
    """A4, with stamp and notice in the margins of every page."""
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin, section.bottom_margin = Mm(25), Mm(23)
    head = section.header.paragraphs[0]
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _colour(head, manuscript.stamp, _ALERT, bold=True)
    foot = section.footer.paragraphs[0]
    foot.paragraph_format.tab_stops.clear_all()
    foot.paragraph_format.tab_stops.add_tab_stop(_TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    _colour(foot, f"{manuscript.notice}\t", _QUIET)
    add_field(foot, "PAGE")
    _colour(foot, " of ", _QUIET)
    add_field(foot, "NUMPAGES")


def _colour(paragraph: Paragraph, text: str, colour: RGBColor, *, bold: bool = False) -> None:
    run = paragraph.add_run(text)
    run.font.color.rgb, run.font.size, run.bold = colour, Pt(9), bold


def _write_title(word: WordFile, manuscript: Manuscript) -> None:
    if manuscript.society:
        word.add_paragraph(manuscript.society)
    word.add_paragraph(manuscript.title, style="Title")
    if manuscript.subtitle:
        word.add_paragraph(manuscript.subtitle, style="Subtitle")
    word.add_paragraph(manuscript.date)
    for text in (manuscript.stamp, manuscript.notice):
        if text:
            word.add_paragraph().add_run(text).bold = True


def _write_contents(word: WordFile, manuscript: Manuscript) -> None:
    """A contents list that Word can renew, filled in already for those who never do."""
    word.add_paragraph(style="Caption").add_run("Contents")
    entries = [
        (f"{chapter.number}  {chapter.title}", chapter.anchor) for chapter in manuscript.chapters
    ]
    lines = [word.add_paragraph() for _ in (*entries, None)]
    open_field(lines[0], r'TOC \o "1-1" \h \z')
    for line, (text, anchor) in zip(lines, (*entries, (READING_TITLE, "sources")), strict=True):
        line.paragraph_format.space_after = Pt(2)
        add_link(line, text, anchor)
    close_field(lines[-1])
    if not manuscript.is_short:
        word.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _write_block(word: WordFile, block: PrintedBlock) -> None:
    match block:
        case Prose():
            _write_prose(word.add_paragraph(), block)
        case Points(items):
            for item in items:
                _write_prose(word.add_paragraph(style="List Bullet"), item)
        case PrintedTable():
            _write_caption(word, block)
            add_table(word, block)
            _write_provenance(word, block)
        case PrintedFigure():
            _write_caption(word, block)
            _write_figure(word, block)
            _write_provenance(word, block)


def _write_prose(paragraph: Paragraph, prose: Prose) -> None:
    paragraph.add_run(prose.text)
    if prose.source:
        add_link(paragraph, str(prose.source), f"source-{prose.source}", raised=True)


def _write_caption(word: WordFile, exhibit: PrintedTable | PrintedFigure) -> None:
    caption = word.add_paragraph(style="Caption")
    caption.add_run(f"{exhibit.name}  ")
    caption.add_run(exhibit.title).font.color.rgb = _INK
    add_bookmark(caption, exhibit.anchor)


def _write_figure(word: WordFile, figure: PrintedFigure) -> None:
    shape = word.add_picture(BytesIO(figure.picture.png()), width=_TEXT_WIDTH)
    if shape.height > _TALLEST:
        shape.width, shape.height = Mm(166 * _TALLEST / shape.height), _TALLEST
    word.paragraphs[-1].paragraph_format.keep_with_next = True
    describe_picture(shape, title=f"{figure.name}: {figure.title}", alt=figure.alt)


def _write_provenance(word: WordFile, exhibit: PrintedTable | PrintedFigure) -> None:
    for note in exhibit.notes:
        _colour(word.add_paragraph(), note, _QUIET)
    add_link(word.add_paragraph(), f"Source note {exhibit.source}", f"source-{exhibit.source}")


def _write_sources(word: WordFile, manuscript: Manuscript) -> None:
    add_bookmark(word.add_heading(READING_TITLE, level=1), "sources")
    for text in manuscript.how_to_read:
        word.add_paragraph(text)
    for number, text in enumerate(manuscript.sources, 1):
        add_bookmark(word.add_paragraph(f"{number}  {text}"), f"source-{number}")
