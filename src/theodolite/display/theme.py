"""The look of every figure: colours, lettering and the settings they are drawn with."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from typing import Any
from warnings import catch_warnings, filterwarnings

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.colors import to_hex, to_rgb

# Tol's "Muted" scheme, which stays apart for colour-blind readers.
MUTED = (
    "#CC6677",
    "#332288",
    "#DDCC77",
    "#117733",
    "#88CCEE",
    "#882255",
    "#44AA99",
    "#999933",
    "#AA4499",
)
PALE = "#DDDDDD"
INK = "#1A1A1A"
BLACK = "#000000"
QUIET = "#595959"
FAINT = "#C8C8C8"
PAPER = "#FFFFFF"
HATCH = "#B8B8B8"
HATCHED = "#F2F2F2"

FAMILIES = ("Source Sans Pro", "Source Sans 3", "Segoe UI", "Arial", "DejaVu Sans")
# The two that are always there: one ships with us, the other with matplotlib.
MEASURED_FAMILIES = ["Source Sans Pro", "DejaVu Sans"]

_SETTINGS: dict[Any, Any] = {
    "font.family": MEASURED_FAMILIES,
    "text.parse_math": False,
    "text.usetex": False,
    "hatch.linewidth": 0.45,
    "path.simplify": False,
    "svg.fonttype": "none",
    "svg.image_inline": True,
}


@contextmanager
def drawing_settings(code: str = "theodolite") -> Iterator[None]:
    """Draw with our settings whatever the reader's own are, and leave theirs as they were.

    A letter missing from the measured fonts is no mistake: text stays text, and the reader's
    program finds the letter in another font.
    """
    _register_fonts()
    with mpl.rc_context(), catch_warnings():
        mpl.rcdefaults()
        mpl.rcParams.update(_SETTINGS | {"svg.hashsalt": code})
        filterwarnings("ignore", message="Glyph .* missing from font")
        yield


def label_colour(index: int) -> str:
    """The colour of the label with this index; pale where there is none."""
    return PALE if index < 0 else MUTED[index % len(MUTED)]


def segment_grey(index: int, segments: int) -> str:
    """A grey for a segment, from dark to light, so that strips of answers keep the colours."""
    if index < 0:
        return PALE
    level = 0.16 + 0.5 * index / max(1, segments - 1)
    return to_hex((level, level, level))


def text_colour_on(background: str) -> str:
    """Black or white, whichever stands out more: always 4.5 times or more (WCAG 2 contrast)."""
    return max((BLACK, PAPER), key=lambda ink: contrast(ink, background))


def contrast(one: str, other: str) -> float:
    """How many times one colour is lighter than the other, as WCAG 2 counts it: from 1 to 21."""
    darker, lighter = sorted(_luminance(colour) + 0.05 for colour in (one, other))
    return lighter / darker


def _luminance(colour: str) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in to_rgb(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@cache
def _register_fonts() -> None:
    folder = files("font_source_sans_pro") / "files"
    for name in ("Regular", "Bold"):
        font_manager.fontManager.addfont(str(folder / f"SourceSansPro-{name}.ttf"))
