"""Parts of a Word file that its library leaves to us: links, fields, styles, alternative text."""

from collections.abc import Iterable
from typing import Any

from docx.document import Document as WordFile
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shape import InlineShape
from docx.shared import RGBColor
from docx.text.paragraph import Paragraph

_NOTE_STYLES = (
    f"""<w:style {nsdecls("w")} w:type="paragraph" w:customStyle="1" w:styleId="ExhibitNote">
      <w:name w:val="Exhibit Note"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/>
      <w:pPr><w:keepLines/><w:spacing w:before="80" w:after="320" w:line="240" w:lineRule="auto"/>
      </w:pPr><w:rPr><w:color w:val="4C5F68"/><w:sz w:val="17"/></w:rPr></w:style>""",
    f"""<w:style {nsdecls("w")} w:type="paragraph" w:customStyle="1" w:styleId="SourceNote">
      <w:name w:val="Source Note"/><w:basedOn w:val="Normal"/>
      <w:pPr><w:keepLines/>
      <w:spacing w:after="40" w:line="240" w:lineRule="auto"/><w:ind w:left="300" w:hanging="300"/>
      </w:pPr><w:rPr><w:color w:val="4C5F68"/><w:sz w:val="17"/></w:rPr></w:style>""",
)


def add_styles(word: WordFile, language: str, styles: Iterable[str]) -> None:
    """Our own styles beside those Word brings, and the language of every word."""
    for style in (*_NOTE_STYLES, *styles):
        word.styles.element.append(parse_xml(style))
    defaults = word.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(new_element("w:lang", val=language, eastAsia=language))


def use_present_rules(word: WordFile) -> None:
    """Have Word lay the file out by its present rules, not by those of an old version."""
    for setting in word.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")


def add_bookmark(paragraph: Paragraph, name: str) -> None:
    """A place that links can lead to."""
    # Word wants every bookmark to have a number of its own.
    number = str(len(paragraph.part.element.findall(f".//{qn('w:bookmarkStart')}")))
    name = _bookmark(name)
    paragraph._p.insert_element_before(new_element("w:bookmarkStart", id=number, name=name), "w:r")
    paragraph._p.append(new_element("w:bookmarkEnd", id=number))


def add_link(paragraph: Paragraph, text: str, target: str, *, raised: bool = False) -> None:
    """A link to a bookmark of the same file."""
    link = new_element("w:hyperlink", anchor=_bookmark(target), history="1")
    run = paragraph.add_run(text)
    run.font.superscript = raised or None
    run.font.color.rgb = RGBColor(0x0A, 0x5A, 0x6C)
    link.append(run._r)
    paragraph._p.append(link)


def add_field(paragraph: Paragraph, order: str, shown: str = "1") -> None:
    """Something that Word works out itself, such as the number of the page."""
    open_field(paragraph, order)
    paragraph.add_run(shown)
    close_field(paragraph)


def open_field(paragraph: Paragraph, order: str) -> None:
    """Begin a field; what follows, up to `close_field`, is what it shows until renewed."""
    run = paragraph.add_run()._r
    run.append(new_element("w:fldChar", fldCharType="begin"))
    instruction = new_element("w:instrText")
    instruction.text = f" {order} "
    run.append(instruction)
    run.append(new_element("w:fldChar", fldCharType="separate"))


def close_field(paragraph: Paragraph) -> None:
    """End the field that was opened last."""
    paragraph.add_run()._r.append(new_element("w:fldChar", fldCharType="end"))


def describe_picture(shape: InlineShape, *, title: str, alt: str) -> None:
    """Give a picture the words that stand in for it."""
    properties = shape._inline.docPr
    properties.set("name", title)
    properties.set("descr", alt)
    for side in ("distT", "distB", "distL", "distR"):
        shape._inline.set(side, "0")


def _bookmark(name: str) -> str:
    return name.replace("-", "_")


def new_element(tag: str, **attributes: str) -> Any:
    """A new element of the word-processing namespace."""
    return OxmlElement(tag, {qn(f"w:{name}"): value for name, value in attributes.items()})
