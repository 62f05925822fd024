"""A report as a Word file that people can edit, with headings, captions and alt text in place."""

from datetime import datetime, time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document as WordFile
from docx.enum.text import WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from theodolite.reports.document import Document
from theodolite.reports.manuscript import (
    Manuscript,
    Points,
    PrintedBlock,
    PrintedFigure,
    PrintedNotice,
    PrintedTable,
    Prose,
    write_out,
)
from theodolite.reports.table_layout import lay_out
from theodolite.reports.word_pages import (
    TEXT_WIDTH,
    end_columns,
    set_columns,
    set_page,
    turn_page,
)
from theodolite.reports.word_parts import (
    add_bookmark,
    add_field,
    add_link,
    add_styles,
    close_field,
    describe_picture,
    open_field,
    use_present_rules,
)
from theodolite.reports.word_tables import TABLE_STYLES, add_table

_INK = RGBColor(0x16, 0x26, 0x2E)
_DEEP = RGBColor(0x0B, 0x4A, 0x57)
_QUIET = RGBColor(0x4C, 0x5F, 0x68)
_ALERT = RGBColor(0x8A, 0x1C, 0x1C)
_TALLEST = Mm(195)
_EARLIEST_IN_ZIP = (1980, 1, 1, 0, 0, 0)


def to_word(document: Document) -> bytes:
    """The report as .docx, the same byte for byte every time."""
    manuscript = write_out(document)
    word = docx.Document()
    _drop_thumbnail(word)
    _set_properties(word, manuscript, datetime.combine(document.date, time()))
    _set_styles(word, manuscript.language)
    set_page(word, manuscript)
    _write_title(word, manuscript)
    _write_contents(word, manuscript)
    for chapter in manuscript.chapters:
        turn_page(word, manuscript, is_wide=False)
        heading = _write_heading(word, f"{chapter.number}  {chapter.title}", chapter.anchor)
        if chapter.number == 1 and not manuscript.is_short:
            heading.paragraph_format.page_break_before = True
            heading.paragraph_format.space_before = Pt(0)
        for block in chapter.blocks:
            _write_block(word, manuscript, block)
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
    looks: dict[str, tuple[float, RGBColor | None, bool, tuple[float, float]]] = {
        "Normal": (10.5, None, False, (0, 7)),
        "Title": (27, _DEEP, True, (0, 4)),
        "Subtitle": (14, _QUIET, False, (0, 14)),
        "Heading 1": (16, _DEEP, True, (22, 7)),
        "Caption": (10.5, _DEEP, True, (14, 5)),
        "List Bullet": (10.5, None, False, (0, 4)),
        "Header": (9, _ALERT, True, (0, 0)),
        "Footer": (9, _QUIET, False, (0, 0)),
    }
    for name, (size, colour, bold, (before, after)) in looks.items():
        style = word.styles[name]
        font, spacing = style.font, style.paragraph_format
        font.name, font.size, font.bold, font.italic = "Calibri", Pt(size), bold, False
        font.color.rgb = colour
        spacing.space_before, spacing.space_after = Pt(before), Pt(after)
        for place in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            font.element.rPr.rFonts.attrib.pop(qn(f"w:{place}"), None)
        # Letter spacing, frames, own tabs and spacing by neighbour belong to Word's old look.
        for tag in ("w:spacing", "w:kern"):
            for old in font.element.rPr.findall(qn(tag)):
                font.element.rPr.remove(old)
        for tag in ("w:pBdr", "w:tabs", "w:contextualSpacing"):
            for old in list(style.element.iter(qn(tag))):
                old.getparent().remove(old)
    word.styles["Normal"].paragraph_format.line_spacing = 1.12
    word.styles["Caption"].paragraph_format.keep_with_next = True
    add_styles(word, language, TABLE_STYLES)
    use_present_rules(word)


def _write_heading(word: WordFile, text: str, anchor: str) -> Paragraph:
    heading: Paragraph = word.add_heading(text, level=1)
    add_bookmark(heading, anchor)
    return heading


def _write_title(word: WordFile, manuscript: Manuscript) -> None:
    first = title = word.add_paragraph(style="Title")
    if manuscript.society:
        first = title.insert_paragraph_before()
        first.add_run(manuscript.society).bold = True
    first.paragraph_format.space_before = Pt(0 if manuscript.is_short else 60)
    main, colon, second = manuscript.title.partition(": ")
    title.add_run(f"{main}{colon}")
    if second:
        title.add_run().add_break(WD_BREAK.LINE)
        run = title.add_run(second)
        run.bold, run.font.size = False, Pt(20)
    if manuscript.subtitle:
        word.add_paragraph(manuscript.subtitle, style="Subtitle")
    word.add_paragraph(manuscript.date)
    for text, colour in ((manuscript.stamp, _ALERT), (manuscript.notice, _INK)):
        if text:
            run = word.add_paragraph().add_run(text)
            run.bold, run.font.color.rgb = True, colour


