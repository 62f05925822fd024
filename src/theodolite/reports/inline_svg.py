"""Figures inside a page: an SVG file made fit to stand beside others in one HTML document."""

import re

_OWN_NAME = re.compile(r"""(\bid="|url\(#|href="#)""")
_LABELLED = re.compile(r'\baria-labelledby="([^"]*)"')
_WIDTH = re.compile(r'(<svg\b[^>]*?)\bwidth="([0-9.]+pt)"')


def inline_svg(svg: str, anchor: str) -> str:
    """The figure with `anchor` before every id, because a page may show one figure twice.

    Its width becomes a custom property, so that the style sheet can let it grow and shrink.
    """
    labels = _LABELLED.search(svg)
    names = labels[1].split() if labels else []
    labelled = f'aria-labelledby="{" ".join(f"{anchor}-{name}" for name in names)}"'
    named = _LABELLED.sub(labelled, _OWN_NAME.sub(rf"\g<1>{anchor}-", svg))
    return _WIDTH.sub(r'\1style="--natural: \2"', named, count=1)
