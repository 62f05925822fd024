"""From a drawn page to bytes that are the same on every run."""

import re
from io import BytesIO, StringIO
from xml.sax.saxutils import escape, quoteattr, unescape

from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from theodolite.display.theme import FAMILIES, MEASURED_FAMILIES, drawing_settings
from theodolite.display.typeface import shown_in_our_typeface

_NO_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}
_NUMBER = re.compile(r"-?\d+\.\d{3,}")
_TEXT = re.compile(r'<text(?: font-weight="(\d+)")? font-size="([\d.]+)px"([^>]*)>([^<]+)</text>')


def svg_of(figure: Figure, *, code: str, title: str, alt: str) -> str:
    """The page as SVG that can stand in a file or straight in a page of HTML.

    Styles become plain attributes, so that a page which allows no inline styles shows it too.
    """
    buffer = StringIO()
    with drawing_settings(code):
        figure.savefig(buffer, format="svg", metadata=_NO_METADATA)
        drawn = _TEXT.sub(_as_wide_as_measured, _tidied(buffer.getvalue()))
    body = _with_own_ids(drawn[drawn.index("<svg") :], prefix_of(code))
    return _with_description(body, prefix_of(code), title=title, alt=alt)


def png_of(figure: Figure, *, dpi: int, title: str, alt: str) -> bytes:
    """The page as pixels, with its title and alternative text inside the file."""
    buffer = BytesIO()
    with drawing_settings():
        figure.savefig(
            buffer,
            format="png",
            dpi=dpi,
            metadata={"Software": None, "Title": title, "Description": alt},
        )
    return buffer.getvalue()


def prefix_of(code: str) -> str:
    """The code as it may start an id: letters, digits, dashes.

    >>> prefix_of("figure 3/skills")
    'figure-3-skills'
    """
    return re.sub(r"[^A-Za-z0-9_-]+", "-", code).strip("-") or "figure"


def _tidied(svg: str) -> str:
    svg = re.sub(r"\s*<style.*?</style>", "", svg, flags=re.DOTALL)
    svg = re.sub(r"\s*<defs>\s*</defs>", "", svg)
    svg = re.sub(r' style="([^"]*)"', lambda style: _attributes(style[1]), svg)
    svg = re.sub(r' transform="rotate\(-?0 [^"]*"', "", svg)
    return re.sub(r"<[^>]*>", lambda tag: _NUMBER.sub(_shortened, tag[0]), svg)


def _attributes(style: str) -> str:
    """Each property as an attribute, but for the fonts, which the whole picture shares."""
    pairs = [part.split(":", 1) for part in style.split(";") if part.strip()]
    named = [(name.strip(), value.strip()) for name, value in pairs]
    return "".join(f" {name}={quoteattr(value)}" for name, value in named if name != "font-family")


def _as_wide_as_measured(text: re.Match[str]) -> str:
    """The text with the width it has in our typeface: in a wider one it would run over its place.

    Characters that our typeface lacks are as wide as they are.
    """
    weight, size, where, said = text.groups()
    words = unescape(said)
    if shown_in_our_typeface(words) != words:
        return text[0]
    font = FontProperties(family=MEASURED_FAMILIES, size=float(size), weight=int(weight or 400))
    width, _, _ = text_to_path.get_text_width_height_descent(words, font, ismath=False)
    bold = f' font-weight="{weight}"' if weight else ""
    length = f' textLength="{width:.4g}" lengthAdjust="spacingAndGlyphs"'
    return f'<text{bold} font-size="{size}px"{where}{length}>{said}</text>'


def _shortened(number: re.Match[str]) -> str:
    """A hundredth of a point is finer than any eye or printer."""
    return f"{float(number[0]):.2f}".rstrip("0").rstrip(".")


def _with_own_ids(svg: str, prefix: str) -> str:
    """Only ids that something refers to stay, each starting with the picture's code."""
    used = set(re.findall(r'(?:href="|url\()#([^")]+)', svg))
    svg = re.sub(
        r' id="([^"]+)"',
        lambda found: f' id="{prefix}-{found[1]}"' if found[1] in used else "",
        svg,
    )
    return re.sub(r'(href="|url\()#', rf"\g<1>#{prefix}-", svg)


def _with_description(svg: str, prefix: str, *, title: str, alt: str) -> str:
    families = ", ".join(f"'{name}'" for name in FAMILIES) + ", sans-serif"
    opening = (
        f'<svg role="img" aria-labelledby="{prefix}-title {prefix}-desc"'
        f" font-family={quoteattr(families)}"
        ' fill-rule="evenodd" stroke-linejoin="round" stroke-linecap="butt"'
    )
    described = (
        f'\n <title id="{prefix}-title">{escape(title)}</title>'
        f'\n <desc id="{prefix}-desc">{escape(alt)}</desc>'
    )
    svg = svg.replace("<svg", opening, 1)
    end = svg.index(">") + 1
    return svg[:end] + described + svg[end:]
