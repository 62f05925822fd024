"""What a figure shows, before it is drawn: the numbers, their order and their names."""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from theodolite.evidence.estimate import Estimate
from theodolite.evidence.place import Place
from theodolite.evidence.source_note import SourceNote
from theodolite.evidence.table import Table


@dataclass(frozen=True, slots=True)
class Dendrogram:
    """A merge tree ready to be laid out.

    Leaves are numbered 0…m−1 and already stand in drawing order; merge i joins the two nodes in
    `merges[i]` at `heights[i]` into node m+i, lowest first. `sizes[j]` is how many lines of the
    picture leaf j spans.
    """

    merges: NDArray[np.int64]
    heights: NDArray[np.float64]
    sizes: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Strip:
    """A column of coloured labels beside a clustermap: `codes[line]` is an index into `names`.

    −1 means no answer and is drawn pale.
    """

    title: str
    names: tuple[str, ...]
    codes: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Clustermap:
    """Respondents in tree order against columns in tree order, with the segments found.

    `values` is lines × columns in percent or scale points; `respondents_per_line` is 1, or more
    where lines were averaged (then `row_tree` is None unless its sizes still fit). `segments` is a
    Strip whose codes follow the lines; `cut_height` lies between the merges kept and undone.
    `segment_means` holds, for each segment, its mean in every column.
    """

    code: str
    title: str
    columns: tuple[str, ...]
    values: NDArray[np.float64]
    segments: Strip
    strips: tuple[Strip, ...]
    row_tree: Dendrogram | None
    column_tree: Dendrogram | None
    cut_height: float | None
    unit: str
    source: SourceNote
    respondents: Estimate
    segment_sizes: tuple[Estimate, ...] = ()
    segment_means: tuple[tuple[Estimate, ...], ...] = ()
    respondents_per_line: int = 1
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heatmap:
    """Tables with the same rows, side by side, each value in a coloured cell and printed."""

    code: str
    title: str
    panels: tuple[Table, ...]
    panel_titles: tuple[str, ...]
    source: SourceNote
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Flow:
    """Respondents received, kept, and rejected for each reason."""

    code: str
    title: str
    received: Estimate
    kept: Estimate
    rejected: tuple[tuple[str, Estimate], ...]
    source: SourceNote
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RegionMap:
    """Counts by region for one or more waves on one scale.

    `waves` pairs a label with one estimate per place, in the order of `places`.
    Places with outlines are drawn as a choropleth, others as a grid of tiles.
    """

    code: str
    title: str
    places: tuple[Place, ...]
    waves: tuple[tuple[str, tuple[Estimate, ...]], ...]
    source: SourceNote
    notes: tuple[str, ...] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Intervals:
    """Ranked estimates with their intervals, one line each, under group names."""

    code: str
    title: str
    lines: tuple[tuple[str, str, Estimate], ...]
    source: SourceNote
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Curves:
    """Measures that change along the same steps, one small chart above another.

    Each curve is its name and one estimate for each of `steps`; `along` says what the steps are,
    and `chosen` is the index of the one that was decided on.
    """

    code: str
    title: str
    along: str
    steps: tuple[str, ...]
    curves: tuple[tuple[str, tuple[Estimate, ...]], ...]
    source: SourceNote
    chosen: int | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TrendLine:
    """A share of items over time with its interval, and where it is likely to go.

    `shares` has one estimate for each of `periods`, without a value where nothing is known.
    `forecast`, by `method`, and `unchanged`, the last share left to stand, have one for each period
    `ahead`, or none; their intervals hold `level` of outcomes. `marks` are periods by index with
    words for what was told then; `verdict` says what the forecast is worth.
    """

    code: str
    title: str
    by: str
    periods: tuple[str, ...]
    shares: tuple[Estimate, ...]
    source: SourceNote
    ahead: tuple[str, ...] = ()
    method: str = ""
    forecast: tuple[Estimate, ...] = ()
    unchanged: tuple[Estimate, ...] = ()
    level: float = 0.8
    marks: tuple[tuple[int, str], ...] = ()
    verdict: str = ""
    notes: tuple[str, ...] = ()


Movement = Literal["new", "in", "out", "unmoved"]

MOVEMENTS: dict[Movement, str] = {
    "new": "new",
    "in": "moved in",
    "out": "moved out",
    "unmoved": "not moved",
}
"""What a reader is told of each movement."""


@dataclass(frozen=True, slots=True)
class Blip:
    """One thing on a radar, in the sector and ring with these indices.

    `distance` is from 0 at the inner edge of its ring to 1 at the outer; `movement` is since the
    last edition. `years` until it matters has no value where nobody judged it, `items` counts what
    was seen of it, `evidence` says it in a sentence, and `address` is where to read on.
    """

    name: str
    sector: int
    ring: int
    distance: float
    movement: Movement
    years: Estimate
    items: Estimate
    evidence: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Radar:
    """What lies ahead, by sector and by ring, near the centre what matters soon.

    `ends` are the far ends of the rings in years, or none; `meaning` says in words what the
    distance from the centre means. Blips are numbered from 1 in their order: by sector, ring and
    distance.
    """

    code: str
    title: str
    sectors: tuple[str, ...]
    rings: tuple[str, ...]
    ends: tuple[float, ...]
    meaning: str
    blips: tuple[Blip, ...]
    source: SourceNote
    notes: tuple[str, ...] = ()


Evidence = Table | Clustermap | Heatmap | Flow | RegionMap | Intervals | Curves | TrendLine | Radar
