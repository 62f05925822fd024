"""Draw evidence: figures with alt text, and numbers written one way everywhere."""

from theodolite.display.alt_text import describe
from theodolite.display.drawing import draw, draw_pixels
from theodolite.display.picture import Drawable, Picture
from theodolite.display.typeface import LACKING, shown_in_our_typeface
from theodolite.display.wording import listed, sentence, with_interval, written

__all__ = [
    "LACKING",
    "Drawable",
    "Picture",
    "describe",
    "draw",
    "draw_pixels",
    "listed",
    "sentence",
    "shown_in_our_typeface",
    "with_interval",
    "written",
]
