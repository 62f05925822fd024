"""Text that a source wrote, made plain: no mark-up, no control characters, no lone surrogates."""

import html
import re

import nh3

# Characters that no text needs: controls, lone surrogates, marks that turn the writing direction.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_BLOCKS = {
    *("p", "br", "div", "li", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6"),
    *("blockquote", "section", "article", "dt", "dd", "title"),
}
_DROPPED = {"script", "style"}
_CLEANER = nh3.Cleaner(tags=_BLOCKS, attributes={}, clean_content_tags=_DROPPED)
_TAG = re.compile(r"<[^<>]*>")
_INLINE = re.compile(r"</?(?:b|i|em|strong|sub|sup|u|small|span|cite|code)>")
_HARMLESS = frozenset(
    f"<{slash}{name}>"
    for name in (
        *("b", "i", "em", "strong", "sub", "sup", "u", "small", "span", "cite", "code"),
        *("p", "div", "li", "ul", "ol", "br", "h2", "h3", "h4", "blockquote"),
    )
    for slash in ("", "/")
) | {"<br/>", "<br />"}
_REFERENCE = re.compile(r"&#?\w{1,32};")
_MOST_TAGS = 2_000
"""How many tags of one text are looked at: cleaning nested ones takes time by their square."""
_MARKED_UP = re.compile(r"</\w|<\w[^<>]*>")


def line(text: str) -> str:
    """One line of clean text, every run of white space made one space.

    >>> line(" dose\\n to\\u202e water\\x00 ")
    'dose to water'
    """
    if not text.isprintable():
        return " ".join(_UNWANTED.sub("", text).split())
    # Most texts can be printed: they hold nothing unwanted, and no white space but blanks.
    while "  " in text:
        text = text.replace("  ", " ")
    return text.strip()


def plain(markup: str) -> str:
    """What a reader sees of HTML, images and scripts dropped, on one line.

    >>> plain("<p>Dose &lt; 2&nbsp;Gy</p><script>x</script><p>to <b>water</b></p>")
    'Dose < 2 Gy to water'
    """
    if "<" not in markup:
        return line(html.unescape(markup) if "&" in markup else markup)
    markup = _beginning(markup)
    tags = _TAG.findall(markup)
    if _HARMLESS.issuperset(tags) and len(tags) == markup.count("<"):
        # Only bare tags of running text: nothing in them that a cleaner would have to look at.
        return line(html.unescape(_TAG.sub(" ", _INLINE.sub("", markup))))
    clean = _CLEANER.clean(markup if markup.isprintable() else _UNWANTED.sub("", markup))
    return line(html.unescape(_TAG.sub(" ", clean)))


def _beginning(markup: str) -> str:
    if markup.count("<") <= _MOST_TAGS:
        return markup
    return "<".join(markup.split("<", _MOST_TAGS)[:_MOST_TAGS])


def told(text: str) -> str:
    """Plain text from something that may be HTML or not, as feeds and registries give it.

    >>> told("AT&amp;T"), told("p < .05 and q > 1")
    ('AT&T', 'p < .05 and q > 1')
    """
    return plain(text) if _REFERENCE.search(text) or _MARKED_UP.search(text) else line(text)
