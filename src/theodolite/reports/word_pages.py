"""The pages of a Word file: size, margins, which way they lie, and columns of text."""

from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length, Mm, Pt

from theodolite.reports.manuscript import Manuscript
from theodolite.reports.word_parts import add_field

TEXT_WIDTH = Mm(166)
_SHORT_SIDE, _LONG_SIDE, _MARGIN = Mm(210), Mm(297), Mm(22)
_BETWEEN_COLUMNS = "400"


def set_page(word: WordFile, manuscript: Manuscript) -> None:
    """A4, with stamp and notice in the margins of every page."""
    section = word.sections[0]
    section.page_width, section.page_height = _SHORT_SIDE, _LONG_SIDE
    section.left_margin = section.right_margin = _MARGIN
    section.top_margin, section.bottom_margin = Mm(27), Mm(24)
    section.header_distance = section.footer_distance = Mm(12)
    head = section.header.paragraphs[0]
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    head.add_run(manuscript.stamp)
    _write_foot(section, manuscript.notice, TEXT_WIDTH)


def turn_page(word: WordFile, manuscript: Manuscript, *, is_wide: bool) -> None:
    """Go on with pages that lie that way, if they do not already."""
    orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT
    if word.sections[-1].orientation == orientation:
        return
    section = _begin_section(word, WD_SECTION.NEW_PAGE)
    section.orientation = orientation
    section.page_width, section.page_height = section.page_height, section.page_width
    assert section.page_width
    section.footer.is_linked_to_previous = False
    _write_foot(section, manuscript.notice, Length(section.page_width - 2 * _MARGIN))


def set_columns(word: WordFile, count: int) -> None:
    """Go on with text in that many columns, on the same page."""
    section = _begin_section(word, WD_SECTION.CONTINUOUS)
    for columns in section._sectPr.iter(qn("w:cols")):
        columns.set(qn("w:num"), str(count))
        columns.set(qn("w:space"), _BETWEEN_COLUMNS)


def end_columns(word: WordFile) -> None:
    """Back to one column, so that Word makes those before it equally long."""
    set_columns(word, 1)
    last = word.add_paragraph()
    last.paragraph_format.space_after = Pt(0)
    last.paragraph_format.line_spacing = Pt(1)


def _write_foot(section: Section, notice: str, width: Length) -> None:
    foot = section.footer.paragraphs[0]
    foot.paragraph_format.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)
    foot.add_run(f"{notice}\t")
    add_field(foot, "PAGE")
    foot.add_run(" of ")
    add_field(foot, "NUMPAGES")


def _begin_section(word: WordFile, start: WD_SECTION) -> Section:
    """A new section whose predecessor ends in its last paragraph, not in an empty one more."""
    section: Section = word.add_section(start)
    extra = word.paragraphs[-1]._p
    before = extra.getprevious()
    if before is not None and before.tag == qn("w:p"):
        before.get_or_add_pPr().append(extra.find(f"{qn('w:pPr')}/{qn('w:sectPr')}"))
        extra.getparent().remove(extra)
    return section
