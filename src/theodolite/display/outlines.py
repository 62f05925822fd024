"""Regions as they lie on the ground, with numbers where there is room for them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from numpy.typing import NDArray

from theodolite.display.scale import Scale
from theodolite.display.sheet import Lettering, room_for, write
from theodolite.display.theme import HATCH, HATCHED, INK, PAPER, QUIET, text_colour_on
from theodolite.display.tiles import colour_for
from theodolite.display.wording import written
from theodolite.evidence.estimate import Estimate
from theodolite.evidence.place import Place

_MOST_HEIGHT = 118.0
_NUMBER = 8.5


@dataclass(frozen=True, slots=True)
class Region:
    """One region's rings in millimetres, and the middle and radius of its widest circle."""

    rings: tuple[NDArray[np.float64], ...]
    middle: tuple[float, float]
    radius: float


@dataclass(frozen=True, slots=True)
class Land:
    """All regions, and the height they take."""

    regions: tuple[Region, ...]
    height: float


def land_of(places: Sequence[Place], width: float) -> Land:
    """Fit the outlines into the width, as wide for their height as at their middle latitude."""
    points = np.concatenate([ring for place in places for ring in place.outlines])
    (west, south), (east, north) = points.min(axis=0), points.max(axis=0)
    narrowing = cos(radians((south + north) / 2))
    size = min((width - 1.0) / ((east - west) * narrowing), _MOST_HEIGHT / (north - south))
    spare = (width - size * (east - west) * narrowing) / 2
    scaling = np.array([size * narrowing, -size])
    shift = np.array([west - spare / scaling[0], north])
    regions = tuple(_region([(r - shift) * scaling for r in p.outlines]) for p in places)
    return Land(regions, float(size * (north - south)))


def draw_land(
    axes: Axes,
    at: tuple[float, float],
    frame: tuple[Land, Scale],
    numbers: Sequence[Estimate],
) -> None:
    """Colour each region, then write the numbers over them."""
    land, scale = frame
    for region, number in zip(land.regions, numbers, strict=True):
        axes.add_patch(_patch(region, at, number, colour_for(number, scale)))
    for region, number in zip(land.regions, numbers, strict=True):
        _write_number(axes, region, at, (number, colour_for(number, scale)))


def has_room(region: Region, text: str) -> bool:
    """Whether a number fits into the region's widest circle."""
    return 2 * region.radius >= 0.9 * room_for(text, Lettering(_NUMBER, is_bold=True))


def _region(rings: list[NDArray[np.float64]]) -> Region:
    area = shapely.build_area(shapely.GeometryCollection([shapely.LinearRing(r) for r in rings]))
    parts = shapely.get_parts(area)
    largest = max(parts, key=lambda part: float(part.area))
    radius = shapely.maximum_inscribed_circle(largest, tolerance=0.2)
    (x, y), _ = shapely.get_coordinates(radius)
    return Region(tuple(_oriented(parts)), (float(x), float(y)), float(radius.length))


def _oriented(parts: Iterable[Any]) -> list[NDArray[np.float64]]:
    """Rings whose holes run the other way round, so that every program leaves them open."""
    polygons = [shapely.geometry.polygon.orient(part) for part in parts]
    rings = [ring for polygon in polygons for ring in (polygon.exterior, *polygon.interiors)]
    return [np.asarray(shapely.get_coordinates(ring), dtype=np.float64) for ring in rings]


def _patch(region: Region, at: tuple[float, float], number: Estimate, colour: str) -> PathPatch:
    path = Path.make_compound_path(*(Path(ring + np.array(at)) for ring in region.rings))
    if number.shown:
        edge = QUIET if colour == PAPER else PAPER
        return PathPatch(path, facecolor=colour, edgecolor=edge, linewidth=0.4, clip_on=False)
    return PathPatch(
        path, facecolor=HATCHED, edgecolor=HATCH, linewidth=0.4, hatch="/////", clip_on=False
    )


def _write_number(
    axes: Axes, region: Region, at: tuple[float, float], shown: tuple[Estimate, str]
) -> None:
    number, colour = shown
    text = written(number)
    if has_room(region, text):
        ink = text_colour_on(colour) if number.shown else INK
        middle = (at[0] + region.middle[0], at[1] + region.middle[1])
        write(axes, middle, text, Lettering(_NUMBER, is_bold=True, colour=ink, anchor="center"))
