"""Which characters our typeface can show, and what stands for those it cannot."""

import unicodedata
from functools import cache
from importlib.resources import files

LACKING = "□"
"""Printed in the place of a character that the typeface lacks."""

_LAYOUT = frozenset("\t\n")


def shown_in_our_typeface(text: str) -> str:
    """The text with a mark for each character that the typeface lacks.

    >>> shown_in_our_typeface("Łódź, 日本")
    'Łódź, □□'
    """
    if text.isascii():
        return text
    return "".join(one if one in _letters() else _mark(one) for one in text)


def _mark(letter: str) -> str:
    """Accents and joiners belong to the character before them, which has its mark already."""
    return "" if unicodedata.category(letter) in ("Mn", "Me", "Cf") else LACKING


@cache
def _letters() -> frozenset[str]:
    from matplotlib.ft2font import FT2Font

    regular = files("font_source_sans_pro") / "files" / "SourceSansPro-Regular.otf"
    return _LAYOUT | {chr(code) for code in FT2Font(str(regular)).get_charmap()}
