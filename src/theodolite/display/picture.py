"""A drawn figure, with everything that must travel with it."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

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
from theodolite.evidence.source_note import SourceNote

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Drawable = Clustermap | Heatmap | Flow | RegionMap | Intervals | Curves | TrendLine | Radar


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure as SVG text, with its alternative text, its notes and the source of its numbers.

    The SVG keeps its text as text, carries the alternative text, and uses ids that start with the
    picture's code, so that several can stand in one page. `figure` is what was painted, kept so
    that nothing has to be painted again for pixels.
    """

    code: str
    title: str
    alt: str
    svg: str
    notes: tuple[str, ...]
    source: SourceNote
    figure: "Figure" = field(repr=False, compare=False)

    def png(self, dpi: int = 200) -> bytes:
        """The same figure as pixels, for programs that cannot show SVG."""
        return _rendered(self, dpi)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"image/svg+xml": self.svg, "text/plain": self.alt}


@lru_cache(maxsize=64)
def _rendered(picture: Picture, dpi: int) -> bytes:
    """Pixels once per picture, since the long and the short report show the same ones."""
    from theodolite.display.rendering import png_of

    return png_of(picture.figure, dpi=dpi, title=picture.title, alt=picture.alt)