def _write_contents(word: WordFile, manuscript: Manuscript) -> None:
    """A contents list that Word can renew, filled in already for those who never do."""
    word.add_paragraph(style="Caption").add_run("Contents")
    entries = [
        (f"{chapter.number}  {chapter.title}", chapter.anchor) for chapter in manuscript.chapters
    ]
    lines = [word.add_paragraph() for _ in (*entries, None)]
    open_field(lines[0], r'TOC \o "1-1" \h \z')
    for line, (text, anchor) in zip(
        lines, (*entries, (manuscript.reading_title, "sources")), strict=True
    ):
        line.paragraph_format.space_after = Pt(2)
        add_link(line, text, anchor)
    close_field(lines[-1])
    if manuscript.exhibits() and not manuscript.is_short:
        _list_exhibits(word, manuscript)


def _list_exhibits(word: WordFile, manuscript: Manuscript) -> None:
    word.add_paragraph(style="Caption").add_run("Tables and figures")
    for exhibit in manuscript.exhibits():
        line = word.add_paragraph(style="Source Note")
        line.paragraph_format.tab_stops.add_tab_stop(Mm(18))
        line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = Mm(18), -Mm(18)
        add_link(line, f"{exhibit.name}\t{exhibit.title}", exhibit.anchor)


def _write_block(word: WordFile, manuscript: Manuscript, block: PrintedBlock) -> None:
    if isinstance(block, PrintedTable):
        for piece, layout in lay_out(block):
            turn_page(word, manuscript, is_wide=layout.is_wide)
            _write_caption(word, piece, goes_on=piece.anchor != block.anchor)
            add_table(word, piece, layout)
            _write_provenance(word, piece)
        return
    turn_page(word, manuscript, is_wide=False)
    match block:
        case Prose():
            _write_prose(word.add_paragraph(), block)
        case Points(items):
            for item in items:
                _write_prose(word.add_paragraph(style="List Bullet"), item)
        case PrintedNotice():
            _write_notice(word, block)
        case PrintedFigure():
            _write_caption(word, block)
            _write_figure(word, block)
            _write_provenance(word, block)


def _write_notice(word: WordFile, notice: PrintedNotice) -> None:
    """Its title in bold, then what it is, why it is told, and its address."""
    title = word.add_paragraph()
    title.add_run(notice.title).bold = True
    title.paragraph_format.keep_with_next = True
    for text in filter(None, (notice.lead, *notice.said, notice.address)):
        word.add_paragraph(text)


def _write_prose(paragraph: Paragraph, prose: Prose) -> None:
    paragraph.add_run(prose.text)
    if prose.source:
        add_link(paragraph, str(prose.source), f"source-{prose.source}", raised=True)


def _write_caption(
    word: WordFile, exhibit: PrintedTable | PrintedFigure, *, goes_on: bool = False
) -> None:
    """Numbered by a field, so that Word can renumber it; a piece that goes on keeps its number."""
    caption = word.add_paragraph(style="Caption")
    kind, number = exhibit.name.split()
    caption.add_run(f"{kind} ")
    order = r"\c" if goes_on else r"\* ARABIC"
    add_field(caption, f"SEQ {kind} {order}", number)
    caption.add_run("  ")
    caption.add_run(exhibit.title).font.color.rgb = _INK
    add_bookmark(caption, exhibit.anchor)


def _write_figure(word: WordFile, figure: PrintedFigure) -> None:
    shape = word.add_picture(BytesIO(figure.picture.png()), width=TEXT_WIDTH)
    if shape.height > _TALLEST:
        shape.width, shape.height = Length(round(TEXT_WIDTH * _TALLEST / shape.height)), _TALLEST
    word.paragraphs[-1].paragraph_format.keep_with_next = True
    describe_picture(shape, title=f"{figure.name}: {figure.title}", alt=figure.alt)


def _write_provenance(word: WordFile, exhibit: PrintedTable | PrintedFigure) -> None:
    """The notes as one paragraph, ending in the way to the source."""
    note = word.add_paragraph("".join(f"{note} " for note in exhibit.notes), style="Exhibit Note")
    add_link(note, f"Source note {exhibit.source}", f"source-{exhibit.source}")


def _write_sources(word: WordFile, manuscript: Manuscript) -> None:
    """What all source notes share, then their questions in two columns."""
    turn_page(word, manuscript, is_wide=False)
    _write_heading(word, manuscript.reading_title, "sources")
    for text in manuscript.how_to_read:
        word.add_paragraph(text)
    for trail in manuscript.trails:
        shared = word.add_paragraph(style="Source Note")
        shared.add_run(trail.shared).bold = True
        shared.paragraph_format.space_before = Pt(8)
        shared.paragraph_format.keep_with_next = True
        set_columns(word, 2)
        for number, questions in trail.notes:
            note = word.add_paragraph(f"{number}  {questions}", style="Source Note")
            add_bookmark(note, f"source-{number}")
        end_columns(word)
