"""Figures as part of a page: an SVG file made fit to stand inside HTML with others of its kind."""

import re

from markupsafe import escape

_ROOT = re.compile(r"<svg\b([^>]*)>", re.DOTALL)
_FILE_PARTS = re.compile(
    r"<\?xml.*?\?>|<!DOCTYPE.*?>|<metadata\b.*?</metadata>|<!--.*?-->", re.DOTALL
)
_OWN_WORDS = re.compile(r"\A\s*(?:<(title|desc)\b.*?</\1>\s*)+", re.DOTALL)
_NAMED = re.compile(r"""(\bid="|url\(#|href="#)""")
_POINTS_WIDE = re.compile(r'\bwidth="([0-9.]+)(?:pt)?"')
_VIEW_BOX = re.compile(r'\bviewBox="[^"]*"')


def inline_svg(svg: str, *, anchor: str, title: str, alt: str) -> str:
    """The `<svg>` element with its own title and description, and names no other figure uses.

    Every id inside gets `anchor` in front, because a page may hold figures that name their parts
    alike. The size becomes a custom property, so that the style sheet decides.
    """
    body = _FILE_PARTS.sub("", svg)
    root = _ROOT.search(body)
    assert root is not None, f"the picture {title!r} holds no <svg> element"
    inside = _OWN_WORDS.sub("", body[root.end() :])
    inside = _NAMED.sub(rf"\g<1>{anchor}-", inside).replace("*{", f"#{anchor}-picture *{{")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
        f' id="{anchor}-picture" role="img" {_size(root[1])}'
        f' aria-labelledby="{anchor}-title" aria-describedby="{anchor}-description">'
        f'<title id="{anchor}-title">{escape(title)}</title>'
        f'<desc id="{anchor}-description">{escape(alt)}</desc>{inside.strip()}'
    )


def _size(attributes: str) -> str:
    view_box, width = _VIEW_BOX.search(attributes), _POINTS_WIDE.search(attributes)
    natural = f'style="--natural: {width[1]}pt"' if width else ""
    return f"{view_box[0] if view_box else ''} {natural}"
