"""Places on a map: a code, a name, and either an outline or a tile."""

import json
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

# A grid of equal tiles (column, row) that keeps neighbours near each other.
UK_REGION_TILES = {
    "Scotland": (1, 0),
    "Northern Ireland": (0, 1),
    "North East": (2, 1),
    "North West": (1, 2),
    "Yorkshire and The Humber": (2, 2),
    "Wales": (0, 3),
    "West Midlands": (1, 3),
    "East Midlands": (2, 3),
    "East of England": (3, 3),
    "South West": (1, 4),
    "South East": (2, 4),
    "London": (3, 4),
}


@dataclass(frozen=True, slots=True)
class Place:
    """A region. `outlines` are rings of longitude and latitude; `tile` is (column, row)."""

    code: str
    name: str
    tile: tuple[int, int] | None = None
    outlines: tuple[NDArray[np.float64], ...] = ()


def tiled(names: tuple[str, ...], tiles: dict[str, tuple[int, int]]) -> tuple[Place, ...]:
    """Places on a grid of tiles; names without a tile follow in rows of four below the others."""
    bottom = 1 + max((row for _, row in tiles.values()), default=-1)
    spare = [name for name in names if name not in tiles]
    below = {name: (i % 4, bottom + i // 4) for i, name in enumerate(spare)}
    return tuple(Place(name, name, tile=(tiles | below)[name]) for name in names)


def places_from_geojson(text: str, *, key: str, name: str) -> tuple[Place, ...]:
    """The outlines of a GeoJSON file (RFC 7946), repaired where they cross themselves.

    `key` and `name` are the properties that hold each region's code and name. A feature without
    them raises KeyError, a text that is not GeoJSON ValueError.
    """
    features = json.loads(text)["features"]
    return tuple(
        Place(
            str(feature["properties"][key]),
            str(feature["properties"][name]),
            outlines=_rings(feature["geometry"]),
        )
        for feature in features
    )


def _rings(geometry: dict[str, Any]) -> tuple[NDArray[np.float64], ...]:
    from shapely import get_coordinates, get_parts, make_valid
    from shapely.geometry import shape

    polygons = [part for part in get_parts(get_parts(make_valid(shape(geometry)))) if part.area > 0]
    rings = [ring for polygon in polygons for ring in (polygon.exterior, *polygon.interiors)]
    return tuple(np.asarray(get_coordinates(ring), dtype=np.float64) for ring in rings)
