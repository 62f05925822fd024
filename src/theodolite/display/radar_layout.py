"""Where the blips of a radar stand: as far out as they say, and never one over another."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import asin, cos, floor, hypot, pi, sin

from theodolite.evidence.pictures import Radar
from theodolite.settings.errors import CorrectableError

Polar = tuple[float, float]
"""Distance from the centre, and angle in radians clockwise from twelve o'clock."""

Wanted = tuple[int, int, float]
"""Sector, ring, and distance within the ring from 0 to 1."""

Cells = Mapping[tuple[int, int], Sequence[int]]
"""By sector and ring, the indices of the blips there, nearest first."""

RADIUS = 71.0
LARGEST = 3.6
_FOOTPRINTS = [LARGEST * 0.94**step for step in range(40)]
# Below this a number in a blip is too small to give up for an exact distance.
_LEAST_FOR_EXACTNESS = 3.0
_STEPS = 24


class NoRoom(CorrectableError):
    """A radar holds more than can be drawn on one sheet."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where rings end, in mm (the hole in the middle first), and the radius that each blip fills.

    `places` follow the blips. `is_exact` is False where so many stand at one distance that they
    keep only their order within the ring.
    """

    edges: tuple[float, ...]
    footprint: float
    places: tuple[Polar, ...]
    is_exact: bool


def layout_of(radar: Radar) -> Layout:
    """Where rings end and blips stand on the sheet, in millimetres from the centre."""
    wanted = [(blip.sector, blip.ring, blip.distance) for blip in radar.blips]
    return lay_out(wanted, sectors=len(radar.sectors), rings=len(radar.rings), radius=RADIUS)


def lay_out(blips: Sequence[Wanted], *, sectors: int, rings: int, radius: float) -> Layout:
    """Give every blip a place of its own, with the largest footprint for which there is room.

    Rings get the width their fullest sector needs, and share what is left equally. A blip stands at
    its exact distance if some angle there is free; otherwise the blips of that sector and ring
    stand in rows, nearer ones never farther out than others.
    """
    cells: dict[tuple[int, int], list[int]] = defaultdict(list)
    for index in sorted(range(len(blips)), key=lambda one: (blips[one][2], one)):
        cells[blips[index][0], blips[index][1]].append(index)
    fullest = [max(len(cells[sector, ring]) for sector in range(sectors)) for ring in range(rings)]
    tried = None
    for footprint in _FOOTPRINTS:
        edges = _edges(fullest, 2 * pi / sectors, footprint, radius)
        if edges is None:
            continue
        found = _placed(blips, cells, Layout(edges, footprint, (), is_exact=True), sectors)
        tried = tried or found
        if found.is_exact or footprint < _LEAST_FOR_EXACTNESS:
            return found if found.is_exact else tried
    raise NoRoom(
        f"{len(blips)} blips in {rings} rings and {sectors} sectors find no room on a radar of"
        f" {radius:.0f} mm. Each blip must stay readable. Make two radars of it, or join rings."
    )


def _placed(blips: Sequence[Wanted], cells: Cells, empty: Layout, sectors: int) -> Layout:
    """The blips of each cell, exactly where they want to be or else in rows."""
    places: list[Polar] = [(0.0, 0.0)] * len(blips)
    angle, is_exact = 2 * pi / sectors, True
    for (sector, ring), members in cells.items():
        cell = _Cell(angle, empty.edges[ring], empty.edges[ring + 1], empty.footprint)
        distances = [blips[index][2] for index in members]
        found = _exact(cell, distances)
        is_exact = is_exact and found is not None
        for index, (away, turn) in zip(members, found or _in_rows(cell, distances), strict=True):
            places[index] = (away, (sector + 0.5) * angle + turn)
    return Layout(empty.edges, empty.footprint, tuple(places), is_exact)


