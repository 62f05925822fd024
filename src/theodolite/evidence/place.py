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


class UnknownProperty(KeyError):
    """A region lacks the property that was asked for; `known` are those it has."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(name)
        self.name, self.known = name, known


def tiled(names: tuple[str, ...], tiles: dict[str, tuple[int, int]]) -> tuple[Place, ...]:
    """Places on a grid of tiles; names without a tile follow in rows of four below the others."""
    bottom = 1 + max((row for _, row in tiles.values()), default=-1)
    spare = [name for name in names if name not in tiles]
    below = {name: (i % 4, bottom + i // 4) for i, name in enumerate(spare)}
    return tuple(Place(name, name, tile=(tiles | below)[name]) for name in names)


def places_from_geojson(text: str, *, key: str, name: str) -> tuple[Place, ...]:
    """The outlines of a GeoJSON file (RFC 7946), repaired where they cross themselves.

    `key` and `name` are the properties that hold each region's code and name; features with one
    code are one region. A property that is missing raises UnknownProperty, a text that is not a
    collection of GeoJSON polygons ValueError.
    """
    places: dict[str, Place] = {}
    for feature in _features(text):
        properties = feature.get("properties") or {}
        for wanted in (key, name):
            if wanted not in properties:
                raise UnknownProperty(wanted, tuple(properties))
        code = str(properties[key])
        before = places[code].outlines if code in places else ()
        rings = (*before, *_rings(feature.get("geometry")))
        places[code] = Place(code, str(properties[name]), outlines=rings)
    return tuple(places.values())


def _features(text: str) -> list[dict[str, Any]]:
    found = json.loads(text)
    features = found.get("features") if isinstance(found, dict) else None
    if not isinstance(features, list) or not all(isinstance(one, dict) for one in features):
        raise ValueError("GeoJSON with a list of features was expected")
    return features


def _rings(geometry: Any) -> tuple[NDArray[np.float64], ...]:
    from shapely import get_coordinates, get_parts, make_valid
    from shapely.errors import ShapelyError
    from shapely.geometry import shape

    try:
        valid = make_valid(shape(geometry))
    except (ShapelyError, ValueError, AttributeError, LookupError, TypeError) as error:
        raise ValueError("a feature has no geometry that can be drawn") from error
    polygons = [part for part in get_parts(get_parts(valid)) if part.area > 0]
    rings = [ring for polygon in polygons for ring in (polygon.exterior, *polygon.interiors)]
    return tuple(np.asarray(get_coordinates(ring), dtype=np.float64) for ring in rings)
