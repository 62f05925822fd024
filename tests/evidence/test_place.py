"""Places stand on tiles of their own, or have the outlines of a file."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from theodolite.evidence.place import (
    UK_REGION_TILES,
    UnknownProperty,
    places_from_geojson,
    tiled,
)

SQUARE = [[0, 0], [0, 4], [4, 4], [4, 0], [0, 0]]
HOLE = [[1, 1], [1, 2], [2, 2], [2, 1], [1, 1]]
BOW = [[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]
REGIONS = Path(__file__).parents[2] / "../shared/data/geography/uk_regions_simple.geojson"


def feature(code: str, kind: str, coordinates: Any, name: str = "") -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"code": code, "name": name or code},
        "geometry": {"type": kind, "coordinates": coordinates},
    }


def collection(*features: dict[str, Any]) -> str:
    return json.dumps({"type": "FeatureCollection", "features": features})


@given(st.lists(st.sampled_from([*UK_REGION_TILES, "Here", "There", "Abroad"]), unique=True))
def test_every_place_has_a_tile_of_its_own(names: list[str]) -> None:
    places = tiled(tuple(names), UK_REGION_TILES)
    assert [place.name for place in places] == names
    assert len({place.tile for place in places}) == len(names)


def test_places_without_a_tile_follow_below_the_others() -> None:
    places = tiled(("London", "Abroad"), UK_REGION_TILES)
    assert [place.tile for place in places] == [(3, 4), (0, 5)]


def test_outlines_are_the_rings_of_each_region_holes_included() -> None:
    text = collection(
        feature("a", "Polygon", [SQUARE, HOLE], name="Ay"),
        feature("b", "MultiPolygon", [[SQUARE], [[[x + 9, y] for x, y in SQUARE]]]),
    )
    ay, bee = places_from_geojson(text, key="code", name="name")
    assert (ay.code, ay.name, ay.tile) == ("a", "Ay", None)
    assert [len(place.outlines) for place in (ay, bee)] == [2, 2]


def test_features_of_one_code_are_one_region() -> None:
    text = collection(feature("a", "Polygon", [SQUARE]), feature("a", "Polygon", [HOLE]))
    (place,) = places_from_geojson(text, key="code", name="name")
    assert len(place.outlines) == 2


def test_an_outline_that_crosses_itself_is_repaired() -> None:
    (place,) = places_from_geojson(
        collection(feature("a", "Polygon", [BOW])), key="code", name="name"
    )
    assert len(place.outlines) == 2
    assert sum(area(ring) for ring in place.outlines) == pytest.approx(2.0)


def area(ring: Any) -> float:
    x, y = np.asarray(ring).T
    return abs(float(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1]))) / 2


def test_a_property_that_is_missing_is_named_with_those_there() -> None:
    text = collection(feature("a", "Polygon", [SQUARE]))
    with pytest.raises(UnknownProperty) as refused:
        places_from_geojson(text, key="kode", name="name")
    assert refused.value.name == "kode"
    assert refused.value.known == ("code", "name")


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"features": {}}', '{"features": [1]}'])
def test_what_is_not_geojson_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        places_from_geojson(text, key="code", name="name")


@pytest.mark.parametrize(
    "geometry", [None, {}, {"type": "Blob"}, {"type": "Polygon", "coordinates": [[[0, 0]]]}]
)
def test_a_region_that_cannot_be_drawn_is_refused(geometry: Any) -> None:
    text = collection(feature("a", "Polygon", [SQUARE]) | {"geometry": geometry})
    with pytest.raises(ValueError, match="no geometry that can be drawn"):
        places_from_geojson(text, key="code", name="name")


@pytest.mark.real_data
@pytest.mark.skipif(not REGIONS.exists(), reason="the shared data folder is not here")
def test_the_regions_of_a_real_file_have_outlines() -> None:
    text = REGIONS.read_text("utf-8")
    key, name = list(json.loads(text)["features"][0]["properties"])[:2]
    places = places_from_geojson(text, key=key, name=name)
    assert len(places) > 5
    assert all(place.outlines for place in places)