@dataclass(frozen=True, slots=True)
class _Cell:
    """One sector of one ring: its angle, its radii, and what each blip fills."""

    angle: float
    inner: float
    outer: float
    footprint: float

    def nearest(self) -> float:
        """The least distance at which a whole blip fits between the sides."""
        side = min(self.angle / 2, pi / 2)
        return max(self.inner + self.footprint, 1.001 * self.footprint / sin(side))

    def farthest(self) -> float:
        """The greatest distance at which a whole blip fits."""
        return self.outer - self.footprint

    def half_span(self, distance: float) -> float:
        """How far to either side of the middle a blip may stand at a distance."""
        return max(0.0, self.angle / 2 - asin(min(1.0, self.footprint / distance)))

    def rows(self) -> list[float]:
        """Distances of as many rows as fit."""
        depth = self.farthest() - self.nearest()
        if depth < 0:
            return []
        many = floor(depth / (2 * self.footprint) + 1e-9) + 1
        return [self.nearest() + depth * row / max(1, many - 1) for row in range(many)]

    def capacity(self, distance: float) -> int:
        """How many blips fit side by side at a distance."""
        pitch = 2 * asin(min(1.0, self.footprint / distance)) * 1.0001
        return floor(2 * self.half_span(distance) / pitch + 1e-9) + 1


def _edges(
    fullest: Sequence[int], angle: float, footprint: float, radius: float
) -> tuple[float, ...] | None:
    """Edges that leave room for the fullest sector of each ring; None where the radius ends first.

    Every ring is as wide as an equal share, unless one needs more; then the others give way.
    """
    hole = 0.6 * footprint
    for share in range(_STEPS, -1, -1):
        least = (radius - hole) / len(fullest) * share / _STEPS
        edges = [hole]
        for many in fullest:
            edges.append(_far_edge(many, angle, footprint, (edges[-1], least)))
        if edges[-1] <= radius:
            stretch = (radius - edges[-1]) / len(fullest)
            return tuple(edge + stretch * ring for ring, edge in enumerate(edges))
    return None


def _far_edge(many: int, angle: float, footprint: float, place: tuple[float, float]) -> float:
    """Where a ring may end, given where it begins and its least width."""
    inner, least = place
    width = max(least, 2.2 * footprint)
    while _room_in(_Cell(angle, inner, inner + width, footprint)) < many:
        width += footprint / 2
    return inner + width


def _room_in(cell: _Cell) -> int:
    return sum(cell.capacity(row) for row in cell.rows())


def _exact(cell: _Cell, distances: Sequence[float]) -> list[Polar] | None:
    """Each blip at its very distance, at the angle that is farthest from those before it."""
    placed: list[Polar] = []
    depth = cell.farthest() - cell.nearest()
    for distance in distances:
        away = cell.nearest() + depth * distance
        half = cell.half_span(away)
        turns = [half * (2 * step / _STEPS - 1) for step in range(_STEPS + 1)]
        best = max(turns, key=lambda turn: (_room((away, turn), placed), -abs(turn), turn))
        if _room((away, best), placed) < 2 * cell.footprint:
            return None
        placed.append((away, best))
    return placed


def _room(one: Polar, placed: Sequence[Polar]) -> float:
    """How far the nearest other blip is; no more than a third of the radar counts."""
    return min([apart(one, other) for other in placed] + [25.0])


def apart(one: Polar, other: Polar) -> float:
    """The distance between two places."""
    (r, a), (s, b) = one, other
    return hypot(r * sin(a) - s * sin(b), r * cos(a) - s * cos(b))


def _in_rows(cell: _Cell, distances: Sequence[float]) -> list[Polar]:
    """In rows as near to their distances as there is room, order kept."""
    rows = cell.rows()
    capacity = [cell.capacity(row) for row in rows]
    of = _rows_near([round(distance * (len(rows) - 1)) for distance in distances], capacity)
    places = []
    for index, row in enumerate(of):
        many, number = of.count(row), index - of.index(row)
        half = cell.half_span(rows[row])
        turn = half * (2 * number / (many - 1) - 1) if many > 1 else 0.0
        places.append((rows[row], turn))
    return places


def _rows_near(wanted: Sequence[int], capacity: Sequence[int]) -> list[int]:
    """Rows in rising order near the wanted ones, none fuller than it may be."""
    forward, row, left = [], 0, list(capacity)
    for want in wanted:
        row = max(row, want)
        while row < len(left) and not left[row]:
            row += 1
        if row < len(left):
            left[row] -= 1
        forward.append(row)
    backward, row, left = [], len(capacity) - 1, list(capacity)
    for want in reversed(forward):
        row = min(row, want)
        while not left[row]:
            row -= 1
        left[row] -= 1
        backward.append(row)
    return backward[::-1]
