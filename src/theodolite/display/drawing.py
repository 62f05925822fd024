"""One door for every kind of figure: evidence in, picture out."""

from types import ModuleType
from typing import TYPE_CHECKING

from theodolite.display.alt_text import describe
from theodolite.display.notes import notes_for
from theodolite.display.picture import Drawable, Picture
from theodolite.display.radar_links import linked
from theodolite.evidence.pictures import (
    Clustermap,
    Curves,
    Flow,
    Heatmap,
    Intervals,
    Radar,
    RegionMap,
    TrendLine,
)

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def draw(evidence: Drawable) -> Picture:
    """Draw the figure, and write its alternative text from the same numbers."""
    from theodolite.display.rendering import svg_of

    figure = _paint(evidence)
    alt = describe(evidence)
    svg = svg_of(figure, code=evidence.code, title=evidence.title, alt=alt)
    if isinstance(evidence, Radar):
        svg = linked(svg, evidence)
    return Picture(
        code=evidence.code,
        title=evidence.title,
        alt=alt,
        svg=svg,
        notes=notes_for(evidence),
        source=evidence.source,
        figure=figure,
    )


def draw_pixels(evidence: Drawable, *, dpi: int = 200) -> bytes:
    """The figure as PNG alone, without the time it takes to write it as SVG too."""
    from theodolite.display.rendering import png_of

    return png_of(_paint(evidence), dpi=dpi, title=evidence.title, alt=describe(evidence))


def _paint(evidence: Drawable) -> "Figure":
    # The painters need matplotlib, which is slow to load: only who draws pays for it.
    from theodolite.display import (
        clustermap,
        curves,
        flow,
        heatmap,
        intervals,
        maps,
        radar,
        trends,
    )
    from theodolite.display.theme import drawing_settings

    painters: dict[type, ModuleType] = {
        Clustermap: clustermap,
        Heatmap: heatmap,
        Flow: flow,
        RegionMap: maps,
        Intervals: intervals,
        Curves: curves,
        TrendLine: trends,
        Radar: radar,
    }
    with drawing_settings(evidence.code):
        figure: Figure = painters[type(evidence)].paint(evidence)
        return figure
